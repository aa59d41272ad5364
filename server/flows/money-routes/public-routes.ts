import * as contract from "@wutong/contracts";
import { formatDay, ok } from "@wutong/kernel";
import { getTenantName, implement, type Route } from "../../areas/access/index.ts";
import { listPublicEntries } from "../../areas/cases/index.ts";
import { todayOf } from "../money/money-desk.ts";
import { fenText } from "./labels.ts";
import type { RouteDesk } from "./route-desk.ts";

const ROWS_A_PAGE = 100;

const HOW_TO_OBJECT = {
  zh: "对公示内容有异议的，请在公示期内以真实姓名向公示单位反映，写明对象、事实与理由；异议由未经手的人员核实，并书面答复。",
  en: "Whoever objects tells the office that published it, in their own name and before the last day: whom, what and why. Somebody who did not handle the case looks into it and answers in writing.",
} as const;

/** What anyone may read without signing in. A call costs one page at most, whoever asks. */
export function publicRoutes(desk: RouteDesk): readonly Route[] {
  return [
    implement(contract.listPublicNotices, async ({ query: { page } }) => {
      const { tenantId, database } = desk;
      const today = todayOf(desk.now());
      const asked = { tenantId, today, skip: (page - 1) * ROWS_A_PAGE, take: ROWS_A_PAGE };
      const { entries, total } = await database.kysely
        .transaction()
        .setAccessMode("read only")
        .execute((tx) => listPublicEntries(tx, asked));
      const rows = entries.map(({ maskedName: name, what: benefit, ...entry }) => ({
        noticeId: entry.noticeId,
        name,
        employer: entry.employer === "" ? null : entry.employer,
        benefit,
        amountFen: fenText(entry.amountFen),
        office: entry.office,
        opensOn: formatDay(entry.opensOn),
        closesOn: formatDay(entry.closesOn),
      }));
      const tenant = await getTenantName(database, tenantId);
      const pages = Math.max(1, Math.ceil(total / ROWS_A_PAGE));
      return ok({ tenant, today: formatDay(today), howToObject: HOW_TO_OBJECT, rows, page, pages, total });
    }),
  ];
}
