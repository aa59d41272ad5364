-- Everyone we know of: people, how they are identified, and what the registers say of them, each fact with its source and date.

CREATE SCHEMA people;
GRANT USAGE ON SCHEMA people TO wutong_app;

CREATE TABLE people.persons (
  tenant_id int NOT NULL,
  person_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  -- library: in the talent library (人才库); observed: seen in a register only.
  standing text NOT NULL CHECK (standing IN ('library', 'observed')),
  name text NOT NULL,
  pinyin text NOT NULL,
  initials text NOT NULL,
  sex text CHECK (sex IN ('M', 'F')),
  birth date,
  native_place int,
  residence int,
  team text,
  talent_class text,
  phone text,
  -- Fields in which two sources disagree: unknown to every policy until somebody settles them.
  conflicts text[] NOT NULL DEFAULT '{}',
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, person_id)
);
CREATE INDEX persons_by_office ON people.persons (tenant_id, office_id, person_id);
SELECT access.protect('people.persons', 'person');

-- Document numbers are sealed; the blind index finds a person by one and tells nothing else.
CREATE TABLE people.identities (
  tenant_id int NOT NULL,
  document_index bytea NOT NULL,
  person_id int NOT NULL,
  office_id int NOT NULL,
  kind text NOT NULL,
  sealed_number bytea NOT NULL,
  PRIMARY KEY (tenant_id, document_index),
  FOREIGN KEY (tenant_id, person_id) REFERENCES people.persons
);
CREATE INDEX identities_by_person ON people.identities (tenant_id, person_id);
SELECT access.protect('people.identities', 'person');

-- Equality look-ups for search behind row security: name bigrams, pinyin, initials, phone, employer.
CREATE TABLE people.search_tokens (
  tenant_id int NOT NULL,
  office_id int NOT NULL,
  token text COLLATE "C" NOT NULL,
  person_id int NOT NULL,
  PRIMARY KEY (tenant_id, office_id, token, person_id)
);
SELECT access.protect('people.search_tokens', 'office');

-- One row of the talent library: the person's own fields as that source gives them.
CREATE TABLE people.library_entries (
  tenant_id int NOT NULL,
  person_id int NOT NULL,
  -- 16 bytes over what identifies the row within the person and register; content_digest over what it says.
  natural_key bytea NOT NULL,
  office_id int NOT NULL,
  content_digest bytea NOT NULL,
  batch_id int,
  recorded_at timestamptz NOT NULL,
  name text NOT NULL,
  sex text,
  birth date,
  native_place int,
  residence int,
  phone text,
  team text,
  talent_class text,
  PRIMARY KEY (tenant_id, person_id, natural_key)
);
SELECT access.protect('people.library_entries', 'person');

-- Social insurance: [from_day, to_day] covers whole months; an open spell has no end and runs through its batch's coverage.
CREATE TABLE people.insurance_spells (
  tenant_id int NOT NULL,
  person_id int NOT NULL,
  -- 16 bytes over what identifies the row within the person and register; content_digest over what it says.
  natural_key bytea NOT NULL,
  office_id int NOT NULL,
  content_digest bytea NOT NULL,
  batch_id int,
  recorded_at timestamptz NOT NULL,
  credit_code text,
  kind text NOT NULL,
  region int NOT NULL,
  from_day date NOT NULL,
  to_day date,
  open boolean NOT NULL,
  PRIMARY KEY (tenant_id, person_id, natural_key)
);
SELECT access.protect('people.insurance_spells', 'person');

-- Education credentials.
CREATE TABLE people.credentials (
  tenant_id int NOT NULL,
  person_id int NOT NULL,
  -- 16 bytes over what identifies the row within the person and register; content_digest over what it says.
  natural_key bytea NOT NULL,
  office_id int NOT NULL,
  content_digest bytea NOT NULL,
  batch_id int,
  recorded_at timestamptz NOT NULL,
  school text,
  major text,
  level text,
  full_time boolean,
  double_first_class boolean,
  graduated date,
  sealed_certificate bytea,
  PRIMARY KEY (tenant_id, person_id, natural_key)
);
SELECT access.protect('people.credentials', 'person');

