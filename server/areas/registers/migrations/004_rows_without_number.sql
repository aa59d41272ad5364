-- Of so many rows no whole and valid document number is known: they were taken in as observed persons.
ALTER TABLE registers.batches ADD COLUMN without_number int NOT NULL DEFAULT 0;
