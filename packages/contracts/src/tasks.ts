import * as z from "zod";
import { endpoint, everyStaffRole } from "./endpoint.ts";
import { dayText } from "./vocabulary.ts";

/** What somebody's role asks of them next. What they pushed or handled themselves waits for somebody else and isn't counted. */
export const taskKind = z.enum([
  "lookAtPairs",
  "confirmMerges",
  "approveMerges",
  "settleFactReports",
  "publishNotices",
  "closeNotices",
  "decideObjections",
  "reviewAccounts",
  "resolveHolds",
  "approveCases",
  "makeBatches",
  "takeBankFiles",
  "readReceipts",
  "payAgain",
]);
export type TaskKind = z.output<typeof taskKind>;

export const taskRow = z.object({
  kind: taskKind,
  /** The role of mine that it waits for. */
  role: z.enum(everyStaffRole),
  count: z.int().positive(),
  /** The day by which the first of them is due; null where nothing sets a day. */
  dueOn: dayText.nullable(),
  /** How many are past their day. */
  overdue: z.int(),
  /** The console's page that shows them, filters included. */
  page: z.string(),
});

export const listTasks = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/tasks",
  area: "cases",
  summary: { zh: "我的待办", en: "What waits for me" },
  roles: everyStaffRole,
  reply: z.object({ today: dayText, rows: z.array(taskRow) }),
  errors: [],
});
