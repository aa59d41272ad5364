import { PassThrough, type Readable } from "node:stream";
import { REGISTERS, type RegisterKind } from "@wutong/codes";
import { describeProblem } from "@wutong/contracts";
import { type Batch, type FailedRow, listFailedRows, type RowFailure } from "../../areas/registers/index.ts";
import { type OutSheet, writeWorkbook } from "../../documents/index.ts";
import { type Database, inSession, type Token, type Vault } from "../../storage/index.ts";
import { sealedCellsBind } from "./seal-row.ts";

const REASON = "失败原因";
const EXPLANATION = "说明";
const PAGE_ROWS = 2_000;

type Source = { readonly database: Database; readonly vault: Vault; readonly tenantId: number; readonly token: Token };

/** The failed rows as they came, in the sheets and columns of their file, with a last column that says why. */
export function resultWorkbook(source: Source, batch: Batch): Readable {
  const out = new PassThrough();
  writeWorkbook(out, sheetsOf(source, batch)).catch((cause: unknown) =>
    out.destroy(cause instanceof Error ? cause : new Error(String(cause))),
  );
  return out;
}

function* sheetsOf(source: Source, batch: Batch): Generator<OutSheet> {
  for (const [sheet, titles] of batch.headers) {
    // A file that came back before has such a column already.
    const kept = titles.map((title, at) => ({ title, at })).filter(({ title }) => title !== REASON);
    yield {
      name: sheet === "" ? REGISTERS[batch.register].title.zh : sheet,
      header: [...kept.map(({ title }) => title), REASON],
      rows: rowsOf(source, batch.batchId, { sheet, columns: kept.map(({ at }) => at) }),
    };
  }
  if (batch.withoutNumber > 0) {
    const said = `另有 ${batch.withoutNumber} 行没有证件号码，或号码不全、有误：已作为“登记簿所见”的人员收入（不进人才库），待“信息比对”核对是否已有此人。`;
    yield { name: EXPLANATION, header: [EXPLANATION], rows: [[said]] };
  }
}

async function* rowsOf(
  { database, vault, tenantId, token }: Source,
  batchId: number,
  { sheet, columns }: { readonly sheet: string; readonly columns: readonly number[] },
): AsyncGenerator<readonly string[]> {
  let after = { sheet, row: 0 };
  for (;;) {
    const page: readonly FailedRow[] = await inSession(database, token, (tx) =>
      listFailedRows(tx, batchId, { after, limit: PAGE_ROWS }),
    );
    for (const failed of page) {
      if (failed.sheet !== sheet) return;
      const cells = JSON.parse(vault.open(failed.sealedCells, sealedCellsBind(tenantId))) as readonly string[];
      yield [...columns.map((at) => cells[at] ?? ""), reasonOf(failed)];
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE_ROWS) return;
    after = { sheet: last.sheet, row: last.row };
  }
}

function reasonOf(failed: FailedRow): string {
  const reasons = failed.failures.map(({ problem, column }: RowFailure) => {
    const { what, todo } = describeProblem(problem, "zh");
    return `${column === "" || what.includes(column) ? "" : `${column}：`}${what}。${todo}`;
  });
  return `第 ${failed.row} 行 ${reasons.join("；")}`;
}

/** An empty workbook with the register's columns (required ones marked) and a sheet that explains them. */
export function templateWorkbook(register: RegisterKind): Readable {
  const { title, columns } = REGISTERS[register];
  const out = new PassThrough();
  const required = new Set(columns.flatMap((one, at) => (one.required ? [at] : [])));
  const sheets: readonly OutSheet[] = [
    { name: title.zh, header: columns.map((one) => one.header), marked: required, rows: [] },
    {
      name: "填写说明",
      header: ["列", "必填", "也可写作"],
      rows: columns.map((one) => [one.header, one.required ? "是" : "", one.aliases.join("、")]),
    },
  ];
  writeWorkbook(out, sheets).catch((cause: unknown) =>
    out.destroy(cause instanceof Error ? cause : new Error(String(cause))),
  );
  return out;
}
