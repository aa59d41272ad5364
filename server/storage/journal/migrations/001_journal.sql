-- The journal: who did what, when, before and after; each entry carries the hash of the one before it.
-- Only journal.append writes it, so the actor comes from the token and can't be claimed by the caller.

CREATE SCHEMA journal;
GRANT USAGE ON SCHEMA journal TO wutong_app;

CREATE TABLE journal.heads (
  tenant_id int PRIMARY KEY,
  seq bigint NOT NULL,
  hash bytea NOT NULL
);
ALTER TABLE journal.heads ENABLE ROW LEVEL SECURITY;

CREATE TABLE journal.entries (
  tenant_id int NOT NULL,
  seq bigint NOT NULL,
  office_id int,
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor_kind text NOT NULL,
  actor_id int,
  command text NOT NULL,
  command_key text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  person_id int,
  before jsonb,
  after jsonb,
  personal bytea,
  prev_hash bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (tenant_id, seq)
);
CREATE INDEX entries_by_subject ON journal.entries (tenant_id, subject_kind, subject_id);
CREATE INDEX entries_by_person ON journal.entries (tenant_id, person_id) WHERE person_id IS NOT NULL;
SELECT access.protect('journal.entries', 'office', append_only => true);
REVOKE INSERT ON journal.entries FROM wutong_app;

CREATE FUNCTION journal.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'entries of % are immutable', TG_TABLE_NAME; END $$;
CREATE TRIGGER entries_are_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON journal.entries
  FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_change();

CREATE FUNCTION journal.digest(entry journal.entries) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, journal SET timezone = 'UTC' AS $$
  SELECT sha256(entry.prev_hash || convert_to(
    (to_jsonb(entry) - 'hash' - 'prev_hash')::text, 'UTF8'))
$$;

-- Appends one entry for the session in force and returns its number. The head's row lock makes the chain a chain.
CREATE FUNCTION journal.append(
  at_time timestamptz, command_name text, key text, subject text, subject_key text,
  office int, person int, before_state jsonb, after_state jsonb, personal_values bytea) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, journal, access AS $$
DECLARE
  who access.sessions := access.context();
  head journal.heads;
  entry journal.entries;
BEGIN
  IF who.tenant_id IS NULL THEN RAISE EXCEPTION 'journal.append: no session'; END IF;
  INSERT INTO journal.heads VALUES (who.tenant_id, 0, '\x00') ON CONFLICT DO NOTHING;
  SELECT * INTO head FROM journal.heads h WHERE h.tenant_id = who.tenant_id FOR UPDATE;
  entry.tenant_id := who.tenant_id;
  entry.seq := head.seq + 1;
  entry.office_id := coalesce(office, who.office_id);
  entry.at := at_time;
  entry.recorded_at := clock_timestamp();
  entry.actor_kind := who.kind;
  entry.actor_id := coalesce(who.account_id, who.person_id);
  entry.command := command_name;
  entry.command_key := key;
  entry.subject_kind := subject;
  entry.subject_id := subject_key;
  entry.person_id := person;
  entry.before := before_state;
  entry.after := after_state;
  entry.personal := personal_values;
  entry.prev_hash := head.hash;
  entry.hash := journal.digest(entry);
  INSERT INTO journal.entries VALUES (entry.*);
  UPDATE journal.heads h SET seq = entry.seq, hash = entry.hash WHERE h.tenant_id = who.tenant_id;
  RETURN entry.seq;
END $$;

-- The number of the first entry whose hash or link doesn't fit, or NULL when the tenant's whole chain holds.
CREATE FUNCTION journal.first_broken() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, journal, access AS $$
  SELECT min(seq) FROM (
    SELECT e.seq, e.hash <> journal.digest(e)
      OR e.prev_hash <> lag(e.hash, 1, '\x00'::bytea) OVER w
      OR e.seq <> lag(e.seq, 1, 0::bigint) OVER w + 1 AS broken
    FROM journal.entries e WHERE e.tenant_id = (SELECT access.current_tenant())
    WINDOW w AS (ORDER BY e.seq)
  ) checked WHERE broken
$$;

-- Commands already carried out: the same key again gets the same reply and changes nothing.
CREATE TABLE journal.commands (
  tenant_id int NOT NULL,
  command_key text NOT NULL,
  command text NOT NULL,
  actor text NOT NULL,
  request_digest bytea NOT NULL,
  reply jsonb NOT NULL,
  seq bigint,
  done_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant_id, actor, command_key)
);
ALTER TABLE journal.commands ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON journal.commands
  USING (tenant_id = (SELECT access.current_tenant()) AND actor = (SELECT access.current_actor()))
  WITH CHECK (tenant_id = (SELECT access.current_tenant()) AND actor = (SELECT access.current_actor()));
GRANT SELECT, INSERT ON journal.commands TO wutong_app;

-- One key per person for the personal values inside journal entries: erasing a person is losing this key.
CREATE TABLE journal.person_keys (
  tenant_id int NOT NULL,
  person_id int NOT NULL,
  office_id int NOT NULL,
  wrapped_key bytea NOT NULL,
  PRIMARY KEY (tenant_id, person_id)
);
SELECT access.protect('journal.person_keys', 'person');

-- The tenant's whole chain: how many entries, the first that doesn't fit (a cut-off end counts), and the head's hash.
CREATE FUNCTION journal.check_chain() RETURNS TABLE (entries bigint, broken_at bigint, head bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, journal, access AS $$
  SELECT coalesce(h.seq, 0),
    coalesce(journal.first_broken(), (
      SELECT h.seq WHERE NOT EXISTS (
        SELECT FROM journal.entries e WHERE e.tenant_id = h.tenant_id AND e.seq = h.seq AND e.hash = h.hash))),
    h.hash
  FROM (SELECT 1) one LEFT JOIN journal.heads h ON h.tenant_id = (SELECT access.current_tenant())
  WHERE (SELECT access.is_staff())
$$;
