-- Who is one and the same, as comparing registers (信息比对) and people deciding on it found: comparisons, pairs of persons that may
-- be one, merges and splits with what undoes them, and the numbers that persons were known by before they were merged.

-- The name under which a document's registers know its bearer, where the person bears another since a merge: rows still fit by it.
ALTER TABLE people.identities ADD COLUMN known_as text;

CREATE TABLE people.register_comparisons (
  tenant_id int NOT NULL,
  comparison_id int GENERATED ALWAYS AS IDENTITY,
  -- The office that compared: the people of itself and those below it.
  office_id int NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'finished', 'failed', 'cancelled')),
  percent int NOT NULL DEFAULT 0,
  people int,
  pairs int,
  merged int,
  to_review int,
  started_by text NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  milliseconds int,
  PRIMARY KEY (tenant_id, comparison_id)
);
CREATE UNIQUE INDEX one_running_comparison ON people.register_comparisons (tenant_id, office_id) WHERE state = 'running';
SELECT access.protect('people.register_comparisons', 'office');
REVOKE DELETE ON people.register_comparisons FROM wutong_app;

-- Two persons that may be one. No names and no values: what agrees, how well, and what weight that has.
CREATE TABLE people.pairs (
  tenant_id int NOT NULL,
  pair_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  -- Where the second person is another office's: who may decide sees both.
  second_office_id int,
  first_person int NOT NULL,
  second_person int NOT NULL,
  -- The comparison that found it last.
  comparison_id int NOT NULL,
  band text NOT NULL CHECK (band IN ('automatic', 'review')),
  weight double precision NOT NULL,
  -- [{field, level, weight, zh, en}]
  fields jsonb NOT NULL,
  -- merged: by the comparison itself, which nobody confirmed yet; proposed: waits for a second person's approval.
  state text NOT NULL CHECK (state IN ('waiting', 'later', 'proposed', 'merged', 'same', 'different', 'gone')),
  state_at timestamptz NOT NULL,
  decided_by int,
  reason text NOT NULL DEFAULT '',
  move_id int,
  PRIMARY KEY (tenant_id, pair_id),
  UNIQUE (tenant_id, first_person, second_person),
  CHECK (first_person < second_person)
);
CREATE INDEX pairs_by_state ON people.pairs (tenant_id, office_id, state, weight DESC, pair_id);
CREATE INDEX pairs_by_second ON people.pairs (tenant_id, second_person);
SELECT access.protect('people.pairs', 'office');
REVOKE DELETE ON people.pairs FROM wutong_app;
CREATE POLICY both_offices ON people.pairs AS RESTRICTIVE
  USING (second_office_id IS NULL OR second_office_id = ANY ((SELECT access.visible_offices())::int[]));

-- A merge puts everything of one person to another, who keeps their number; a split takes some of it to a new one.
CREATE TABLE people.moves (
  tenant_id int NOT NULL,
  move_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  second_office_id int,
  kind text NOT NULL CHECK (kind IN ('merge', 'split')),
  from_person int NOT NULL,
  to_person int NOT NULL CHECK (to_person <> from_person),
  -- False for a merge that a comparison made and nobody has confirmed: what it brought is not paid on.
  confirmed boolean NOT NULL,
  made_by text NOT NULL,
  made_by_account int,
  made_at timestamptz NOT NULL,
  reason text NOT NULL DEFAULT '',
  -- Digests of all that the person had when it was done, by table: what has changed since can't be undone.
  state_after jsonb NOT NULL DEFAULT '{}',
  undone_by text,
  undone_at timestamptz,
  -- The transactions that may hand rows over: nobody does it later, or without a journal entry.
  made_in bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
  undone_in bigint,
  PRIMARY KEY (tenant_id, move_id)
);
CREATE INDEX moves_by_to ON people.moves (tenant_id, to_person, move_id);
CREATE INDEX moves_by_from ON people.moves (tenant_id, from_person, move_id);
SELECT access.protect('people.moves', 'office');
REVOKE DELETE ON people.moves FROM wutong_app;
CREATE POLICY both_offices ON people.moves AS RESTRICTIVE
  USING (second_office_id IS NULL OR second_office_id = ANY ((SELECT access.visible_offices())::int[]));

-- Each row that a move changed: how to find it since, and what it said before. was is null for one that it made, found for one that it took away.
CREATE TABLE people.moved_rows (
  tenant_id int NOT NULL,
  move_id int NOT NULL,
  number int NOT NULL,
  office_id int NOT NULL,
  table_name text NOT NULL,
  found jsonb,
  was jsonb,
  PRIMARY KEY (tenant_id, move_id, number),
  FOREIGN KEY (tenant_id, move_id) REFERENCES people.moves
);
SELECT access.protect('people.moved_rows', 'office', append_only => true);

