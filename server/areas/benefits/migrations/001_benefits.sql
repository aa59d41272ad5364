-- Offers, what people confirmed, the evidence it rests on, payee accounts, and the locks of what is granted only once.

CREATE SCHEMA benefits;
GRANT USAGE ON SCHEMA benefits TO wutong_app;

CREATE TABLE benefits.offers (
  tenant_id int NOT NULL,
  offer_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  person_id int NOT NULL,
  policy text NOT NULL,
  version int NOT NULL,
  -- The certificate's pseudonymous key where the policy's subject is one.
  certificate_key text NOT NULL DEFAULT '',
  sweep_id int NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  plan_fen bigint NOT NULL CHECK (plan_fen > 0),
  plan jsonb NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'confirmed', 'declined', 'expired', 'withdrawn', 'disputed')),
  state_at timestamptz NOT NULL,
  pushed_by int NOT NULL,
  pushed_on date NOT NULL,
  expires_on date NOT NULL,
  decline_reason text,
  PRIMARY KEY (tenant_id, offer_id)
);
CREATE UNIQUE INDEX one_open_offer ON benefits.offers (tenant_id, person_id, policy, certificate_key) WHERE state IN ('open', 'disputed');
CREATE INDEX offers_by_state ON benefits.offers (tenant_id, office_id, state, offer_id);
CREATE INDEX offers_by_person ON benefits.offers (tenant_id, person_id);
SELECT access.protect('benefits.offers', 'person');
REVOKE DELETE ON benefits.offers FROM wutong_app;

-- Account numbers are sealed; the blind index tells whether two are equal and nothing else.
CREATE TABLE benefits.payee_accounts (
  tenant_id int NOT NULL,
  payee_account_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  person_id int NOT NULL,
  bank text NOT NULL,
  sealed_number bytea NOT NULL,
  sealed_holder bytea NOT NULL,
  number_index bytea NOT NULL,
  number_masked text NOT NULL,
  named_at timestamptz NOT NULL,
  -- Why somebody must look at it before money goes there; empty when nothing speaks against it.
  review_reasons text[] NOT NULL DEFAULT '{}' CHECK (review_reasons <@ ARRAY['shared', 'changed']),
  cleared_by int,
  cleared_at timestamptz,
  PRIMARY KEY (tenant_id, payee_account_id)
);
CREATE INDEX payee_accounts_by_number ON benefits.payee_accounts (tenant_id, number_index);
CREATE INDEX payee_accounts_by_person ON benefits.payee_accounts (tenant_id, person_id, payee_account_id);
SELECT access.protect('benefits.payee_accounts', 'person');
REVOKE DELETE ON benefits.payee_accounts FROM wutong_app;

-- Whether somebody else of the tenant, in whatever office, has named this account: yes or no, nothing more.
CREATE FUNCTION benefits.account_is_shared(account_index bytea, person int) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, benefits, access AS $$
  SELECT EXISTS (SELECT FROM benefits.payee_accounts p
    WHERE p.tenant_id = access.current_tenant() AND p.number_index = account_index AND p.person_id <> person)
$$;

CREATE TABLE benefits.applications (
  tenant_id int NOT NULL,
  application_id int GENERATED ALWAYS AS IDENTITY,
  offer_id int NOT NULL,
  case_id int NOT NULL,
  office_id int NOT NULL,
  person_id int NOT NULL,
  policy text NOT NULL,
  version int NOT NULL,
  benefit text NOT NULL,
  certificate_key text NOT NULL DEFAULT '',
  occupation text NOT NULL DEFAULT '',
  level text NOT NULL DEFAULT '',
  region int NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  plan_fen bigint NOT NULL CHECK (plan_fen > 0),
  undertakings text[] NOT NULL,
  payee_account_id int NOT NULL,
  confirmed_at timestamptz NOT NULL,
  confirmed_on date NOT NULL,
  -- Another benefit was taken that ends this one: nothing falls due from that day on.
  ended_on date,
  ended_by int,
  PRIMARY KEY (tenant_id, application_id),
  UNIQUE (tenant_id, offer_id),
  UNIQUE (tenant_id, case_id),
  FOREIGN KEY (tenant_id, offer_id) REFERENCES benefits.offers,
  FOREIGN KEY (tenant_id, case_id) REFERENCES cases.cases,
  FOREIGN KEY (tenant_id, payee_account_id) REFERENCES benefits.payee_accounts
);
CREATE INDEX applications_by_person ON benefits.applications (tenant_id, person_id);
SELECT access.protect('benefits.applications', 'person');
REVOKE DELETE ON benefits.applications FROM wutong_app;

