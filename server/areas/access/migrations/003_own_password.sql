-- A new password for the session's own account; whoever else holds a session of it is signed out.
CREATE OR REPLACE FUNCTION access.set_own_password(hash text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, access AS $$
  WITH changed AS (
    UPDATE access.accounts a SET password_hash = hash FROM access.context() c
    WHERE a.tenant_id = c.tenant_id AND a.account_id = c.account_id
    RETURNING c.tenant_id, c.account_id, c.token_hash
  )
  UPDATE access.sessions s SET ended_at = now() FROM changed c
  WHERE s.tenant_id = c.tenant_id AND s.account_id = c.account_id AND s.token_hash <> c.token_hash AND s.ended_at IS NULL
$$;
