-- Policies with a quota or a limited line of money: who has a place, and who waits in which order.

-- One for each policy and span that its places are counted in. It is what confirmations take turns at: whoever asks for a place or
-- gives one back holds its lock until the transaction ends. Lock order: case, then this, then payments and budget lines.
CREATE TABLE benefits.place_lines (
  tenant_id int NOT NULL,
  policy text NOT NULL,
  -- '2026', the first day of an intake window, 'round' or 'policy'.
  period text NOT NULL,
  -- The office whose rule it is.
  office_id int NOT NULL,
  -- The newest version of the policy by which somebody asked.
  version int NOT NULL,
  -- After it nobody new comes, and what reserves left over falls to those who wait.
  last_day date,
  PRIMARY KEY (tenant_id, policy, period)
);
SELECT access.protect('benefits.place_lines', 'office');
REVOKE INSERT, UPDATE, DELETE ON benefits.place_lines FROM wutong_app;

CREATE TABLE benefits.places (
  tenant_id int NOT NULL,
  application_id int NOT NULL,
  office_id int NOT NULL,
  person_id int NOT NULL,
  policy text NOT NULL,
  period text NOT NULL,
  -- The order of confirmation within the line.
  number int NOT NULL,
  -- The reserves that the person meets, counted from 0.
  meets int[] NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'taken', 'released')),
  waits_for text CHECK (waits_for IN ('place', 'money')),
  asked_at timestamptz NOT NULL,
  -- Had no place when they confirmed.
  waited boolean NOT NULL DEFAULT false,
  taken_at timestamptz,
  released_at timestamptz,
  PRIMARY KEY (tenant_id, application_id),
  UNIQUE (tenant_id, policy, period, number),
  FOREIGN KEY (tenant_id, application_id) REFERENCES benefits.applications,
  FOREIGN KEY (tenant_id, policy, period) REFERENCES benefits.place_lines,
  CHECK ((state = 'waiting') = (waits_for IS NOT NULL))
);
CREATE INDEX places_waiting ON benefits.places (tenant_id, policy, period, number) WHERE state = 'waiting';
SELECT access.protect('benefits.places', 'person');
-- Only the functions below write, under the line's lock.
REVOKE INSERT, UPDATE, DELETE ON benefits.places FROM wutong_app;

-- Locks a line until the transaction ends; one that isn't there yet is opened. Nothing is known of the last day: the one noted stays.
CREATE FUNCTION benefits.lock_place_line(of_policy text, of_period text, of_office int, of_version int, until_day date)
RETURNS TABLE (version int, last_day date)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, benefits, access AS $$
  INSERT INTO benefits.place_lines AS l (tenant_id, policy, period, office_id, version, last_day)
  SELECT c.tenant_id, of_policy, of_period, of_office, of_version, until_day FROM access.context() c WHERE c.tenant_id IS NOT NULL
  ON CONFLICT (tenant_id, policy, period)
  DO UPDATE SET version = greatest(l.version, excluded.version), last_day = coalesce(excluded.last_day, l.last_day)
  RETURNING l.version, l.last_day
$$;

