-- Where the frozen facts came from: per list and row the batch, its file, the row in it and the day. Nothing of the person.
ALTER TABLE benefits.evidence ADD COLUMN sources jsonb;
