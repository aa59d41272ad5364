-- What a public notice shows: employer beside name and benefit, and never a part of a document number.

ALTER TABLE cases.notice_entries ADD COLUMN employer text NOT NULL DEFAULT '';
CREATE INDEX notices_by_last_day ON cases.notices (tenant_id, closes_on);

-- Anyone may read a notice while it runs, without an account: these columns and no others, a page of at most 100 entries.
DROP FUNCTION cases.public_notice_entries(int, date);
CREATE FUNCTION cases.public_notices(tenant int, today date, skip int, take int)
RETURNS TABLE (notice_id int, office text, opens_on date, closes_on date, masked_name text, employer text, what_zh text, what_en text,
  amount_fen bigint, total int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, cases, access AS $$
  SELECT n.notice_id, o.name_zh, n.opens_on, n.closes_on, e.masked_name, e.employer, e.what_zh, e.what_en, e.amount_fen,
    (count(*) OVER ())::int
  FROM cases.notices n
  JOIN cases.notice_entries e ON e.tenant_id = n.tenant_id AND e.notice_id = n.notice_id AND e.state = 'standing'
  JOIN access.offices o ON o.tenant_id = n.tenant_id AND o.office_id = n.office_id
  WHERE n.tenant_id = tenant AND today BETWEEN n.opens_on AND n.closes_on
  ORDER BY n.notice_id DESC, e.case_id OFFSET greatest(0, least(skip, 5000)) LIMIT greatest(0, least(take, 100))
$$;