-- Who stands in a line, without a word about who they are. need_fen is what falls due to them through the year; committed money is
-- in the budget line's figures already.
CREATE FUNCTION benefits.standing_in_line(of_policy text, of_period text, through_year int)
RETURNS TABLE (application_id int, number int, meets int[], state text, need_fen bigint, committed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, benefits, cases, access AS $$
  SELECT p.application_id, p.number, p.meets, p.state,
    (SELECT coalesce(sum((e ->> 'amountFen')::bigint), 0)::bigint FROM jsonb_array_elements(o.plan) e
      WHERE extract(year FROM DATE '1970-01-01' + (e ->> 'dueOn')::int) <= through_year),
    c.state IN ('approved', 'paying', 'paid')
  FROM benefits.places p
  JOIN benefits.applications a ON a.tenant_id = p.tenant_id AND a.application_id = p.application_id
  JOIN benefits.offers o ON o.tenant_id = a.tenant_id AND o.offer_id = a.offer_id
  JOIN cases.cases c ON c.tenant_id = a.tenant_id AND c.case_id = a.case_id
  WHERE p.tenant_id = access.current_tenant() AND p.policy = of_policy AND p.period = of_period AND p.state <> 'released'
  ORDER BY p.number
$$;

-- What is left of a budget line, locked until the transaction ends; no row where no line is open for that year. Taken places of other
-- spans of the same policy whose money isn't committed yet are taken off.
CREATE FUNCTION benefits.money_left(of_office int, of_policy text, of_year int, but_period text) RETURNS TABLE (left_fen bigint, used_fen bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, benefits, funds, access AS $$
DECLARE
  promised bigint;
BEGIN
  PERFORM 1 FROM funds.budget_lines b WHERE b.tenant_id = access.current_tenant() AND b.office_id = of_office AND b.year = of_year
    AND b.code = of_policy FOR UPDATE;
  SELECT coalesce(sum(s.need_fen), 0) INTO promised FROM benefits.place_lines l
    CROSS JOIN LATERAL benefits.standing_in_line(l.policy, l.period, of_year) s
    WHERE l.tenant_id = access.current_tenant() AND l.policy = of_policy AND l.period <> but_period AND s.state = 'taken' AND NOT s.committed;
  RETURN QUERY SELECT b.budget_fen - b.committed_fen - b.paid_fen - promised, b.committed_fen + b.paid_fen + promised
    FROM funds.budget_lines b WHERE b.tenant_id = access.current_tenant() AND b.office_id = of_office AND b.year = of_year
    AND b.code = of_policy;
END $$;

-- Puts an application at the end of its line, as one who waits. Only one that the session sees, and only once.
CREATE FUNCTION benefits.ask_for_place(of_application int, of_period text, meets_reserves int[], at timestamptz) RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, benefits, access AS $$
  INSERT INTO benefits.places AS p
    (tenant_id, application_id, office_id, person_id, policy, period, number, meets, state, waits_for, asked_at)
  SELECT a.tenant_id, a.application_id, a.office_id, a.person_id, a.policy, of_period,
    (SELECT coalesce(max(o.number), 0) + 1 FROM benefits.places o
      WHERE o.tenant_id = a.tenant_id AND o.policy = a.policy AND o.period = of_period),
    meets_reserves, 'waiting', 'place', at
  FROM benefits.applications a
  WHERE a.tenant_id = access.current_tenant() AND a.application_id = of_application
    AND (a.office_id = ANY (access.visible_offices()) OR a.person_id = access.current_person())
  RETURNING p.number
$$;

-- What the line came to when it was drawn: who got a place, and what each of the others waits for. Nobody loses one here.
CREATE FUNCTION benefits.save_places(of_policy text, of_period text, taken int[], for_money int[], places_max int, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, benefits, access AS $$
BEGIN
  UPDATE benefits.places p SET
    state = CASE WHEN p.application_id = ANY (taken) THEN 'taken' ELSE 'waiting' END,
    taken_at = CASE WHEN p.application_id = ANY (taken) THEN at END,
    waited = p.waited OR p.application_id <> ALL (taken),
    waits_for = CASE WHEN p.application_id = ANY (taken) THEN NULL WHEN p.application_id = ANY (for_money) THEN 'money' ELSE 'place' END
  WHERE p.tenant_id = access.current_tenant() AND p.policy = of_policy AND p.period = of_period AND p.state = 'waiting';
  IF cardinality(taken) > 0 AND places_max < (SELECT count(*) FROM benefits.places p WHERE p.tenant_id = access.current_tenant()
      AND p.policy = of_policy AND p.period = of_period AND p.state = 'taken') THEN
    RAISE EXCEPTION 'more places of % in % were taken than there are', of_policy, of_period;
  END IF;
END $$;

-- Gives back what an application has or waits for. Whose line it was; no row where it stood in none.
CREATE FUNCTION benefits.release_place(of_application int, at timestamptz) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, benefits, access AS $$
  WITH released AS (
    UPDATE benefits.places p SET state = 'released', waits_for = NULL, released_at = at
    FROM benefits.applications a
    WHERE p.tenant_id = access.current_tenant() AND p.application_id = of_application AND p.state <> 'released'
      AND a.tenant_id = p.tenant_id AND a.application_id = p.application_id
      AND (a.office_id = ANY (access.visible_offices()) OR a.person_id = access.current_person())
    RETURNING 1)
  SELECT EXISTS (SELECT FROM released)
$$;

-- How many stand before this one, themselves included; null for who doesn't wait, or whom the session doesn't see.
CREATE FUNCTION benefits.place_in_queue(of_application int) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, benefits, access AS $$
  SELECT (SELECT count(*)::int FROM benefits.places q WHERE q.tenant_id = p.tenant_id AND q.policy = p.policy AND q.period = p.period
    AND q.state = 'waiting' AND q.number <= p.number)
  FROM benefits.places p
  WHERE p.tenant_id = access.current_tenant() AND p.application_id = of_application AND p.state = 'waiting'
    AND (p.office_id = ANY (access.visible_offices()) OR p.person_id = access.current_person())
$$;
