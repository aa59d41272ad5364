import * as contract from "@wutong/contracts";
import { formatDay, ok } from "@wutong/kernel";
import { implement, type Route } from "../../areas/access/index.ts";
import { listWaiting } from "../../areas/benefits/index.ts";
import { countPairTasks } from "../../areas/people/index.ts";
import { inSession, type Tx } from "../../storage/index.ts";
import { todayOf } from "../money/money-desk.ts";
import type { RouteDesk } from "./route-desk.ts";

/** In the order of the work, from the finding to the money, with the console's page that shows them. */
const PAGES: Readonly<Record<contract.TaskKind, string>> = {
  lookAtPairs: "/links",
  confirmMerges: "/links?state=merged",
  approveMerges: "/links?state=proposed",
  settleFactReports: "/fact-reports",
  publishNotices: "/cases?state=confirmed",
  closeNotices: "/cases?state=onNotice",
  decideObjections: "/cases?state=onNotice",
  reviewAccounts: "/cases?held=yes",
  resolveHolds: "/cases?held=yes",
  approveCases: "/cases?state=noticeClosed",
  makeBatches: "/funds",
  takeBankFiles: "/funds?tab=batches",
  readReceipts: "/funds?tab=batches",
  payAgain: "/funds?tab=payments&state=returned",
};
const ORDER = Object.keys(PAGES);

export function taskRoutes(desk: RouteDesk): readonly Route[] {
  return [
    implement(contract.listTasks, ({ caller }) =>
      inSession(desk.database, caller.token, async (tx) => {
        const today = todayOf(desk.now());
        const all = [...(await listWaiting(tx, today)), ...(await listPairTasks(tx, caller.session.roles))];
        const waiting = all.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
        const rows = waiting.map(({ dueOn, ...task }) => ({
          ...task,
          dueOn: dueOn === null ? null : formatDay(dueOn),
          page: PAGES[task.kind],
        }));
        return ok({ today: formatDay(today), rows });
      }),
    ),
  ];
}

/** Pairs of people that wait for somebody to say whether they are one; what somebody proposed themselves waits for another. */
async function listPairTasks(tx: Tx, roles: readonly string[]) {
  const { waiting, merged, proposed } = await countPairTasks(tx);
  const tasks = [
    { kind: "lookAtPairs", role: "clerk", count: waiting },
    { kind: "confirmMerges", role: "clerk", count: merged },
    { kind: "approveMerges", role: "reviewer", count: proposed },
  ] as const;
  return tasks
    .filter(({ role, count }) => count > 0 && roles.includes(role))
    .map((task) => ({ ...task, dueOn: null, overdue: 0 }));
}
