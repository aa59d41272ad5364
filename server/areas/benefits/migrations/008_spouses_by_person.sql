-- Who confirmed as a spouse is found by their number: a person who is merged takes that along.
CREATE INDEX spouse_confirmations_by_spouse ON benefits.spouse_confirmations (tenant_id, spouse_person_id);
