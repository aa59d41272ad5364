-- Benefits of couples: both confirm, and what is granted once is locked on both persons and on the home.

ALTER TABLE benefits.applications ADD COLUMN couple boolean NOT NULL DEFAULT false;
-- The home that a benefit is for, by its keyed index; NULL where none was named.
ALTER TABLE benefits.applications ADD COLUMN home_index bytea;

-- The spouse confirmed, signed in themselves. spouse_index is theirs as the register of family ties has it; lock_indexes are those of
-- their documents, for the locks at commitment. person_id is the applicant.
CREATE TABLE benefits.spouse_confirmations (
  tenant_id int NOT NULL,
  application_id int NOT NULL,
  spouse_index bytea NOT NULL,
  office_id int NOT NULL,
  person_id int NOT NULL,
  spouse_person_id int NOT NULL,
  lock_indexes bytea[] NOT NULL,
  confirmed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, application_id, spouse_index),
  FOREIGN KEY (tenant_id, application_id) REFERENCES benefits.applications
);
SELECT access.protect('benefits.spouse_confirmations', 'person', append_only => true);
-- Only the function below adds one: nobody confirms for somebody else.
REVOKE INSERT ON benefits.spouse_confirmations FROM wutong_app;

-- What waits for the signed-in person as somebody's spouse, by the newest tie that the register knows of that somebody: their
-- rows are not this person's to see, so these columns and no others come out.
CREATE FUNCTION benefits.asked_as_spouse()
RETURNS TABLE (application_id int, case_id int, policy text, version int, applicant text, amount_fen bigint, plan_fen bigint,
  asked_on date, confirmed_at timestamptz, office_id int, applicant_id int, spouse_index bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, benefits, cases, people, access AS $$
  WITH me AS MATERIALIZED (SELECT c.tenant_id, c.person_id FROM access.context() c WHERE c.kind = 'talent'),
  mine AS MATERIALIZED (SELECT i.tenant_id, i.document_index FROM people.identities i
    JOIN me ON i.tenant_id = me.tenant_id AND i.person_id = me.person_id)
  SELECT a.application_id, a.case_id, a.policy, a.version, p.name, a.amount_fen, a.plan_fen, a.confirmed_on, s.confirmed_at,
    a.office_id, a.person_id, t.other_index
  FROM mine JOIN people.family_ties t ON t.tenant_id = mine.tenant_id AND t.other_index = mine.document_index AND t.relation = 'spouse'
  JOIN benefits.applications a ON a.tenant_id = t.tenant_id AND a.person_id = t.person_id AND a.couple
  JOIN cases.cases c ON c.tenant_id = a.tenant_id AND c.case_id = a.case_id AND c.state IN ('confirmed', 'onNotice', 'noticeClosed')
  JOIN people.persons p ON p.tenant_id = a.tenant_id AND p.person_id = a.person_id
  LEFT JOIN benefits.spouse_confirmations s
    ON s.tenant_id = a.tenant_id AND s.application_id = a.application_id AND s.spouse_index = t.other_index
  WHERE NOT EXISTS (SELECT FROM people.family_ties l WHERE l.tenant_id = t.tenant_id AND l.person_id = t.person_id
    AND l.relation = 'spouse' AND l.other_index <> t.other_index AND (l.since IS NULL OR t.since IS NULL OR l.since >= t.since))
  ORDER BY a.application_id DESC LIMIT 100
$$;
CREATE INDEX family_ties_by_other ON people.family_ties (tenant_id, other_index) WHERE relation = 'spouse';

-- The signed-in person confirms as the applicant's spouse; no row where they aren't, or where nothing waits for them.
CREATE FUNCTION benefits.confirm_as_spouse(of_case int, documents bytea[], at timestamptz)
RETURNS TABLE (application_id int, office_id int)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, benefits, access AS $$
  INSERT INTO benefits.spouse_confirmations AS s
    (tenant_id, application_id, spouse_index, office_id, person_id, spouse_person_id, lock_indexes, confirmed_at)
  SELECT c.tenant_id, a.application_id, a.spouse_index, a.office_id, a.applicant_id, c.person_id, documents, at
  FROM access.context() c, benefits.asked_as_spouse() a
  WHERE a.case_id = of_case AND a.confirmed_at IS NULL AND cardinality(documents) > 0
  RETURNING s.application_id, s.office_id
$$;
