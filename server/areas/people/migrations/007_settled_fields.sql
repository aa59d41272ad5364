-- Which of several sources counts where they disagree in a field of a person: what the office's rule says, or what somebody settled by hand.

-- Fields in which the sources disagree, settled or not; conflicts are those of them that nothing settles.
ALTER TABLE people.persons ADD COLUMN disputed text[] NOT NULL DEFAULT '{}';
UPDATE people.persons SET disputed = conflicts WHERE conflicts <> '{}';
-- Rows that merges took away come back whole when they are undone.
UPDATE people.moved_rows SET was = was || jsonb_build_object('disputed', was -> 'conflicts') WHERE table_name = 'people.persons' AND was ? 'conflicts';
CREATE INDEX persons_disputed ON people.persons (tenant_id, office_id, person_id) WHERE disputed <> '{}';

-- An office's rule for a field: steps are tried one after the other. The newest row of an office and field counts; NULL: as the office above says.
CREATE TABLE people.field_rules (
  tenant_id int NOT NULL,
  rule_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  field text NOT NULL CHECK (field IN ('sex', 'birth', 'nativePlace', 'residence', 'team', 'talentClass')),
  steps text[] CHECK (steps <@ ARRAY['ownOffice', 'higherOffice', 'newest']),
  set_by text NOT NULL,
  set_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, rule_id)
);
CREATE INDEX field_rules_by_office ON people.field_rules (tenant_id, office_id, field, rule_id);
SELECT access.protect('people.field_rules', 'office', append_only => true);

-- What somebody found out about a field of a person. It holds as long as the sources say nothing that they didn't say then.
CREATE TABLE people.settled_fields (
  tenant_id int NOT NULL,
  settlement_id int GENERATED ALWAYS AS IDENTITY,
  person_id int NOT NULL,
  office_id int NOT NULL,
  field text NOT NULL,
  -- As text; NULL: somebody looked, and it stays unknown.
  value text,
  told text[] NOT NULL,
  reason text NOT NULL,
  settled_by text NOT NULL,
  settled_at timestamptz NOT NULL,
  taken_back_by text,
  taken_back_at timestamptz,
  PRIMARY KEY (tenant_id, settlement_id)
);
CREATE INDEX settled_by_person ON people.settled_fields (tenant_id, person_id, field, settlement_id);
SELECT access.protect('people.settled_fields', 'office');
REVOKE DELETE ON people.settled_fields FROM wutong_app;

-- Whose library a batch is, for whoever sees its entries: the district sees what the city handed in of its people.
CREATE VIEW people.batch_offices AS
  SELECT b.batch_id, b.office_id FROM registers.batches b WHERE b.tenant_id = (SELECT access.current_tenant());
GRANT SELECT ON people.batch_offices TO wutong_app;

-- The rules that hold for people of an office: each field's from the nearest office, upwards, that has one. Not personal.
CREATE FUNCTION people.field_rules_of(office int) RETURNS TABLE (field text, steps text[], from_office int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, people, access AS $$
  WITH RECURSIVE up AS (
    SELECT o.office_id, o.parent_id, 0 AS far FROM access.offices o WHERE o.tenant_id = access.current_tenant() AND o.office_id = office
    UNION ALL
    SELECT o.office_id, o.parent_id, far + 1 FROM up JOIN access.offices o ON o.tenant_id = access.current_tenant() AND o.office_id = up.parent_id WHERE far < 20
  ), latest AS (
    SELECT DISTINCT ON (r.office_id, r.field) r.office_id, r.field, r.steps, up.far
    FROM people.field_rules r JOIN up ON up.office_id = r.office_id WHERE r.tenant_id = access.current_tenant()
    ORDER BY r.office_id, r.field, r.rule_id DESC
  )
  SELECT DISTINCT ON (l.field) l.field, l.steps, l.office_id FROM latest l WHERE l.steps IS NOT NULL ORDER BY l.field, l.far
$$;
