-- The money: budget lines, a double-entry ledger in fen, payments, batches to the bank and its receipts.
-- A line's figures are kept by the ledger's own trigger; the application can only add postings.

CREATE SCHEMA funds;
GRANT USAGE ON SCHEMA funds TO wutong_app;

CREATE TABLE funds.budget_lines (
  tenant_id int NOT NULL,
  line_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  year int NOT NULL CHECK (year BETWEEN 2000 AND 2200),
  code text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  budget_fen bigint NOT NULL DEFAULT 0,
  -- Promised and not yet paid, on its way to the bank included.
  committed_fen bigint NOT NULL DEFAULT 0,
  in_transit_fen bigint NOT NULL DEFAULT 0,
  paid_fen bigint NOT NULL DEFAULT 0,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, line_id),
  UNIQUE (tenant_id, office_id, year, code),
  UNIQUE (tenant_id, line_id, office_id),
  CONSTRAINT no_overspending CHECK (committed_fen + paid_fen <= budget_fen),
  CONSTRAINT no_negative_figures CHECK (budget_fen >= 0 AND in_transit_fen >= 0 AND paid_fen >= 0 AND in_transit_fen <= committed_fen)
);
SELECT access.protect('funds.budget_lines', 'office');
-- A row lock wants the right to update something; the figures are not among it.
REVOKE INSERT, UPDATE, DELETE ON funds.budget_lines FROM wutong_app;
GRANT INSERT (tenant_id, office_id, year, code, title_zh, title_en, opened_at), UPDATE (title_zh, title_en) ON funds.budget_lines TO wutong_app;

-- grant → available → committed → inTransit → paid; grant is where budgets come from (and is negative).
CREATE TABLE funds.accounts (
  tenant_id int NOT NULL,
  account_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  line_id int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('grant', 'available', 'committed', 'inTransit', 'paid')),
  PRIMARY KEY (tenant_id, account_id),
  UNIQUE (tenant_id, line_id, kind),
  UNIQUE (tenant_id, line_id, account_id),
  FOREIGN KEY (tenant_id, line_id, office_id) REFERENCES funds.budget_lines (tenant_id, line_id, office_id)
);
SELECT access.protect('funds.accounts', 'office', append_only => true);

CREATE TABLE funds.entries (
  tenant_id int NOT NULL,
  entry_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  line_id int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('openLine', 'changeBudget', 'commit', 'release', 'makeBatch', 'receipt')),
  reason text NOT NULL DEFAULT '',
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, entry_id),
  UNIQUE (tenant_id, entry_id, line_id),
  FOREIGN KEY (tenant_id, line_id, office_id) REFERENCES funds.budget_lines (tenant_id, line_id, office_id)
);
SELECT access.protect('funds.entries', 'office', append_only => true);

-- One amount goes from one account to another of the same line: it cannot be unbalanced.
CREATE TABLE funds.postings (
  tenant_id int NOT NULL,
  posting_id int GENERATED ALWAYS AS IDENTITY,
  entry_id int NOT NULL,
  office_id int NOT NULL,
  line_id int NOT NULL,
  source int NOT NULL,
  destination int NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  case_id int,
  payment_id int,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, posting_id),
  CHECK (source <> destination),
  FOREIGN KEY (tenant_id, entry_id, line_id) REFERENCES funds.entries (tenant_id, entry_id, line_id),
  FOREIGN KEY (tenant_id, line_id, office_id) REFERENCES funds.budget_lines (tenant_id, line_id, office_id),
  FOREIGN KEY (tenant_id, line_id, source) REFERENCES funds.accounts (tenant_id, line_id, account_id),
  FOREIGN KEY (tenant_id, line_id, destination) REFERENCES funds.accounts (tenant_id, line_id, account_id)
);
CREATE INDEX postings_by_line ON funds.postings (tenant_id, line_id, posting_id);
CREATE INDEX postings_by_payment ON funds.postings (tenant_id, payment_id) WHERE payment_id IS NOT NULL;
SELECT access.protect('funds.postings', 'office', append_only => true);

CREATE FUNCTION funds.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% are immutable', TG_TABLE_NAME; END $$;
CREATE TRIGGER postings_are_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON funds.postings
  FOR EACH STATEMENT EXECUTE FUNCTION funds.refuse_change();
CREATE TRIGGER entries_are_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON funds.entries
  FOR EACH STATEMENT EXECUTE FUNCTION funds.refuse_change();

-- Each posting moves the figures of its line; the line's CHECKs are then what no client can get around.
CREATE FUNCTION funds.move_figures() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, funds AS $$
DECLARE
  from_kind text := (SELECT a.kind FROM funds.accounts a WHERE a.tenant_id = NEW.tenant_id AND a.account_id = NEW.source);
  to_kind text := (SELECT a.kind FROM funds.accounts a WHERE a.tenant_id = NEW.tenant_id AND a.account_id = NEW.destination);
