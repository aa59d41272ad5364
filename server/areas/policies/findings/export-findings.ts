import { PassThrough } from "node:stream";
import { type Fen, fail, formatYuan, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { writeWorkbook } from "../../../documents/index.ts";
import type { Token } from "../../../storage/index.ts";
import type { DownloadFile } from "../../access/index.ts";
import { maskNumbers } from "../../registers/index.ts";
import { type FindingRow, listFindings, type PageFilter } from "./list-findings.ts";
import type { PoliciesDesk } from "./policies-desk.ts";

export type ExportFindings = {
  readonly token: Token;
  readonly key: string;
  readonly sweepId: number;
  readonly filter: PageFilter;
  readonly purpose: string;
};

const ROWS_MAX = 20_000;
const PAGE_ROWS = 1_000;
const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const HEADER = [
  "姓名",
  "管理机构",
  "工作单位",
  "政策",
  "对象",
  "结论",
  "差一步",
  "金额（元）",
  "今年应发（元）",
  "合计（元）",
  "叠加后保留",
  "说明",
];
const OUTCOMES = { entitled: "符合", possible: "可能符合", notEntitled: "不符合" } as const;

/**
 * Findings of a filter as a workbook with names, after noting who takes them out and what for. Problems: those of
 * `listFindings`, and `people.exportTooLarge`.
 */
export async function exportFindings(
  desk: PoliciesDesk,
  given: ExportFindings,
): Promise<Result<DownloadFile, Problem>> {
  const { token, key, sweepId, filter } = given;
  const rows: FindingRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await listFindings(desk, token, { sweepId, filter, page: { cursor, limit: PAGE_ROWS } });
    if (!page.ok) return page;
    rows.push(...page.value.rows);
    cursor = page.value.next ?? undefined;
    if (rows.length > ROWS_MAX)
      return fail(problem("people.exportTooLarge", { rows: `${ROWS_MAX}+`, limit: ROWS_MAX }));
  } while (cursor !== undefined);
  // What was searched for may be a name or a number: that there was a text is enough.
  const { text, ...kept } = filter;
  const filters = Object.fromEntries(
    Object.entries({ ...kept, searched: Boolean(text) }).filter(([, value]) => value !== undefined),
  );
  const after = { rows: rows.length, purpose: maskNumbers(given.purpose), filters };
  const request = { token, command: "exportFindings", key, input: { sweepId, purpose: after.purpose } };
  const noted = await desk.run(request, async () =>
    ok({ reply: { rows: rows.length }, subject: { kind: "sweep", id: sweepId }, after: after as never }),
  );
  if (!noted.ok) return noted;
  const content = new PassThrough();
  const sheet = { name: "发现", header: HEADER, rows: rows.map(lineOf) };
  writeWorkbook(content, [sheet]).catch((cause: unknown) =>
    content.destroy(cause instanceof Error ? cause : new Error(String(cause))),
  );
  return ok({ name: `政策找人-${sweepId}.xlsx`, type: WORKBOOK, content });
}

function lineOf(row: FindingRow): readonly string[] {
  return [
    row.name,
    row.office.name,
    row.employer ?? "",
    row.policyTitle.zh,
    row.subject?.zh ?? "",
    OUTCOMES[row.outcome],
    row.oneStepShort ? "是" : "",
    yuan(row.amountFen),
    yuan(row.thisYearFen),
    yuan(row.planFen),
    row.chosen === null ? "" : row.chosen ? "是" : "否",
    row.sentence.zh,
  ];
}

function yuan(fen: string | null): string {
  return fen === null ? "" : formatYuan(BigInt(fen) as Fen);
}
