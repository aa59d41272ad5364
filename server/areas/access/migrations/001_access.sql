-- Who may do and see what. The security context of every transaction is an unguessable token, set as wutong.token;
-- the functions below resolve it. Setting another office's name by hand grants nothing; no token means no rows.

CREATE SCHEMA access;
GRANT USAGE ON SCHEMA access TO wutong_app;

CREATE TABLE access.tenants (
  tenant_id int PRIMARY KEY,
  name_zh text NOT NULL,
  name_en text NOT NULL
);

CREATE TABLE access.offices (
  tenant_id int NOT NULL REFERENCES access.tenants,
  office_id int NOT NULL,
  parent_id int,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  PRIMARY KEY (tenant_id, office_id),
  FOREIGN KEY (tenant_id, parent_id) REFERENCES access.offices
);

CREATE TABLE access.accounts (
  tenant_id int NOT NULL,
  account_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  login text NOT NULL,
  display_name text NOT NULL,
  roles text[] NOT NULL CHECK (roles <@ ARRAY['clerk', 'reviewer', 'finance', 'leader', 'auditor']),
  password_hash text NOT NULL,
  disabled_at timestamptz,
  last_sign_in timestamptz,
  PRIMARY KEY (tenant_id, account_id),
  UNIQUE (tenant_id, login),
  FOREIGN KEY (tenant_id, office_id) REFERENCES access.offices
);

-- Wrong passwords, by what was typed: a login that doesn't exist is counted and locked like one that does.
CREATE TABLE access.failed_sign_ins (
  tenant_id int NOT NULL,
  login text NOT NULL,
  attempts int NOT NULL,
  last_at timestamptz NOT NULL,
  locked_until timestamptz,
  PRIMARY KEY (tenant_id, login)
);
ALTER TABLE access.failed_sign_ins ENABLE ROW LEVEL SECURITY;

CREATE TABLE access.sessions (
  tenant_id int NOT NULL,
  token_hash bytea NOT NULL,
  kind text NOT NULL CHECK (kind IN ('staff', 'talent', 'job')),
  account_id int,
  person_id int,
  office_id int,
  visible_offices int[] NOT NULL,
  roles text[] NOT NULL,
  csrf text NOT NULL,
  purpose text NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT now(),
  idle_minutes int NOT NULL,
  idle_until timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (tenant_id, token_hash)
);

-- A token is "<tenant>.<random>"; only its hash is stored.
CREATE FUNCTION access.context() RETURNS access.sessions
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  SELECT s.* FROM access.sessions s
  WHERE s.tenant_id = NULLIF(split_part(current_setting('wutong.token', true), '.', 1), '')::int
    AND s.token_hash = sha256(convert_to(current_setting('wutong.token', true), 'UTF8'))
    AND s.ended_at IS NULL AND s.idle_until > now() AND s.expires_at > now()
$$;

CREATE FUNCTION access.current_tenant() RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access AS $$ SELECT (access.context()).tenant_id $$;