-- A number by which somebody was known before they were merged: links and findings that bear it lead to the person.
CREATE TABLE people.aliases (
  tenant_id int NOT NULL,
  alias_id int NOT NULL,
  office_id int NOT NULL,
  kept_id int NOT NULL,
  move_id int NOT NULL,
  PRIMARY KEY (tenant_id, alias_id)
);
CREATE INDEX aliases_by_kept ON people.aliases (tenant_id, kept_id);
SELECT access.protect('people.aliases', 'office');

-- Every column outside this area that says whose a row is, so that a table added later can't be forgotten. The journal stays as it
-- was written, and sessions end.
CREATE FUNCTION people.columns_of_persons() RETURNS TABLE (relation text, person_column text, row_key text, indexed boolean)
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT format('%I.%I', n.nspname, c.relname), a.attname::text,
    (SELECT 'jsonb_build_object(' || string_agg(format('%L, r.%I', k.attname, k.attname), ', ' ORDER BY k.attnum) || ')'
      FROM pg_index i JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = ANY (i.indkey) WHERE i.indrelid = c.oid AND i.indisprimary),
    EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indkey[1] = a.attnum AND i.indpred IS NULL)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'people', 'journal', 'access', 'public')
    AND n.nspname NOT LIKE 'pg_%' AND (a.attname = 'person_id' OR a.attname LIKE '%\_person\_id')
  ORDER BY 1, 2
$$;

