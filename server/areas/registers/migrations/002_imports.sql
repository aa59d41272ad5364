-- A batch begins as an upload that is checked (the dry run) and then imported. The file lies sealed in the uploads folder
-- until the import ends; its key is kept here, itself sealed with the vault's key.

ALTER TABLE registers.batches
  DROP CONSTRAINT batches_state_check,
  ADD CONSTRAINT batches_state_check CHECK (state IN ('checking', 'checked', 'running', 'done', 'failed', 'cancelled')),
  ADD COLUMN file_bytes bigint NOT NULL DEFAULT 0,
  ADD COLUMN started_by text NOT NULL DEFAULT '',
  -- Known once the dry run has read the whole file.
  ADD COLUMN rows_total int,
  -- Why the file as a whole could not be taken: {code, params}.
  ADD COLUMN problem jsonb,
  -- The header row of each sheet, for the workbook that goes back: [[sheet, [title, …]], …].
  ADD COLUMN headers jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN sealed_file_key bytea;

CREATE INDEX batches_by_file ON registers.batches (tenant_id, file_digest);