CREATE FUNCTION access.visible_offices() RETURNS int[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  SELECT coalesce((access.context()).visible_offices, '{}'::int[])
$$;

CREATE FUNCTION access.current_person() RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access AS $$ SELECT (access.context()).person_id $$;

CREATE FUNCTION access.current_account() RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access AS $$ SELECT (access.context()).account_id $$;

-- "staff:12", "talent:7" or "job:0": who stands behind a command.
CREATE FUNCTION access.current_actor() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  SELECT c.kind || ':' || coalesce(c.account_id, c.person_id, 0) FROM access.context() c WHERE c.tenant_id IS NOT NULL
$$;

-- True for staff and jobs: what all of a tenant's staff may read, a talent may not.
CREATE FUNCTION access.is_staff() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  SELECT coalesce((access.context()).kind IN ('staff', 'job'), false)
$$;

CREATE FUNCTION access.has_role(role text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  SELECT coalesce(role = ANY ((access.context()).roles), false)
$$;

-- Puts row-level security on a table. kind: tenant (everyone signed in), staff (the tenant's staff), office (staff
-- within their offices), person (staff within their offices, and the talent whose row it is).
-- append_only takes UPDATE and DELETE away from the application.
CREATE FUNCTION access.protect(target regclass, kind text, append_only boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  rule text := CASE kind
    WHEN 'tenant' THEN 'tenant_id = (SELECT access.current_tenant())'
    WHEN 'staff' THEN 'tenant_id = (SELECT access.current_tenant()) AND (SELECT access.is_staff())'
    WHEN 'office' THEN 'tenant_id = (SELECT access.current_tenant()) AND office_id = ANY ((SELECT access.visible_offices())::int[])'
    WHEN 'person' THEN 'tenant_id = (SELECT access.current_tenant()) AND (office_id = ANY ((SELECT access.visible_offices())::int[]) OR person_id = (SELECT access.current_person()))'
  END;
BEGIN
  IF rule IS NULL THEN RAISE EXCEPTION 'access.protect: unknown kind %', kind; END IF;
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY scope ON %s USING (%s) WITH CHECK (%s)', target, rule, rule);
  EXECUTE format('REVOKE ALL ON %s FROM wutong_app', target);
  EXECUTE format('GRANT SELECT, INSERT%s ON %s TO wutong_app', CASE WHEN append_only THEN '' ELSE ', UPDATE, DELETE' END, target);
END $$;

SELECT access.protect('access.tenants', 'tenant');
REVOKE INSERT, UPDATE, DELETE ON access.tenants FROM wutong_app;
SELECT access.protect('access.offices', 'staff');
REVOKE INSERT, UPDATE, DELETE ON access.offices FROM wutong_app;
SELECT access.protect('access.accounts', 'office');
-- Hashes of passwords are read by the sign-in function alone.
REVOKE ALL ON access.accounts FROM wutong_app;
GRANT SELECT (tenant_id, account_id, office_id, login, display_name, roles, disabled_at, last_sign_in)
  ON access.accounts TO wutong_app;
ALTER TABLE access.sessions ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON access.sessions FROM wutong_app;

CREATE FUNCTION access.offices_below(tenant int, root int) RETURNS int[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  WITH RECURSIVE tree AS (
    SELECT o.office_id FROM access.offices o WHERE o.tenant_id = tenant AND o.office_id = root
    UNION
    SELECT o.office_id FROM access.offices o JOIN tree t ON o.parent_id = t.office_id WHERE o.tenant_id = tenant
  )
  SELECT coalesce(array_agg(office_id ORDER BY office_id), '{}') FROM tree
$$;

-- Signing in happens before there is a token, so these few steps are definer functions, each doing one thing.
CREATE FUNCTION access.find_account_to_sign_in(tenant int, login_name text)
RETURNS TABLE (account_id int, password_hash text, locked_until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  SELECT a.account_id, a.password_hash, f.locked_until
  FROM (SELECT 1) one
  LEFT JOIN access.accounts a ON a.tenant_id = tenant AND a.login = login_name AND a.disabled_at IS NULL
  LEFT JOIN access.failed_sign_ins f ON f.tenant_id = tenant AND f.login = login_name
$$;

-- Counts a wrong password; the fifth within an hour locks the login for 15 minutes. Attempts so far, and the lock if any.
CREATE FUNCTION access.note_failed_sign_in(tenant int, login_name text) RETURNS TABLE (attempts int, locked_until timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  INSERT INTO access.failed_sign_ins AS f (tenant_id, login, attempts, last_at) VALUES (tenant, login_name, 1, now())
  ON CONFLICT (tenant_id, login) DO UPDATE SET
    attempts = CASE WHEN f.last_at < now() - interval '1 hour' OR f.locked_until <= now() THEN 1 ELSE f.attempts + 1 END,
    locked_until = CASE WHEN f.last_at >= now() - interval '1 hour' AND f.locked_until IS NULL AND f.attempts + 1 >= 5
      THEN now() + interval '15 minutes' WHEN f.locked_until <= now() THEN NULL ELSE f.locked_until END,
    last_at = now()
  RETURNING f.attempts, f.locked_until
$$;

CREATE FUNCTION access.open_staff_session(tenant int, account int, hash bytea, csrf_token text, idle int, absolute_hours int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access AS $$
BEGIN
  INSERT INTO access.sessions (tenant_id, token_hash, kind, account_id, office_id, visible_offices, roles, csrf, purpose, idle_minutes, idle_until, expires_at)
  SELECT a.tenant_id, hash, 'staff', a.account_id, a.office_id, access.offices_below(a.tenant_id, a.office_id), a.roles, csrf_token,
         'sign-in', idle, now() + make_interval(mins => idle), now() + make_interval(hours => absolute_hours)
  FROM access.accounts a
  WHERE a.tenant_id = tenant AND a.account_id = account AND a.disabled_at IS NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'account % is not open for signing in', account; END IF;
  DELETE FROM access.failed_sign_ins f USING access.accounts a
    WHERE a.tenant_id = tenant AND a.account_id = account AND f.tenant_id = tenant AND f.login = a.login;
  UPDATE access.accounts a SET last_sign_in = now() WHERE a.tenant_id = tenant AND a.account_id = account;
END $$;

-- A talent sees their own rows only: no office, no role.
CREATE FUNCTION access.open_talent_session(tenant int, person int, hash bytea, csrf_token text, idle int, absolute_hours int) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  INSERT INTO access.sessions (tenant_id, token_hash, kind, person_id, visible_offices, roles, csrf, purpose, idle_minutes, idle_until, expires_at)
  VALUES (tenant, hash, 'talent', person, '{}', '{talent}', csrf_token, 'talent sign-in', idle,
          now() + make_interval(mins => idle), now() + make_interval(hours => absolute_hours))
$$;

-- Background work done by the system itself, for one office and those below it, with its purpose written down.
CREATE FUNCTION access.open_job_session(tenant int, root int, why text, hash bytea, minutes int) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  INSERT INTO access.sessions (tenant_id, token_hash, kind, office_id, visible_offices, roles, csrf, purpose, idle_minutes, idle_until, expires_at)
  VALUES (tenant, hash, 'job', root, access.offices_below(tenant, root), '{job}', '', why, minutes,
          now() + make_interval(mins => minutes), now() + make_interval(mins => minutes))
$$;

-- The session in force with the names that its pages show.
CREATE FUNCTION access.describe_session() RETURNS TABLE (
  kind text, tenant_id int, account_id int, person_id int, office_id int, visible_offices int[], roles text[], csrf text,
  expires_at timestamptz, idle_minutes int, account_name text, office_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  SELECT c.kind, c.tenant_id, c.account_id, c.person_id, c.office_id, c.visible_offices, c.roles, c.csrf, c.expires_at, c.idle_minutes,
    a.display_name, o.name_zh
  FROM access.context() c
  LEFT JOIN access.accounts a ON a.tenant_id = c.tenant_id AND a.account_id = c.account_id
  LEFT JOIN access.offices o ON o.tenant_id = c.tenant_id AND o.office_id = c.office_id
  WHERE c.tenant_id IS NOT NULL
$$;

-- Staff accounts are opened, unlocked and closed by a leader of an office at or above theirs.
CREATE FUNCTION access.open_account(login_name text, name text, office int, given_roles text[], hash text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access AS $$
DECLARE who access.sessions := access.context(); made int;
BEGIN
  IF NOT coalesce('leader' = ANY (who.roles) AND office = ANY (who.visible_offices), false) THEN RETURN NULL; END IF;
  INSERT INTO access.accounts (tenant_id, office_id, login, display_name, roles, password_hash)
  VALUES (who.tenant_id, office, login_name, name, given_roles, hash)
  ON CONFLICT (tenant_id, login) DO NOTHING RETURNING account_id INTO made;
  RETURN coalesce(made, 0);
END $$;

CREATE FUNCTION access.unlock_account(account int) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  WITH theirs AS (
    SELECT a.tenant_id, a.login FROM access.accounts a, access.context() c
    WHERE a.tenant_id = c.tenant_id AND a.account_id = account AND 'leader' = ANY (c.roles) AND a.office_id = ANY (c.visible_offices)
  ), unlocked AS (
    DELETE FROM access.failed_sign_ins f USING theirs WHERE f.tenant_id = theirs.tenant_id AND f.login = theirs.login
  )
  SELECT EXISTS (SELECT FROM theirs)
$$;

CREATE FUNCTION access.list_accounts() RETURNS TABLE (
  account_id int, login text, display_name text, roles text[], office_id int, office_name text, state text, last_sign_in timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  SELECT a.account_id, a.login, a.display_name, a.roles, a.office_id, o.name_zh,
    CASE WHEN a.disabled_at IS NOT NULL THEN 'closed' WHEN f.locked_until > now() THEN 'locked' ELSE 'open' END, a.last_sign_in
  FROM access.accounts a
  JOIN access.context() c ON a.tenant_id = c.tenant_id AND a.office_id = ANY (c.visible_offices)
  JOIN access.offices o ON o.tenant_id = a.tenant_id AND o.office_id = a.office_id
  LEFT JOIN access.failed_sign_ins f ON f.tenant_id = a.tenant_id AND f.login = a.login
  ORDER BY a.office_id, a.login
$$;

-- Closing an account also ends its sessions.
CREATE FUNCTION access.close_account(account int) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  WITH closed AS (
    UPDATE access.accounts a SET disabled_at = now() FROM access.context() c
    WHERE a.tenant_id = c.tenant_id AND a.account_id = account AND 'leader' = ANY (c.roles) AND a.office_id = ANY (c.visible_offices)
    RETURNING a.tenant_id, a.account_id
  ), ended AS (
    UPDATE access.sessions s SET ended_at = now() FROM closed
    WHERE s.tenant_id = closed.tenant_id AND s.account_id = closed.account_id AND s.ended_at IS NULL
  )
  SELECT EXISTS (SELECT FROM closed)
$$;

-- A new password for the session's own account.
CREATE FUNCTION access.set_own_password(hash text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  UPDATE access.accounts a SET password_hash = hash FROM access.context() c
  WHERE a.tenant_id = c.tenant_id AND a.account_id = c.account_id
$$;

CREATE FUNCTION access.own_password_hash() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  SELECT a.password_hash FROM access.accounts a JOIN access.context() c ON a.tenant_id = c.tenant_id AND a.account_id = c.account_id
$$;

-- Keeps an active session alive; writes at most once a minute.
CREATE FUNCTION access.touch_session() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  UPDATE access.sessions s SET idle_until = now() + make_interval(mins => s.idle_minutes)
  FROM access.context() c
  WHERE s.tenant_id = c.tenant_id AND s.token_hash = c.token_hash
    AND s.idle_until < now() + make_interval(mins => s.idle_minutes) - interval '1 minute'
$$;

CREATE FUNCTION access.end_session() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  UPDATE access.sessions s SET ended_at = now() FROM access.context() c
  WHERE s.tenant_id = c.tenant_id AND s.token_hash = c.token_hash
$$;

CREATE FUNCTION access.tenant_name(tenant int) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  SELECT t.name_zh FROM access.tenants t WHERE t.tenant_id = tenant
$$;
