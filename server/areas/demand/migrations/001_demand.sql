-- What employers need: surveys, their links, the demands, and the published editions of the list.

CREATE SCHEMA demand;
GRANT USAGE ON SCHEMA demand TO wutong_app;

CREATE TABLE demand.waves (
  tenant_id int NOT NULL,
  wave_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  title text NOT NULL,
  half text NOT NULL CHECK (half ~ '^\d{4}-H[12]$'),
  opens_on date NOT NULL,
  closes_on date NOT NULL CHECK (closes_on >= opens_on),
  filter jsonb NOT NULL,
  started_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, wave_id)
);
SELECT access.protect('demand.waves', 'office');
REVOKE DELETE ON demand.waves FROM wutong_app;

-- One link for an employer in a wave; only its hash is here. revision counts the answers that were sent.
CREATE TABLE demand.invitations (
  tenant_id int NOT NULL,
  invitation_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  wave_id int NOT NULL,
  credit_code text NOT NULL,
  employer text NOT NULL,
  link_hash bytea NOT NULL,
  reminders int NOT NULL DEFAULT 0,
  reminded_on date,
  revision int NOT NULL DEFAULT 0,
  answered_at timestamptz,
  sealed_contact bytea,
  contact_consent boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, invitation_id),
  UNIQUE (tenant_id, wave_id, credit_code),
  UNIQUE (tenant_id, link_hash),
  FOREIGN KEY (tenant_id, wave_id) REFERENCES demand.waves
);
SELECT access.protect('demand.invitations', 'office');
REVOKE DELETE ON demand.invitations FROM wutong_app;

-- Salaries in yuan a month. What an employer no longer needs is withdrawn, never deleted.
CREATE TABLE demand.items (
  tenant_id int NOT NULL,
  item_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  wave_id int,
  invitation_id int,
  credit_code text NOT NULL,
  employer text NOT NULL,
  post text NOT NULL,
  headcount int NOT NULL CHECK (headcount > 0),
  education text NOT NULL,
  title_level text NOT NULL,
  field text NOT NULL,
  salary_from int,
  salary_to int,
  urgent_until date,
  state text NOT NULL CHECK (state IN ('received', 'accepted', 'rejected', 'merged', 'withdrawn')),
  reason text NOT NULL DEFAULT '',
  discipline text,
  occupation text,
  merged_into int,
  -- Of a record whose source says "more than": the sum is then a lower bound.
  at_least boolean NOT NULL DEFAULT false,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, item_id),
  FOREIGN KEY (tenant_id, invitation_id) REFERENCES demand.invitations
);
CREATE INDEX items_by_employer ON demand.items (tenant_id, credit_code);
CREATE INDEX items_by_wave ON demand.items (tenant_id, wave_id, state);
CREATE INDEX items_by_invitation ON demand.items (tenant_id, invitation_id);
SELECT access.protect('demand.items', 'office');
REVOKE DELETE ON demand.items FROM wutong_app;

CREATE TABLE demand.editions (
  tenant_id int NOT NULL,
  edition_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  wave_id int NOT NULL,
  published_on date NOT NULL,
  PRIMARY KEY (tenant_id, edition_id),
  FOREIGN KEY (tenant_id, wave_id) REFERENCES demand.waves
);
SELECT access.protect('demand.editions', 'office', append_only => true);

CREATE TABLE demand.edition_items (
  tenant_id int NOT NULL,
  edition_id int NOT NULL,
  item_id int NOT NULL,
  office_id int NOT NULL,
  PRIMARY KEY (tenant_id, edition_id, item_id),
  FOREIGN KEY (tenant_id, edition_id) REFERENCES demand.editions,
  FOREIGN KEY (tenant_id, item_id) REFERENCES demand.items
);
SELECT access.protect('demand.edition_items', 'office', append_only => true);

-- Whose link it is, before there is any session: two numbers and nothing else.
CREATE FUNCTION demand.find_link(tenant int, hash bytea) RETURNS TABLE (invitation_id int, office_id int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, demand AS $$
  SELECT i.invitation_id, i.office_id FROM demand.invitations i WHERE i.tenant_id = tenant AND i.link_hash = hash
$$;

-- What everybody may read: the newest edition of each wave. What its employer is correcting is left out until it is looked at. The contact leaves sealed, and only where its person agreed.
CREATE FUNCTION demand.public_list(tenant int, skip int, take int) RETURNS TABLE (
  employer text, post text, headcount int, education text, title_level text, field text, salary_from int, salary_to int,
  urgent_until date, withdrawn boolean, sealed_contact bytea, published_on date, total int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, demand AS $$
  SELECT i.employer, i.post, i.headcount, i.education, i.title_level, i.field, i.salary_from, i.salary_to, i.urgent_until,
    i.state <> 'accepted', CASE WHEN v.contact_consent AND i.state = 'accepted' THEN v.sealed_contact END,
    max(e.published_on) OVER (), (count(*) OVER ())::int
  FROM demand.editions e
  JOIN demand.edition_items l ON l.tenant_id = e.tenant_id AND l.edition_id = e.edition_id
  JOIN demand.items i ON i.tenant_id = l.tenant_id AND i.item_id = l.item_id
  LEFT JOIN demand.invitations v ON v.tenant_id = i.tenant_id AND v.invitation_id = i.invitation_id
  WHERE e.tenant_id = tenant AND i.state <> 'received' AND NOT EXISTS (SELECT FROM demand.editions n
    WHERE n.tenant_id = e.tenant_id AND n.wave_id = e.wave_id AND n.edition_id > e.edition_id)
  ORDER BY e.edition_id DESC, i.item_id OFFSET skip LIMIT take
$$;
