-- Files as offices have them: which columns were read as what, and what was passed over.

ALTER TABLE registers.batches
  -- Who handed the file in, as the clerk calls them; '' where nobody has said.
  ADD COLUMN source text NOT NULL DEFAULT '',
  -- What a person has said of the file's headers: {header: key of our column, or null for none of ours}.
  ADD COLUMN mapping jsonb NOT NULL DEFAULT '{}',
  -- Totals, notes, blank lines, sheets without a header: [{sheet, why, count, rows}].
  ADD COLUMN passed_over jsonb NOT NULL DEFAULT '[]',
  -- In so many rows a month alone was taken for its first or last day.
  ADD COLUMN months_taken int NOT NULL DEFAULT 0;

-- The mapping that was used last for a source, and is proposed for its next file.
CREATE TABLE registers.mappings (
  tenant_id int NOT NULL,
  office_id int NOT NULL,
  register text NOT NULL,
  source text NOT NULL,
  mapping jsonb NOT NULL,
  used_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, office_id, register, source)
);
SELECT access.protect('registers.mappings', 'office');
