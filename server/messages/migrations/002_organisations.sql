-- Messages go to organisations too: nobody of the library stands behind those.
ALTER TABLE messages.outbox ALTER COLUMN person_id DROP NOT NULL;
