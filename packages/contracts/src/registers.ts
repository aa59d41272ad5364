import * as z from "zod";
import { endpoint, everyStaffRole } from "./endpoint.ts";
import {
  dayText,
  done,
  id,
  idInPath,
  instantText,
  localText,
  monthText,
  officeId,
  pageOf,
  pageQuery,
  problemValue,
  progress,
} from "./vocabulary.ts";

const area = "registers";
const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The registers in the order in which they should be handed in: later ones point at people and employers of earlier ones. */
export const registerKinds = [
  "talentLibrary",
  "employers",
  "insurance",
  "education",
  "contracts",
  "housing",
  "benefits",
  "family",
  "statuses",
  "certificates",
] as const;
export const registerKind = z.enum(registerKinds);
export type RegisterKind = z.output<typeof registerKind>;

/** Whose rows, of which months, and whether that is all of them: so that a missing row is known to be absent. */
export const batchCoverage = z.object({
  officeId,
  fromMonth: monthText,
  toMonth: monthText,
  complete: z.boolean(),
});

export const listRegisters = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/registers",
  area,
  summary: { zh: "登记簿目录", en: "The registers and their columns" },
  roles: everyStaffRole,
  reply: z.object({
    rows: z.array(
      z.object({
        register: registerKind,
        title: localText,
        columns: z.array(
          z.object({
            key: z.string(),
            header: z.string(),
            required: z.boolean(),
            aliases: z.array(z.string()),
            note: localText,
          }),
        ),
        /** Of the last complete batch; null where none was handed in. */
        coveredTo: monthText.nullable(),
        rows: z.int(),
      }),
    ),
  }),
  errors: [],
});

export const getTemplate = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/registers/:register/template",
  area,
  summary: { zh: "下载模板", en: "Download the template" },
  roles: everyStaffRole,
  params: z.object({ register: registerKind }),
  reply: { file: workbook },
  errors: [],
});

/** checking → checked → importing → imported; or failed (nothing loaded), or cancelled (what was loaded stays). */
export const importState = z.enum(["checking", "checked", "importing", "imported", "failed", "cancelled"]);

export const importCounts = z.object({ new: z.int(), changed: z.int(), same: z.int(), failed: z.int() });

/** Why a row, or a sheet as a whole, was passed over: it is none of the register's. */
export const passedOverWhy = z.enum(["total", "note", "header", "example", "blank", "hidden", "noHeader"]);

export const importRow = z.object({
  importId: id,
  register: registerKind,
  fileName: z.string(),
  fileBytes: z.int(),
  coverage: batchCoverage,
  state: importState,
  /** Rows, of the work that `state` names. */
  progress,
  counts: importCounts,
  startedBy: z.string(),
  startedAt: instantText,
  finishedAt: instantText.nullable(),
  /** The same file was handed in before: nothing would change. */
  sameAs: id.nullable(),
  /** Who handed the file in, as the clerk calls them; "" where nobody has said. */
  source: z.string(),
  /** How many rows of a sheet were passed over and why, and the first of them by number (0: the sheet as a whole). */
  passedOver: z.array(z.object({ sheet: z.string(), why: passedOverWhy, count: z.int(), rows: z.array(z.int()) })),
  /** Rows in which a month alone (2015.6) was taken for its first day, or for its last where something ends. */
  monthsTaken: z.int(),
  /** Rows without a number, or with a masked or invalid one: taken in as observed persons, never into the library. */
  withoutNumber: z.int(),
  /** Why the file as a whole could not be read. */
  problem: problemValue.nullable(),
});

/** Another department's name, short enough for a list. */
const source = z.string().trim().max(40);

/** By header as the file spells it: the key of a column of the register, or null for none of them. */
const columnMapping = z.record(z.string().max(200), z.string().max(40).nullable());

