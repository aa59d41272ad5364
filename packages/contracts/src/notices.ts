import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { dayText, fenText, id, localText } from "./vocabulary.ts";

/** What a public notice (公示) says of one case, and no more: the name is masked where it is stored. */
export const publicNoticeRow = z.object({
  noticeId: id,
  /** Masked, e.g. 张*明. */
  name: z.string(),
  /** Where they work; null where no register says. */
  employer: z.string().nullable(),
  benefit: localText,
  /** Over the whole plan. */
  amountFen: fenText,
  office: z.string(),
  opensOn: dayText,
  /** The last day on which an objection is taken. */
  closesOn: dayText,
});

/** For anyone, without signing in; entries of notices that run today, the newest notice first. */
export const listPublicNotices = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/public/notices",
  area: "cases",
  summary: { zh: "公示", en: "Public notices" },
  roles: "anyone",
  query: z.object({ page: z.coerce.number<number>().int().min(1).max(50).default(1) }),
  reply: z.object({
    tenant: z.string(),
    today: dayText,
    /** How to object. */
    howToObject: localText,
    rows: z.array(publicNoticeRow),
    page: z.int(),
    pages: z.int(),
    total: z.int(),
  }),
  errors: [],
});
