-- Which file a fact came from, for whoever sees the fact: the person and the district see rows that the city handed in.
-- Runs with its owner's rights, as the coverage does, within the tenant of the session.

CREATE VIEW people.batch_sources AS
  SELECT b.batch_id, b.register, b.file_name, b.district, b.from_month, b.through_month, b.complete AND b.state = 'done' AS whole,
    (b.started_at AT TIME ZONE 'Asia/Shanghai')::date AS received_on
  FROM registers.batches b WHERE b.tenant_id = (SELECT access.current_tenant());
GRANT SELECT ON people.batch_sources TO wutong_app;
