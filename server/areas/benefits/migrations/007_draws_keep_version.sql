-- What was announced is what is drawn: the version of the policy stands with the announcement, whatever version people confirm later.
ALTER TABLE benefits.draws ADD COLUMN version int;
UPDATE benefits.draws d SET version = l.version FROM benefits.place_lines l
WHERE l.tenant_id = d.tenant_id AND l.policy = d.policy AND l.period = d.period;
ALTER TABLE benefits.draws ALTER COLUMN version SET NOT NULL;
