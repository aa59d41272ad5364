-- Whom an office writes to at an organisation; name and phone are sealed.

CREATE TABLE employers.survey_contacts (
  tenant_id int NOT NULL,
  office_id int NOT NULL,
  credit_code text NOT NULL,
  sealed_contact bytea NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, office_id, credit_code)
);
SELECT access.protect('employers.survey_contacts', 'office');
