-- The session behind a token, and its idle limit put off, in one round trip: every request asks this first.
CREATE FUNCTION access.session_of(token text) RETURNS TABLE (
  kind text, tenant_id int, account_id int, person_id int, office_id int, visible_offices int[], roles text[], csrf text,
  expires_at timestamptz, idle_minutes int, account_name text, office_name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, access AS $$
BEGIN
  PERFORM set_config('wutong.token', token, true);
  PERFORM access.touch_session();
  RETURN QUERY SELECT * FROM access.describe_session();
END $$;