-- The facts as they stood at confirmation, and each correction after; never changed.
CREATE TABLE benefits.evidence (
  tenant_id int NOT NULL,
  evidence_id int GENERATED ALWAYS AS IDENTITY,
  application_id int NOT NULL,
  office_id int NOT NULL,
  person_id int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('confirmation', 'correction')),
  as_of date NOT NULL,
  sealed_facts bytea NOT NULL,
  digest bytea NOT NULL,
  frozen_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, evidence_id),
  FOREIGN KEY (tenant_id, application_id) REFERENCES benefits.applications
);
CREATE INDEX evidence_by_application ON benefits.evidence (tenant_id, application_id);
SELECT access.protect('benefits.evidence', 'person', append_only => true);

-- The decision at confirmation, and each time it was made again: on frozen evidence, on current facts.
CREATE TABLE benefits.decisions (
  tenant_id int NOT NULL,
  decision_id int GENERATED ALWAYS AS IDENTITY,
  application_id int NOT NULL,
  office_id int NOT NULL,
  person_id int NOT NULL,
  made_at text NOT NULL CHECK (made_at IN ('confirmation', 'approval', 'payment')),
  basis text NOT NULL CHECK (basis IN ('frozen', 'current')),
  decided_on date NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('entitled', 'possible', 'notEntitled')),
  amount_fen bigint,
  failed text[] NOT NULL,
  unknown text[] NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, decision_id),
  FOREIGN KEY (tenant_id, application_id) REFERENCES benefits.applications
);
CREATE INDEX decisions_by_application ON benefits.decisions (tenant_id, application_id);
SELECT access.protect('benefits.decisions', 'person', append_only => true);

-- What each payment of an application is for: the days that it covers.
CREATE TABLE benefits.instalments (
  tenant_id int NOT NULL,
  application_id int NOT NULL,
  number int NOT NULL,
  office_id int NOT NULL,
  person_id int NOT NULL,
  payment_id int NOT NULL,
  from_day date NOT NULL,
  to_day date NOT NULL,
  PRIMARY KEY (tenant_id, application_id, number),
  UNIQUE (tenant_id, payment_id),
  FOREIGN KEY (tenant_id, application_id) REFERENCES benefits.applications,
  FOREIGN KEY (tenant_id, payment_id) REFERENCES funds.payments
);
SELECT access.protect('benefits.instalments', 'person', append_only => true);

-- What is granted only once is locked by document number, whatever person id or tenant it comes under.
CREATE TABLE benefits.once_locks (
  tenant_id int NOT NULL,
  lock_id int GENERATED ALWAYS AS IDENTITY,
  scope text NOT NULL,
  document_index bytea NOT NULL,
  office_id int NOT NULL,
  person_id int NOT NULL,
  application_id int NOT NULL,
  locked_at timestamptz NOT NULL,
  released_at timestamptz,
  PRIMARY KEY (tenant_id, lock_id),
  FOREIGN KEY (tenant_id, application_id) REFERENCES benefits.applications
);
CREATE UNIQUE INDEX once_locks_held ON benefits.once_locks (tenant_id, scope, document_index) WHERE released_at IS NULL;
CREATE INDEX once_locks_by_document ON benefits.once_locks (document_index, scope) WHERE released_at IS NULL;
SELECT access.protect('benefits.once_locks', 'office');
REVOKE DELETE ON benefits.once_locks FROM wutong_app;

-- "Already granted in another tenant?": yes or no. The lock makes two tenants that ask at once take turns.
CREATE FUNCTION benefits.taken_elsewhere(lock_scope text, documents bytea[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, benefits, access AS $$
DECLARE
  document bytea;
BEGIN
  IF NOT access.is_staff() THEN RAISE EXCEPTION 'benefits.taken_elsewhere: staff only'; END IF;
  FOR document IN SELECT d FROM unnest(documents) d ORDER BY d LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended(lock_scope || encode(document, 'hex'), 11));
  END LOOP;
  RETURN EXISTS (SELECT FROM benefits.once_locks l
    WHERE l.document_index = ANY (documents) AND l.scope = lock_scope AND l.released_at IS NULL
      AND l.tenant_id <> access.current_tenant());
END $$;

-- "This fact is wrong", as the person said it; sealed, because it may say anything.
CREATE TABLE benefits.fact_reports (
  tenant_id int NOT NULL,
  report_id int GENERATED ALWAYS AS IDENTITY,
  offer_id int NOT NULL,
  office_id int NOT NULL,
  person_id int NOT NULL,
  condition_id text NOT NULL,
  sealed_says bytea NOT NULL,
  reported_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'mended', 'dismissed')),
  answer text,
  settled_by int,
  settled_at timestamptz,
  PRIMARY KEY (tenant_id, report_id),
  FOREIGN KEY (tenant_id, offer_id) REFERENCES benefits.offers
);
CREATE UNIQUE INDEX one_open_report ON benefits.fact_reports (tenant_id, offer_id) WHERE state = 'open';
SELECT access.protect('benefits.fact_reports', 'person');
REVOKE DELETE ON benefits.fact_reports FROM wutong_app;
