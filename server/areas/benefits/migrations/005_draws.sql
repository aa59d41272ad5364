-- Places that go by rank, points or lot: confirmations are collected, the draw is announced with its seed, and made on its day.

ALTER TABLE benefits.place_lines ADD COLUMN drawn_at timestamptz;
-- Rank, points or tickets, as they were at confirmation; NULL where the order is by confirmation, or nobody knows.
ALTER TABLE benefits.places ADD COLUMN order_value numeric;
ALTER TABLE benefits.places DROP CONSTRAINT places_waits_for_check;
ALTER TABLE benefits.places ADD CONSTRAINT places_waits_for_check CHECK (waits_for IN ('draw', 'place', 'money'));

-- What is told to everybody before, and after: no name, only the numbers of cases and what they were ordered by.
CREATE TABLE benefits.draws (
  tenant_id int NOT NULL,
  policy text NOT NULL,
  period text NOT NULL,
  office_id int NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  order_kind text NOT NULL CHECK (order_kind IN ('rank', 'points', 'lottery')),
  places int NOT NULL,
  -- Of a lottery; empty where nothing is left to chance.
  seed text NOT NULL,
  announced_on date NOT NULL,
  announced_by int NOT NULL,
  draw_on date NOT NULL,
  drawn_on date,
  drawn_by int,
  -- [{key, value, place, lot}] in the order of the draw; place is null for who waits.
  result jsonb,
  PRIMARY KEY (tenant_id, policy, period),
  FOREIGN KEY (tenant_id, policy, period) REFERENCES benefits.place_lines,
  CHECK (draw_on > announced_on),
  CHECK ((drawn_on IS NULL) = (drawn_by IS NULL) AND (drawn_on IS NULL) = (result IS NULL)),
  CHECK (drawn_on >= draw_on),
  CHECK (drawn_by <> announced_by)
);
SELECT access.protect('benefits.draws', 'office');
-- Announced once, drawn once: the seed and the day stay as they were told.
REVOKE UPDATE, DELETE ON benefits.draws FROM wutong_app;
GRANT UPDATE (drawn_on, drawn_by, result) ON benefits.draws TO wutong_app;

DROP FUNCTION benefits.lock_place_line(text, text, int, int, date);
CREATE FUNCTION benefits.lock_place_line(of_policy text, of_period text, of_office int, of_version int, until_day date)
RETURNS TABLE (version int, last_day date, drawn boolean)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, benefits, access AS $$
  INSERT INTO benefits.place_lines AS l (tenant_id, policy, period, office_id, version, last_day)
  SELECT c.tenant_id, of_policy, of_period, of_office, of_version, until_day FROM access.context() c WHERE c.tenant_id IS NOT NULL
  ON CONFLICT (tenant_id, policy, period)
  DO UPDATE SET version = greatest(l.version, excluded.version), last_day = coalesce(excluded.last_day, l.last_day)
  RETURNING l.version, l.last_day, l.drawn_at IS NOT NULL
$$;

DROP FUNCTION benefits.ask_for_place(int, text, int[], timestamptz);
CREATE FUNCTION benefits.ask_for_place(of_application int, of_period text, meets_reserves int[], orders_by numeric, waits text, at timestamptz)
RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, benefits, access AS $$
  INSERT INTO benefits.places AS p
    (tenant_id, application_id, office_id, person_id, policy, period, number, meets, order_value, state, waits_for, asked_at, waited)
  SELECT a.tenant_id, a.application_id, a.office_id, a.person_id, a.policy, of_period,
    (SELECT coalesce(max(o.number), 0) + 1 FROM benefits.places o
      WHERE o.tenant_id = a.tenant_id AND o.policy = a.policy AND o.period = of_period),
    meets_reserves, orders_by, 'waiting', waits, at, waits = 'draw'
  FROM benefits.applications a
  WHERE a.tenant_id = access.current_tenant() AND a.application_id = of_application
    AND (a.office_id = ANY (access.visible_offices()) OR a.person_id = access.current_person())
  RETURNING p.number
$$;

-- What a draw is made of, without a word about who they are. Only for the office whose rule it is, and those above it.
CREATE FUNCTION benefits.asked_in_line(of_policy text, of_period text)
RETURNS TABLE (application_id int, case_id int, number int, meets int[], order_value float8)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, benefits, access AS $$
  SELECT p.application_id, a.case_id, p.number, p.meets, p.order_value::float8
  FROM benefits.places p
  JOIN benefits.place_lines l ON l.tenant_id = p.tenant_id AND l.policy = p.policy AND l.period = p.period
  JOIN benefits.applications a ON a.tenant_id = p.tenant_id AND a.application_id = p.application_id
  WHERE p.tenant_id = access.current_tenant() AND p.policy = of_policy AND p.period = of_period AND p.state = 'waiting'
    AND access.is_staff() AND l.office_id = ANY (access.visible_offices())
  ORDER BY p.number
$$;

-- Puts a line in the order that was drawn; from then on it is a queue like any other. Once, and only by the office whose rule it is.
CREATE FUNCTION benefits.save_draw(of_policy text, of_period text, in_order int[], at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, benefits, access AS $$
DECLARE
  last_number int;
BEGIN
  UPDATE benefits.place_lines l SET drawn_at = at
  WHERE l.tenant_id = access.current_tenant() AND l.policy = of_policy AND l.period = of_period AND l.drawn_at IS NULL
    AND access.is_staff() AND l.office_id = ANY (access.visible_offices());
  IF NOT FOUND THEN RAISE EXCEPTION 'the line % of % was drawn already, or is another office''s', of_period, of_policy; END IF;
  SELECT max(p.number) INTO last_number FROM benefits.places p
  WHERE p.tenant_id = access.current_tenant() AND p.policy = of_policy AND p.period = of_period;
  UPDATE benefits.places p SET number = last_number + o.place, waits_for = 'place'
  FROM unnest(in_order) WITH ORDINALITY AS o (application_id, place)
  WHERE p.tenant_id = access.current_tenant() AND p.policy = of_policy AND p.period = of_period AND p.application_id = o.application_id
    AND p.state = 'waiting';
END $$;

-- Anyone may read what was announced and drawn, of the last 400 days, the newest first.
CREATE FUNCTION benefits.public_draws(tenant int, today date)
RETURNS TABLE (office text, title_zh text, title_en text, period text, order_kind text, places int, seed text, announced_on date,
  draw_on date, drawn_on date, result jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, benefits, access AS $$
  SELECT o.name_zh, d.title_zh, d.title_en, d.period, d.order_kind, d.places, d.seed, d.announced_on, d.draw_on, d.drawn_on, d.result
  FROM benefits.draws d JOIN access.offices o ON o.tenant_id = d.tenant_id AND o.office_id = d.office_id
  WHERE d.tenant_id = tenant AND d.announced_on > today - 400
  ORDER BY d.announced_on DESC, d.policy, d.period LIMIT 50
$$;
