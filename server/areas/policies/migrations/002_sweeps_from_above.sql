-- An office above sweeps the people of those below it: its staff see that there was a sweep. Whose findings they see is decided
-- by office, file by file.
CREATE POLICY from_above ON policies.sweeps FOR SELECT USING (
  tenant_id = (SELECT access.current_tenant()) AND (SELECT access.is_staff())
  AND (SELECT (access.context()).office_id) = ANY (access.offices_below(tenant_id, office_id)));

-- Whoever sweeps uses versions that an office above published: marking them as used is all they may do to them.
CREATE FUNCTION policies.mark_used(policy text, number int, at_time timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, policies, access AS $$
  UPDATE policies.versions v SET used_at = at_time
  WHERE v.tenant_id = access.current_tenant() AND access.is_staff() AND v.policy_id = policy AND v.version = number AND v.used_at IS NULL
$$;