-- Hands over what other areas have of the person who is merged: offers, cases, payments. Only in the transaction that made the
-- move, and only for who sees both offices. Returns how many rows.
CREATE FUNCTION people.hand_over(of_move int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, people, access AS $$
DECLARE m people.moves; c record; done int; rows int := 0; first int;
BEGIN
  SELECT * INTO m FROM people.moves x WHERE x.tenant_id = access.current_tenant() AND x.move_id = of_move AND x.kind = 'merge'
    AND x.made_in = pg_current_xact_id()::text::bigint AND access.is_staff()
    AND x.office_id = ANY (access.visible_offices()) AND coalesce(x.second_office_id, x.office_id) = ANY (access.visible_offices());
  IF NOT FOUND THEN RAISE EXCEPTION 'people.hand_over: % is no merge of this transaction', of_move; END IF;
  SELECT coalesce(max(number), 0) INTO first FROM people.moved_rows r WHERE r.tenant_id = m.tenant_id AND r.move_id = of_move;
  FOR c IN SELECT * FROM people.columns_of_persons() LOOP
    EXECUTE format('WITH moved AS (UPDATE %1$s r SET %2$I = $1 WHERE r.tenant_id = $2 AND r.%2$I = $3 RETURNING %3$s AS key)
      INSERT INTO people.moved_rows (tenant_id, move_id, number, office_id, table_name, found, was)
      SELECT $2, $4, $5 + row_number() OVER (), $6, %4$L, key, jsonb_build_object(%5$L, $3) FROM moved',
      c.relation, c.person_column, c.row_key, c.relation, c.person_column)
      USING m.to_person, m.tenant_id, m.from_person, of_move, first + rows, m.office_id;
    GET DIAGNOSTICS done = ROW_COUNT;
    rows := rows + done;
  END LOOP;
  UPDATE access.sessions s SET ended_at = now() WHERE s.tenant_id = m.tenant_id AND s.person_id = m.from_person AND s.ended_at IS NULL;
  RETURN rows;
END $$;

-- Takes back exactly the rows that were handed over. Only in the transaction that undoes the move.
CREATE FUNCTION people.take_back(of_move int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, people, access AS $$
DECLARE m people.moves; c record; done int; rows int := 0;
BEGIN
  SELECT * INTO m FROM people.moves x WHERE x.tenant_id = access.current_tenant() AND x.move_id = of_move AND x.kind = 'merge'
    AND x.undone_in = pg_current_xact_id()::text::bigint AND access.is_staff()
    AND x.office_id = ANY (access.visible_offices()) AND coalesce(x.second_office_id, x.office_id) = ANY (access.visible_offices());
  IF NOT FOUND THEN RAISE EXCEPTION 'people.take_back: % is not undone in this transaction', of_move; END IF;
  FOR c IN SELECT * FROM people.columns_of_persons() LOOP
    EXECUTE format('UPDATE %1$s r SET %2$I = $1 FROM people.moved_rows l
      WHERE l.tenant_id = $2 AND l.move_id = $4 AND l.table_name = %4$L AND l.was ? %5$L
        AND r.tenant_id = $2 AND r.%2$I = $3 AND %3$s = l.found', c.relation, c.person_column, c.row_key, c.relation, c.person_column)
      USING m.from_person, m.tenant_id, m.to_person, of_move;
    GET DIAGNOSTICS done = ROW_COUNT;
    rows := rows + done;
  END LOOP;
  UPDATE access.sessions s SET ended_at = now() WHERE s.tenant_id = m.tenant_id AND s.person_id = m.to_person AND s.ended_at IS NULL;
  RETURN rows;
END $$;

-- Whether anything has been offered, confirmed, filed or paid under a person's number: a comparison merges nobody of whom that is so.
-- Every business begins in a table that is looked up by person; those that hang on it are not asked.
CREATE FUNCTION people.has_business(person int) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, people, access AS $$
DECLARE c record; found_one boolean;
BEGIN
  IF NOT access.is_staff() THEN RAISE EXCEPTION 'people.has_business: staff only'; END IF;
  FOR c IN SELECT * FROM people.columns_of_persons() WHERE indexed AND relation NOT LIKE 'messages.%' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %s r WHERE r.tenant_id = $1 AND r.%I = $2)', c.relation, c.person_column)
      INTO found_one USING access.current_tenant(), person;
    IF found_one THEN RETURN true; END IF;
  END LOOP;
  RETURN false;
END $$;

-- What there is of a person, as a digest for each table: equal digests, nothing has changed. Messages change nothing that is owed; sealed
-- values are left out, for sealing them anew with another key changes nothing either (their blind indexes and keys are in).
CREATE FUNCTION people.state_of_person(person int) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, people, access SET timezone = 'UTC' AS $$
DECLARE c record; digest text; state jsonb := '{}'; business boolean := people.has_business(person);
BEGIN
  FOR c IN SELECT relation, person_column FROM people.columns_of_persons() WHERE business AND relation NOT LIKE 'messages.%'
    UNION ALL
    SELECT format('people.%I', k.relname), 'person_id' FROM pg_class k JOIN pg_attribute a ON a.attrelid = k.oid AND a.attname = 'person_id'
    WHERE k.relnamespace = 'people'::regnamespace AND k.relkind = 'r' AND k.relname <> 'search_tokens'
  LOOP
    EXECUTE format('SELECT md5(string_agg(d, '','' ORDER BY d)) FROM %s r, LATERAL (SELECT md5(jsonb_object_agg(k, v)::text) AS d
      FROM jsonb_each(to_jsonb(r)) e (k, v) WHERE k NOT LIKE ''sealed\_%%'') x WHERE r.tenant_id = $1 AND r.%I = $2', c.relation, c.person_column)
      INTO digest USING access.current_tenant(), person;
    IF digest IS NOT NULL THEN state := state || jsonb_build_object(c.relation || '.' || c.person_column, digest); END IF;
  END LOOP;
  RETURN state;
END $$;

-- The number by which a person is known now, for who sees them; the number itself where it was never merged.
CREATE FUNCTION people.kept_number(number int) RETURNS int
LANGUAGE sql STABLE SET search_path = pg_catalog, people, access AS $$
  WITH RECURSIVE chain AS (
    SELECT number AS id, 0 AS steps
    UNION ALL
    SELECT a.kept_id, steps + 1 FROM chain JOIN people.aliases a ON a.tenant_id = (SELECT access.current_tenant()) AND a.alias_id = chain.id WHERE steps < 20
  )
  SELECT id FROM chain ORDER BY steps DESC LIMIT 1
$$;

-- Whether what is known of a person came in part over a merge that nobody has confirmed: yes or no, also for who doesn't see the other's office.
CREATE FUNCTION people.rests_on_unconfirmed(person int) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, people, access AS $$
  WITH RECURSIVE numbers AS (
    SELECT person AS id
    UNION
    SELECT a.alias_id FROM numbers n JOIN people.aliases a ON a.tenant_id = (SELECT access.current_tenant()) AND a.kept_id = n.id
  )
  SELECT EXISTS (SELECT FROM people.moves m JOIN numbers n ON n.id = m.to_person
    WHERE m.tenant_id = (SELECT access.current_tenant()) AND m.kind = 'merge' AND NOT m.confirmed AND m.undone_at IS NULL)
$$;
