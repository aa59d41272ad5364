-- Organisations, by their unified social credit code. Public facts: visible to the whole tenant's staff.

CREATE SCHEMA employers;
GRANT USAGE ON SCHEMA employers TO wutong_app;

CREATE TABLE employers.organisations (
  tenant_id int NOT NULL,
  employer_id int GENERATED ALWAYS AS IDENTITY,
  credit_code text NOT NULL,
  name text NOT NULL,
  kind text,
  industry text,
  district int,
  above_scale boolean,
  state_owned boolean,
  batch_id int NOT NULL,
  content_digest bytea NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, employer_id),
  UNIQUE (tenant_id, credit_code)
);
SELECT access.protect('employers.organisations', 'staff');
