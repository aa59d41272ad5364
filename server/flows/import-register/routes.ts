import { REGISTER_KINDS, REGISTERS, type RegisterKind } from "@wutong/codes";
import * as contract from "@wutong/contracts";
import {
  dayInChina,
  fail,
  formatDay,
  formatMonth,
  ok,
  type Problem,
  parseMonth,
  problem,
  type Result,
} from "@wutong/kernel";
import { type Call, implement, type Route } from "../../areas/access/index.ts";
import {
  type Batch,
  type BatchState,
  type Coverage,
  findBatch,
  listBatches,
  listCoveredMonths,
  listFailedRows,
} from "../../areas/registers/index.ts";
import { type CommandRunner, type Database, inSession, type Token, type Vault } from "../../storage/index.ts";
import { cancelImport, startImport } from "./change-batch.ts";
import { columnRoutes, toMapping } from "./column-routes.ts";
import type { ImportDesk } from "./import-desk.ts";
import { receiveFile } from "./receive-file.ts";
import { fromContract, toContract } from "./register-names.ts";
import { resultWorkbook, templateWorkbook } from "./result-workbook.ts";
import type { Uploads } from "./uploads.ts";

export type ImportRoutes = {
  readonly database: Database;
  readonly run: CommandRunner;
  readonly vault: Vault;
  readonly tenantId: number;
  readonly now: () => Date;
  readonly uploads: Uploads;
  readonly desk: ImportDesk;
};

export function importRoutes(deps: ImportRoutes): readonly Route[] {
  return [...registerRoutes(deps), ...columnRoutes(deps), ...batchRoutes(deps), ...failureRoutes(deps)];
}

const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

function registerRoutes({ database }: ImportRoutes): readonly Route[] {
  return [
    implement(contract.listRegisters, async ({ caller }) => {
      const covered = await inSession(database, caller.token, listCoveredMonths);
      return ok({ rows: REGISTER_KINDS.map((kind) => describeRegister(kind, covered)) });
    }),
    implement(contract.getTemplate, async ({ params }) => {
      const kind = fromContract(params.register);
      return ok({ name: `${REGISTERS[kind].title.zh}-模板.xlsx`, type: WORKBOOK, content: templateWorkbook(kind) });
    }),
    implement(contract.listCoverage, async ({ caller }) => {
      const covered = await inSession(database, caller.token, listCoveredMonths);
      return ok({
        rows: covered.map((one) => ({
          register: toContract(one.register),
          batchId: one.batchId,
          officeId: one.officeId,
          fromMonth: formatMonth(one.fromMonth),
          toMonth: formatMonth(one.throughMonth),
          complete: one.complete,
          receivedOn: formatDay(dayInChina(one.receivedAt.getTime())),
        })),
      });
    }),
  ];
}

function describeRegister(kind: RegisterKind, covered: Awaited<ReturnType<typeof listCoveredMonths>>) {
  const batches = covered.filter((one) => one.register === kind);
  const reached = batches.filter((one) => one.complete).map((one) => one.throughMonth);
  return {
    register: toContract(kind),
    title: REGISTERS[kind].title,
    columns: REGISTERS[kind].columns.map((one) => ({
      key: one.key,
      header: one.header,
      required: one.required,
      aliases: [...one.aliases],
      note: { zh: "", en: "" },
    })),
    coveredTo: reached.length > 0 ? formatMonth(reached.reduce((a, b) => (a > b ? a : b))) : null,
    rows: batches.reduce((sum, one) => sum + one.rows, 0),
  };
}

function batchRoutes(deps: ImportRoutes): readonly Route[] {
  const { database, run, now, uploads, desk } = deps;
  return [
    implement(contract.uploadImport, async ({ caller, key, body, file }) => {
      const covered = toCoverage(body.coverage);
      if (!covered.ok) return covered;
      const coverage = covered.value;
      const register = fromContract(body.register);
      const { token, session } = caller;
      const handedIn = {
        token,
        key,
        register,
        coverage,
        fileName: file.name,
        stream: file.stream,
        startedBy: session.name,
        source: body.source,
        mapping: toMapping(body.mapping),
      };
      const batchId = await receiveFile({ run, uploads, now }, handedIn);
      if (!batchId.ok) return batchId;
      desk.take({ batchId: batchId.value, officeId: coverage.officeId });
      return describe(database, token, batchId.value);
    }),
    implement(contract.listImports, async ({ caller, query }) => {
      const filter = {
        register: query.register && fromContract(query.register),
        state: query.state && STATES_OF[query.state],
        before: query.cursor === undefined ? undefined : Number(query.cursor) || 0,
        limit: query.limit + 1,
      };
      const batches = await inSession(database, caller.token, (tx) => listBatches(tx, filter));
      const rows = batches.slice(0, query.limit);
      const next = batches.length > query.limit ? String(rows.at(-1)?.batchId) : null;
      return ok({ rows: rows.map(toRow), next, total: null });
    }),
    implement(contract.getImport, ({ caller, params }) => describe(database, caller.token, params.importId)),
    implement(contract.startImport, async ({ caller, key, params }) => {
      const started = await startImport(run, { token: caller.token, key }, params.importId);
      if (!started.ok) return started;
      const row = await describe(database, caller.token, params.importId);
      if (row.ok) desk.take({ batchId: params.importId, officeId: row.value.coverage.officeId });
      return row;
    }),
    implement(contract.cancelImport, async ({ caller, key, params }) => {
      const cancelled = await cancelImport(run, { token: caller.token, key }, { batchId: params.importId, now: now() });
      if (cancelled.ok) await uploads.remove(params.importId);
      return cancelled;
    }),
  ];
}

