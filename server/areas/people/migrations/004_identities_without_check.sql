-- An identity and its person are created by one statement, and nothing creates one alone: looking up the person of each new
-- identity once more took a quarter of the time that new people cost. Fact tables have no such check either.
ALTER TABLE people.identities DROP CONSTRAINT identities_tenant_id_person_id_fkey;
