-- Row security asks these for every table of every statement, often thirty times a request: each now looks the session up itself
-- instead of through access.context(), which halves what an answer costs. The rule of which session holds stays in one text.

DO $$
DECLARE
  holds text := $rule$
    FROM access.sessions s
    WHERE s.tenant_id = NULLIF(split_part(current_setting('wutong.token', true), '.', 1), '')::int
      AND s.token_hash = sha256(convert_to(current_setting('wutong.token', true), 'UTF8'))
      AND s.ended_at IS NULL AND s.idle_until > now() AND s.expires_at > now() $rule$;
  answer record;
BEGIN
  FOR answer IN SELECT * FROM (VALUES
    ('context', 'access.sessions', 'SELECT s.*' || holds),
    ('current_tenant', 'int', 'SELECT s.tenant_id' || holds),
    ('visible_offices', 'int[]', 'SELECT coalesce((SELECT s.visible_offices' || holds || '), ''{}''::int[])'),
    ('current_person', 'int', 'SELECT s.person_id' || holds),
    ('current_account', 'int', 'SELECT s.account_id' || holds),
    ('is_staff', 'boolean', 'SELECT coalesce((SELECT s.kind IN (''staff'', ''job'')' || holds || '), false)')
  ) AS answers (name, returns, body) LOOP
    EXECUTE format('CREATE OR REPLACE FUNCTION access.%I() RETURNS %s LANGUAGE sql STABLE SECURITY DEFINER '
      'SET search_path = pg_catalog, access AS %L', answer.name, answer.returns, answer.body);
  END LOOP;
END $$;