function failureRoutes({ database, vault, tenantId }: ImportRoutes): readonly Route[] {
  return [
    implement(contract.listFailedRows, async ({ caller, params, query }) => {
      const page = { after: readPlace(query.cursor), limit: query.limit + 1 };
      const failed = await inSession(database, caller.token, (tx) => listFailedRows(tx, params.importId, page));
      const shown = failed.slice(0, query.limit);
      const last = shown.at(-1);
      const next = failed.length > query.limit && last ? JSON.stringify([last.sheet, last.row]) : null;
      const rows = shown.flatMap(({ sheet, row, failures }) => failures.map((one) => ({ sheet, row, ...one })));
      return ok({ rows, next, total: null });
    }),
    implement(contract.getResultWorkbook, async ({ caller, params }) => {
      const batch = await inSession(database, caller.token, (tx) => findBatch(tx, params.importId));
      if (!batch) return fail(problem("http.notFound"));
      if (batch.counts.failed === 0) return fail(problem("registers.nothingFailed"));
      const name = `${batch.fileName.replace(/\.[^.]*$/, "")}-失败行.xlsx`;
      const content = resultWorkbook({ database, vault, tenantId, token: caller.token }, batch);
      return ok({ name, type: WORKBOOK, content });
    }),
  ];
}

async function describe(
  database: Database,
  token: Token,
  batchId: number,
): Promise<Result<ReturnType<typeof toRow>, Problem>> {
  const batch = await inSession(database, token, (tx) => findBatch(tx, batchId));
  return batch ? ok(toRow(batch)) : fail(problem("http.notFound"));
}

const CONTRACT_STATES = {
  checking: "checking",
  checked: "checked",
  running: "importing",
  done: "imported",
  failed: "failed",
  cancelled: "cancelled",
} as const satisfies Record<BatchState, string>;

const STATES_OF = {
  checking: "checking",
  checked: "checked",
  importing: "running",
  imported: "done",
  failed: "failed",
  cancelled: "cancelled",
} as const satisfies Record<string, BatchState>;

function toRow(batch: Batch) {
  const { coverage, counts } = batch;
  return {
    importId: batch.batchId,
    register: toContract(batch.register),
    fileName: batch.fileName,
    fileBytes: batch.fileBytes,
    coverage: {
      officeId: coverage.officeId,
      fromMonth: formatMonth(coverage.fromMonth),
      toMonth: formatMonth(coverage.throughMonth),
      complete: coverage.complete,
    },
    state: CONTRACT_STATES[batch.state],
    progress: { done: batch.rowsRead, total: batch.rowsTotal },
    counts: { new: counts.added, changed: counts.changed, same: counts.same, failed: counts.failed },
    startedBy: batch.startedBy,
    startedAt: batch.startedAt.toISOString(),
    finishedAt: batch.endedAt?.toISOString() ?? null,
    sameAs: batch.sameAs,
    source: batch.source,
    passedOver: batch.passedOver.map((one) => ({ ...one, rows: [...one.rows] })),
    monthsTaken: batch.monthsTaken,
    withoutNumber: batch.withoutNumber,
    problem: batch.problem && { code: batch.problem.code, params: { ...batch.problem.params } },
  };
}

type BodyOf<E extends contract.EndpointShape> = Call<E>["body"];

/** The schema has seen to the form of the months, but not that there is no month 13. */
function toCoverage(body: BodyOf<typeof contract.uploadImport>["coverage"]): Result<Coverage, Problem> {
  const fromMonth = parseMonth(body.fromMonth);
  const throughMonth = parseMonth(body.toMonth);
  if (!fromMonth.ok) return fail(problem("http.badRequest", { field: "coverage.fromMonth" }));
  if (!throughMonth.ok) return fail(problem("http.badRequest", { field: "coverage.toMonth" }));
  const { officeId, complete } = body;
  return ok({ officeId, fromMonth: fromMonth.value, throughMonth: throughMonth.value, complete });
}

function readPlace(cursor: string | undefined): { readonly sheet: string; readonly row: number } | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [sheet, row] = JSON.parse(cursor) as [unknown, unknown];
    return typeof sheet === "string" && typeof row === "number" ? { sheet, row } : undefined;
  } catch {
    return undefined;
  }
}
