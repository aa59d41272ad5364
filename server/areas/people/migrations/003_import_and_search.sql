-- Which row of its batch's file a fact came from.
ALTER TABLE people.library_entries ADD COLUMN source_row int;
ALTER TABLE people.insurance_spells ADD COLUMN source_row int;
ALTER TABLE people.credentials ADD COLUMN source_row int;
ALTER TABLE people.contracts ADD COLUMN source_row int;
ALTER TABLE people.housing_transactions ADD COLUMN source_row int;
ALTER TABLE people.past_benefits ADD COLUMN source_row int;
ALTER TABLE people.family_ties ADD COLUMN source_row int;
ALTER TABLE people.statuses ADD COLUMN source_row int;
ALTER TABLE people.certificates ADD COLUMN source_row int;

-- What a row said before a later batch changed it: nothing that was once known and acted on is lost.
CREATE TABLE people.superseded_rows (
  tenant_id int NOT NULL,
  person_id int NOT NULL,
  register text NOT NULL,
  natural_key bytea NOT NULL,
  superseded_by int NOT NULL,
  office_id int NOT NULL,
  superseded_at timestamptz NOT NULL,
  content jsonb NOT NULL,
  PRIMARY KEY (tenant_id, person_id, register, natural_key, superseded_by)
);
SELECT access.protect('people.superseded_rows', 'person', append_only => true);

-- Where a person works, by the latest insurance spell or contract known: shown in lists and searched by employer.
CREATE TABLE people.workplaces (
  tenant_id int NOT NULL,
  person_id int NOT NULL,
  office_id int NOT NULL,
  credit_code text NOT NULL,
  since date NOT NULL,
  open boolean NOT NULL,
  PRIMARY KEY (tenant_id, person_id)
);
CREATE INDEX workplaces_by_employer ON people.workplaces (tenant_id, office_id, credit_code, person_id);
SELECT access.protect('people.workplaces', 'person');

-- Search goes by ranges of these (office first, so that a small office's search never walks through a large one's people):
-- comparisons of text are leakproof and use an index behind row security, which LIKE does not.
CREATE INDEX persons_by_name ON people.persons (tenant_id, office_id, name COLLATE "C");
CREATE INDEX persons_by_pinyin ON people.persons (tenant_id, office_id, pinyin COLLATE "C");
CREATE INDEX persons_by_initials ON people.persons (tenant_id, office_id, initials COLLATE "C");
CREATE INDEX persons_by_phone ON people.persons (tenant_id, office_id, phone COLLATE "C") WHERE phone IS NOT NULL;
CREATE INDEX persons_in_library ON people.persons (tenant_id, office_id, person_id) WHERE standing = 'library';
COMMENT ON TABLE people.search_tokens IS 'Endings of names from the second character on (王小明: 小明), for search by given name';

-- An import takes the numbers of new people before it writes them.
GRANT USAGE ON SEQUENCE people.persons_person_id_seq TO wutong_app;