-- Labour contracts; an open-ended one has no end.
CREATE TABLE people.contracts (
  tenant_id int NOT NULL,
  person_id int NOT NULL,
  -- 16 bytes over what identifies the row within the person and register; content_digest over what it says.
  natural_key bytea NOT NULL,
  office_id int NOT NULL,
  content_digest bytea NOT NULL,
  batch_id int,
  recorded_at timestamptz NOT NULL,
  credit_code text,
  signed date,
  from_day date,
  to_day date,
  open_ended boolean,
  PRIMARY KEY (tenant_id, person_id, natural_key)
);
SELECT access.protect('people.contracts', 'person');

-- Homes bought and sold.
CREATE TABLE people.housing_transactions (
  tenant_id int NOT NULL,
  person_id int NOT NULL,
  -- 16 bytes over what identifies the row within the person and register; content_digest over what it says.
  natural_key bytea NOT NULL,
  office_id int NOT NULL,
  content_digest bytea NOT NULL,
  batch_id int,
  recorded_at timestamptz NOT NULL,
  property text NOT NULL,
  region int NOT NULL,
  kind text,
  direction text NOT NULL CHECK (direction IN ('buy', 'sell')),
  day date NOT NULL,
  area_m2 numeric(18,2),
  price_fen bigint,
  PRIMARY KEY (tenant_id, person_id, natural_key)
);
SELECT access.protect('people.housing_transactions', 'person');

-- Benefits taken before, from registers and from Wutong's own payments.
CREATE TABLE people.past_benefits (
  tenant_id int NOT NULL,
  person_id int NOT NULL,
  -- 16 bytes over what identifies the row within the person and register; content_digest over what it says.
  natural_key bytea NOT NULL,
  office_id int NOT NULL,
  content_digest bytea NOT NULL,
  batch_id int,
  recorded_at timestamptz NOT NULL,
  policy text NOT NULL,
  kind text NOT NULL,
  region int NOT NULL,
  from_day date,
  to_day date,
  amount_fen bigint,
  certificate_key text NOT NULL DEFAULT '',
  occupation text NOT NULL DEFAULT '',
  level text NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, person_id, natural_key)
);
SELECT access.protect('people.past_benefits', 'person');

-- Spouses and children.
CREATE TABLE people.family_ties (
  tenant_id int NOT NULL,
  person_id int NOT NULL,
  -- 16 bytes over what identifies the row within the person and register; content_digest over what it says.
  natural_key bytea NOT NULL,
  office_id int NOT NULL,
  content_digest bytea NOT NULL,
  batch_id int,
  recorded_at timestamptz NOT NULL,
  relation text NOT NULL,
  other_index bytea,
  since date,
  PRIMARY KEY (tenant_id, person_id, natural_key)
);
SELECT access.protect('people.family_ties', 'person');

-- Standings that rules ask for: selected graduate, receiving unemployment benefit.
CREATE TABLE people.statuses (
  tenant_id int NOT NULL,
  person_id int NOT NULL,
  -- 16 bytes over what identifies the row within the person and register; content_digest over what it says.
  natural_key bytea NOT NULL,
  office_id int NOT NULL,
  content_digest bytea NOT NULL,
  batch_id int,
  recorded_at timestamptz NOT NULL,
  kind text NOT NULL,
  from_day date,
  to_day date,
  open boolean NOT NULL,
  PRIMARY KEY (tenant_id, person_id, natural_key)
);
SELECT access.protect('people.statuses', 'person');

-- Vocational certificates; certificate_key is pseudonymous.
CREATE TABLE people.certificates (
  tenant_id int NOT NULL,
  person_id int NOT NULL,
  -- 16 bytes over what identifies the row within the person and register; content_digest over what it says.
  natural_key bytea NOT NULL,
  office_id int NOT NULL,
  content_digest bytea NOT NULL,
  batch_id int,
  recorded_at timestamptz NOT NULL,
  certificate_key text NOT NULL,
  sealed_number bytea,
  occupation text,
  level text,
  issued date,
  region int,
  PRIMARY KEY (tenant_id, person_id, natural_key)
);
SELECT access.protect('people.certificates', 'person');
