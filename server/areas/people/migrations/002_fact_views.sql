-- What a person's facts rest on beside their own rows: how far each batch reaches, and what an employer is. Neither is
-- personal. The facts of one person must be the same for the clerk, the person and a sweep, so these views run with
-- their owner's rights (row security of batches and organisations is not asked) within the tenant of the session.

CREATE VIEW people.batch_coverage AS
  SELECT b.batch_id, b.register, b.district, b.from_month, b.through_month,
    b.complete AND b.state = 'done' AS whole,
    (b.through_month + interval '1 month' - interval '1 day')::date AS covered_to
  FROM registers.batches b WHERE b.tenant_id = (SELECT access.current_tenant());
GRANT SELECT ON people.batch_coverage TO wutong_app;

CREATE VIEW people.employer_facts AS
  SELECT o.credit_code, o.kind, o.industry, o.state_owned, o.district::text AS region, o.above_scale
  FROM employers.organisations o WHERE o.tenant_id = (SELECT access.current_tenant());
GRANT SELECT ON people.employer_facts TO wutong_app;
