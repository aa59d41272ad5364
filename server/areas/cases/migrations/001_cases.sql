-- Work in progress, whatever its type: cases with their steps, tasks with deadlines, public notices, objections.

CREATE SCHEMA cases;
GRANT USAGE ON SCHEMA cases TO wutong_app;

CREATE TABLE cases.cases (
  tenant_id int NOT NULL,
  case_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  person_id int NOT NULL,
  -- The type's states and steps are data of the area that registers it; here they are names.
  type text NOT NULL,
  state text NOT NULL,
  opened_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  closed_at timestamptz,
  -- The day on which the next step is due; provisional beyond the published calendar of working days.
  due_on date,
  due_provisional boolean NOT NULL DEFAULT false,
  -- A hold stops a case in any state until somebody has looked; its text is the problem's code and params.
  hold_kind text CHECK (hold_kind IN ('decisionChanged', 'accountReview', 'objection', 'paymentReturned')),
  hold_since date,
  hold_code text,
  hold_params jsonb,
  PRIMARY KEY (tenant_id, case_id),
  CHECK ((hold_kind IS NULL) = (hold_since IS NULL) AND (hold_kind IS NULL) = (hold_code IS NULL))
);
CREATE INDEX cases_by_state ON cases.cases (tenant_id, office_id, type, state);
CREATE INDEX cases_by_person ON cases.cases (tenant_id, person_id);
SELECT access.protect('cases.cases', 'person');
REVOKE DELETE ON cases.cases FROM wutong_app;

-- Who did what to a case, in order: the four-eyes rule reads it.
CREATE TABLE cases.steps (
  tenant_id int NOT NULL,
  case_id int NOT NULL,
  step_number int NOT NULL,
  office_id int NOT NULL,
  person_id int NOT NULL,
  step text NOT NULL,
  from_state text NOT NULL,
  to_state text NOT NULL,
  actor_kind text NOT NULL,
  account_id int,
  at timestamptz NOT NULL,
  note text NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, case_id, step_number),
  FOREIGN KEY (tenant_id, case_id) REFERENCES cases.cases
);
SELECT access.protect('cases.steps', 'person', append_only => true);

CREATE TABLE cases.tasks (
  tenant_id int NOT NULL,
  task_id int GENERATED ALWAYS AS IDENTITY,
  case_id int NOT NULL,
  office_id int NOT NULL,
  person_id int NOT NULL,
  kind text NOT NULL,
  role text NOT NULL,
  made_at timestamptz NOT NULL,
  due_on date NOT NULL,
  due_provisional boolean NOT NULL,
  done_at timestamptz,
  done_by int,
  PRIMARY KEY (tenant_id, task_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES cases.cases
);
CREATE UNIQUE INDEX tasks_open ON cases.tasks (tenant_id, case_id, kind) WHERE done_at IS NULL;
CREATE INDEX tasks_due ON cases.tasks (tenant_id, office_id, role, due_on) WHERE done_at IS NULL;
SELECT access.protect('cases.tasks', 'person');
REVOKE DELETE ON cases.tasks FROM wutong_app;

-- A public notice (公示) of many cases, for a number of working days.
CREATE TABLE cases.notices (
  tenant_id int NOT NULL,
  notice_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  opens_on date NOT NULL,
  closes_on date NOT NULL,
  working_days int NOT NULL CHECK (working_days >= 0),
  provisional boolean NOT NULL,
  published_by int NOT NULL,
  published_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, notice_id)
);
SELECT access.protect('cases.notices', 'office', append_only => true);

-- What the public may read of one case: masked, and no more than the rule asks for.
CREATE TABLE cases.notice_entries (
  tenant_id int NOT NULL,
  notice_id int NOT NULL,
  case_id int NOT NULL,
  office_id int NOT NULL,
  person_id int NOT NULL,
  masked_name text NOT NULL,
  masked_document text NOT NULL,
  what_zh text NOT NULL,
  what_en text NOT NULL,
  amount_fen bigint NOT NULL,
  state text NOT NULL DEFAULT 'standing' CHECK (state IN ('standing', 'cleared', 'withdrawn')),
  PRIMARY KEY (tenant_id, notice_id, case_id),
  FOREIGN KEY (tenant_id, notice_id) REFERENCES cases.notices,
  FOREIGN KEY (tenant_id, case_id) REFERENCES cases.cases
);
CREATE UNIQUE INDEX notice_entries_standing ON cases.notice_entries (tenant_id, case_id) WHERE state = 'standing';
SELECT access.protect('cases.notice_entries', 'person');
REVOKE DELETE ON cases.notice_entries FROM wutong_app;

-- Who objects and what they say is sealed, and not for the eyes of the person objected to.
CREATE TABLE cases.objections (
  tenant_id int NOT NULL,
  objection_id int GENERATED ALWAYS AS IDENTITY,
  case_id int NOT NULL,
  office_id int NOT NULL,
  sealed_from bytea NOT NULL,
  sealed_says bytea NOT NULL,
  received_on date NOT NULL,
  recorded_by int NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'upheld', 'dismissed')),
  answer text,
  decided_by int,
  decided_at timestamptz,
  PRIMARY KEY (tenant_id, objection_id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES cases.cases,
  CHECK ((state = 'open') = (decided_by IS NULL))
);
CREATE INDEX objections_by_case ON cases.objections (tenant_id, case_id);
SELECT access.protect('cases.objections', 'office');
REVOKE DELETE ON cases.objections FROM wutong_app;

-- Anyone may read a notice while it runs, without an account: masked entries only.
CREATE FUNCTION cases.public_notice_entries(tenant int, today date)
RETURNS TABLE (notice_id int, opens_on date, closes_on date, masked_name text, masked_document text, what_zh text, what_en text, amount_fen bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, cases AS $$
  SELECT n.notice_id, n.opens_on, n.closes_on, e.masked_name, e.masked_document, e.what_zh, e.what_en, e.amount_fen
  FROM cases.notices n JOIN cases.notice_entries e USING (tenant_id, notice_id)
  WHERE n.tenant_id = tenant AND today BETWEEN n.opens_on AND n.closes_on AND e.state = 'standing'
  ORDER BY n.notice_id, e.case_id LIMIT 5000
$$;