BEGIN
  UPDATE funds.budget_lines l SET
    budget_fen = budget_fen + NEW.amount_fen * ((from_kind = 'grant')::int - (to_kind = 'grant')::int),
    committed_fen = committed_fen + NEW.amount_fen * ((to_kind IN ('committed', 'inTransit'))::int - (from_kind IN ('committed', 'inTransit'))::int),
    in_transit_fen = in_transit_fen + NEW.amount_fen * ((to_kind = 'inTransit')::int - (from_kind = 'inTransit')::int),
    paid_fen = paid_fen + NEW.amount_fen * ((to_kind = 'paid')::int - (from_kind = 'paid')::int)
  WHERE l.tenant_id = NEW.tenant_id AND l.line_id = NEW.line_id;
  RETURN NULL;
END $$;
CREATE TRIGGER postings_move_figures AFTER INSERT ON funds.postings FOR EACH ROW EXECUTE FUNCTION funds.move_figures();

CREATE TABLE funds.batches (
  tenant_id int NOT NULL,
  batch_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  line_id int NOT NULL,
  state text NOT NULL DEFAULT 'made' CHECK (state IN ('made', 'sent', 'settled')),
  payments int NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  made_by int NOT NULL,
  made_on date NOT NULL,
  made_at timestamptz NOT NULL,
  sent_at timestamptz,
  settled_at timestamptz,
  PRIMARY KEY (tenant_id, batch_id),
  FOREIGN KEY (tenant_id, line_id, office_id) REFERENCES funds.budget_lines (tenant_id, line_id, office_id)
);
SELECT access.protect('funds.batches', 'office');
REVOKE DELETE ON funds.batches FROM wutong_app;

-- One instalment of a case: planned until its day; then in a batch, and paid or returned.
CREATE TABLE funds.payments (
  tenant_id int NOT NULL,
  payment_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  person_id int NOT NULL,
  case_id int NOT NULL,
  number int NOT NULL CHECK (number > 0),
  due_on date NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  -- Which line is to carry it: the office whose budget pays, and the line's code (the year is that of its day).
  budget_office int NOT NULL,
  budget_code text NOT NULL,
  -- The line that carries it; NULL until money is committed for it.
  line_id int,
  state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'held', 'inBatch', 'paid', 'returned', 'stopped')),
  batch_id int,
  paid_on date,
  return_reason text,
  hold_code text,
  PRIMARY KEY (tenant_id, payment_id),
  UNIQUE (tenant_id, case_id, number),
  FOREIGN KEY (tenant_id, line_id) REFERENCES funds.budget_lines,
  FOREIGN KEY (tenant_id, case_id) REFERENCES cases.cases,
  CHECK (line_id IS NOT NULL OR state IN ('planned', 'held', 'stopped')),
  CHECK ((state = 'paid') = (paid_on IS NOT NULL))
);
CREATE INDEX payments_due ON funds.payments (tenant_id, line_id, due_on) WHERE state IN ('planned', 'held', 'returned');
CREATE INDEX payments_by_person ON funds.payments (tenant_id, person_id);
SELECT access.protect('funds.payments', 'person');
REVOKE DELETE ON funds.payments FROM wutong_app;

-- A payment as it went to the bank. The index below is what "exactly once or not at all" rests on.
CREATE TABLE funds.batch_items (
  tenant_id int NOT NULL,
  batch_id int NOT NULL,
  item_number int NOT NULL,
  office_id int NOT NULL,
  person_id int NOT NULL,
  payment_id int NOT NULL,
  payee_account_id int NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  outcome text CHECK (outcome IN ('paid', 'returned')),
  outcome_on date,
  return_reason text,
  PRIMARY KEY (tenant_id, batch_id, item_number),
  FOREIGN KEY (tenant_id, batch_id) REFERENCES funds.batches,
  FOREIGN KEY (tenant_id, payment_id) REFERENCES funds.payments
);
CREATE UNIQUE INDEX one_live_item_per_payment ON funds.batch_items (tenant_id, payment_id) WHERE outcome IS DISTINCT FROM 'returned';
SELECT access.protect('funds.batch_items', 'person');
REVOKE DELETE ON funds.batch_items FROM wutong_app;

CREATE TABLE funds.receipts (
  tenant_id int NOT NULL,
  receipt_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  batch_id int NOT NULL,
  digest bytea NOT NULL,
  paid int NOT NULL,
  returned int NOT NULL,
  missing int NOT NULL,
  read_by int NOT NULL,
  read_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, receipt_id),
  UNIQUE (tenant_id, batch_id, digest),
  FOREIGN KEY (tenant_id, batch_id) REFERENCES funds.batches
);
SELECT access.protect('funds.receipts', 'office', append_only => true);
