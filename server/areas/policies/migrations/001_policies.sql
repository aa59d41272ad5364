-- The rule book and what sweeping with it found. Findings themselves are immutable files; only what sweeps there were is here.

CREATE SCHEMA policies;
GRANT USAGE ON SCHEMA policies TO wutong_app;

-- One version of a policy as its file says it, together with the files that it includes.
CREATE TABLE policies.versions (
  tenant_id int NOT NULL,
  policy_id text NOT NULL,
  version int NOT NULL,
  office_id int NOT NULL,
  digest bytea NOT NULL,
  path text NOT NULL,
  -- [{path, text}], the policy's own file first.
  files jsonb NOT NULL,
  loaded_at timestamptz NOT NULL,
  loaded_by text NOT NULL,
  -- Once a sweep has decided with it, it stays as it is.
  used_at timestamptz,
  PRIMARY KEY (tenant_id, policy_id, version)
);
SELECT access.protect('policies.versions', 'tenant');
REVOKE DELETE ON policies.versions FROM wutong_app;
-- The rule book is read by the whole tenant; an office writes its own and those of offices below it.
CREATE POLICY own_office_adds ON policies.versions AS RESTRICTIVE FOR INSERT
  WITH CHECK (office_id = ANY ((SELECT access.visible_offices())::int[]));
CREATE POLICY own_office_changes ON policies.versions AS RESTRICTIVE FOR UPDATE
  USING (office_id = ANY ((SELECT access.visible_offices())::int[]));

CREATE FUNCTION policies.keep_used_versions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.used_at IS NOT NULL AND (NEW.digest, NEW.files, NEW.used_at) IS DISTINCT FROM (OLD.digest, OLD.files, OLD.used_at) THEN
    RAISE EXCEPTION 'version % of the policy % has been used and is immutable', OLD.version, OLD.policy_id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER used_versions_are_immutable BEFORE UPDATE ON policies.versions
  FOR EACH ROW EXECUTE FUNCTION policies.keep_used_versions();

CREATE TABLE policies.sweeps (
  tenant_id int NOT NULL,
  sweep_id int GENERATED ALWAYS AS IDENTITY,
  -- The office that swept: itself and those below it.
  office_id int NOT NULL,
  as_of date NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'finished', 'failed', 'cancelled')),
  percent int NOT NULL DEFAULT 0,
  people int,
  policies int NOT NULL,
  snapshot_id text,
  identity text,
  compared_with int,
  started_by text NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  -- What it took, apart from the office's movable clock.
  milliseconds int,
  fault text,
  PRIMARY KEY (tenant_id, sweep_id)
);
CREATE INDEX sweeps_by_office ON policies.sweeps (tenant_id, office_id, sweep_id);
-- One at a time for an office.
CREATE UNIQUE INDEX one_running_sweep ON policies.sweeps (tenant_id, office_id) WHERE state = 'running';
SELECT access.protect('policies.sweeps', 'office');
REVOKE DELETE ON policies.sweeps FROM wutong_app;
