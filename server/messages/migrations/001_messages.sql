-- What goes out to people's phones, and one-time codes. Phone numbers and texts are sealed.

CREATE SCHEMA messages;
GRANT USAGE ON SCHEMA messages TO wutong_app;

CREATE TABLE messages.outbox (
  tenant_id int NOT NULL,
  message_id int GENERATED ALWAYS AS IDENTITY,
  office_id int NOT NULL,
  person_id int NOT NULL,
  kind text NOT NULL,
  -- Names the occasion: one message per occasion, however often it is asked for (e.g. "sweep 3 person 7").
  occasion text NOT NULL,
  sealed_phone bytea NOT NULL,
  sealed_text bytea NOT NULL,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed')),
  queued_at timestamptz NOT NULL,
  not_before timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  sent_at timestamptz,
  PRIMARY KEY (tenant_id, message_id),
  UNIQUE (tenant_id, occasion)
);
CREATE INDEX outbox_queued ON messages.outbox (tenant_id, not_before) WHERE state = 'queued';
SELECT access.protect('messages.outbox', 'office');
REVOKE DELETE ON messages.outbox FROM wutong_app;

-- Codes are stored hashed with a key; the phone is its blind index. A row is there for unknown phones too.
CREATE TABLE messages.one_time_codes (
  tenant_id int NOT NULL,
  code_id int GENERATED ALWAYS AS IDENTITY,
  phone_index bytea NOT NULL,
  code_digest bytea NOT NULL,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  tries_left int NOT NULL CHECK (tries_left >= 0),
  used_at timestamptz,
  PRIMARY KEY (tenant_id, code_id)
);
CREATE INDEX one_time_codes_by_phone ON messages.one_time_codes (tenant_id, phone_index, made_at);
SELECT access.protect('messages.one_time_codes', 'staff');
REVOKE DELETE ON messages.one_time_codes FROM wutong_app;
