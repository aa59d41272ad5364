-- Search within names: each ending of a name (绍兴某公司, 兴某公司, …), so that a text anywhere in it is the beginning of one.
-- A range of this index is found behind row security, where LIKE and trigrams are not.

CREATE TABLE employers.name_endings (
  tenant_id int NOT NULL,
  ending text COLLATE "C" NOT NULL,
  employer_id int NOT NULL,
  PRIMARY KEY (tenant_id, ending, employer_id)
);
SELECT access.protect('employers.name_endings', 'staff');
