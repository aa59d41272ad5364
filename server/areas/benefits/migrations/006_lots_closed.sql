-- A lot is drawn with the number of the case. Whoever confirms when the seed is known already could wait for a lucky number, so that
-- a lottery is among those who confirmed before.

-- The last who had confirmed when the draw was announced; NULL where whoever confirms until the draw is drawn.
ALTER TABLE benefits.draws ADD COLUMN last_number int;

-- Of all who stand in a line, whether the session sees them or not. 0 where nobody asked. Only for the office whose rule it is.
CREATE FUNCTION benefits.last_in_line(of_policy text, of_period text) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, benefits, access AS $$
  SELECT coalesce(max(p.number), 0)
  FROM benefits.place_lines l
  LEFT JOIN benefits.places p ON p.tenant_id = l.tenant_id AND p.policy = l.policy AND p.period = l.period
  WHERE l.tenant_id = access.current_tenant() AND l.policy = of_policy AND l.period = of_period
    AND access.is_staff() AND l.office_id = ANY (access.visible_offices())
$$;
