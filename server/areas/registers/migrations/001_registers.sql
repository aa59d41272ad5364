-- What other departments and people hand in: each file is a batch that declares its coverage, so that absence is known where it is.

CREATE SCHEMA registers;
GRANT USAGE ON SCHEMA registers TO wutong_app;

CREATE TABLE registers.batches (
  tenant_id int NOT NULL,
  batch_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  register text NOT NULL,
  file_name text NOT NULL,
  file_digest bytea NOT NULL,
  -- Coverage: whose rows, which months, and whether none of them is missing.
  district int NOT NULL,
  from_month date NOT NULL,
  through_month date NOT NULL,
  complete boolean NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
  rows_read int NOT NULL DEFAULT 0,
  rows_new int NOT NULL DEFAULT 0,
  rows_changed int NOT NULL DEFAULT 0,
  rows_same int NOT NULL DEFAULT 0,
  rows_failed int NOT NULL DEFAULT 0,
  chunks_done int NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (tenant_id, batch_id)
);
CREATE INDEX batches_by_register ON registers.batches (tenant_id, office_id, register, started_at);
SELECT access.protect('registers.batches', 'office');

-- Rows that could not be taken, sealed as they came: where, why, and what to give back in the same workbook.
CREATE TABLE registers.failed_rows (
  tenant_id int NOT NULL,
  batch_id int NOT NULL,
  sheet text NOT NULL,
  row_number int NOT NULL,
  office_id int NOT NULL,
  sealed_cells bytea NOT NULL,
  failures jsonb NOT NULL,
  PRIMARY KEY (tenant_id, batch_id, sheet, row_number),
  FOREIGN KEY (tenant_id, batch_id) REFERENCES registers.batches
);
SELECT access.protect('registers.failed_rows', 'office');