/** Looks at a file's headers and keeps nothing of it: which column would be read as which field. */
export const readColumns = endpoint({
  kind: "query",
  method: "POST",
  path: "/api/imports/columns",
  area,
  summary: { zh: "查看文件的列如何对应", en: "How a file's columns would be read" },
  roles: ["clerk"],
  upload: true,
  body: z.object({ register: registerKind, officeId, source: source.default("") }),
  reply: z.object({
    columns: z.array(
      z.object({
        title: z.string(),
        sheets: z.array(z.string()),
        key: z.string().nullable(),
        by: z.enum(["ownHeader", "alias", "clerk", "none"]),
        /** The first cells beneath, numbers masked. */
        samples: z.array(z.string()),
      }),
    ),
    /** What is remembered of this source. */
    mapping: columnMapping,
  }),
  errors: ["registers.fileTooLarge", "registers.fileUnreadable", "registers.fileEmpty", "registers.encodingUnknown"],
});

/** The sources whose headers somebody of the caller's offices has explained, used last first. */
export const listSources = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/registers/sources",
  area,
  summary: { zh: "已记住的数据来源", en: "Sources whose columns are remembered" },
  roles: everyStaffRole,
  reply: z.object({
    rows: z.array(z.object({ officeId, register: registerKind, source: z.string(), usedAt: instantText })),
  }),
  errors: [],
});

/** Uploads a file and begins its dry run; ask `getImport` until it is `checked`. */
export const uploadImport = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/imports",
  area,
  summary: { zh: "上传并预检", en: "Upload and begin the dry run" },
  roles: ["clerk"],
  upload: true,
  body: z.object({
    register: registerKind,
    coverage: batchCoverage,
    source: source.default(""),
    /** What the clerk says of the file's headers; kept for the source's next file where a source is named. */
    mapping: columnMapping.optional(),
  }),
  reply: importRow,
  errors: [
    "registers.fileTooLarge",
    "registers.fileUnreadable",
    "registers.fileEmpty",
    "registers.encodingUnknown",
    "registers.columnsMissing",
    "registers.coverageBackwards",
    "access.officeOutOfScope",
  ],
});

export const listImports = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/imports",
  area,
  summary: { zh: "导入记录", en: "Imports" },
  roles: everyStaffRole,
  query: z.object({ ...pageQuery, register: registerKind.optional(), state: importState.optional() }),
  reply: pageOf(importRow),
  errors: [],
});

export const getImport = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/imports/:importId",
  area,
  summary: { zh: "导入进度与结果", en: "One import: progress and result" },
  roles: everyStaffRole,
  params: z.object({ importId: idInPath }),
  reply: importRow,
  errors: [],
});

/** One failed row: where it stands, the value as typed (masked where personal) and why. */
export const failedRow = z.object({
  sheet: z.string(),
  row: z.int(),
  column: z.string(),
  value: z.string(),
  problem: problemValue,
});

export const listFailedRows = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/imports/:importId/failures",
  area,
  summary: { zh: "失败的行", en: "Rows that failed" },
  roles: everyStaffRole,
  params: z.object({ importId: idInPath }),
  query: z.object(pageQuery),
  reply: pageOf(failedRow),
  errors: [],
});

export const startImport = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/imports/:importId/start",
  area,
  summary: { zh: "开始导入", en: "Start the import" },
  roles: ["clerk"],
  params: z.object({ importId: idInPath }),
  reply: importRow,
  errors: ["registers.notChecked"],
});

export const cancelImport = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/imports/:importId/cancel",
  area,
  summary: { zh: "取消导入", en: "Cancel the import" },
  roles: ["clerk"],
  params: z.object({ importId: idInPath }),
  reply: done,
  errors: ["registers.alreadyFinished"],
});

/** The failed rows as they came, with a last column 失败原因: mend them there and hand the file in again. */
export const getResultWorkbook = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/imports/:importId/workbook",
  area,
  summary: { zh: "下载失败行工作簿", en: "Download the workbook of failed rows" },
  roles: ["clerk"],
  params: z.object({ importId: idInPath }),
  reply: { file: workbook },
  errors: ["registers.nothingFailed"],
});

/** Which months of which office each register covers. */
export const listCoverage = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/registers/coverage",
  area,
  summary: { zh: "覆盖范围", en: "Coverage of the registers" },
  roles: everyStaffRole,
  reply: z.object({
    rows: z.array(batchCoverage.extend({ register: registerKind, batchId: id, receivedOn: dayText })),
  }),
  errors: [],
});
