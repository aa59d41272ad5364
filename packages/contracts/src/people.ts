import * as z from "zod";
import { endpoint, everyStaffRole } from "./endpoint.ts";
import {
  dayText,
  done,
  fenText,
  flag,
  id,
  idInPath,
  monthText,
  officeId,
  pageOf,
  pageQuery,
  searchText,
  source,
} from "./vocabulary.ts";

const area = "people";

/** `admitted` is in the talent library; `observed` is known from a register only. */
export const personStatus = z.enum(["admitted", "observed"]);

const filters = {
  /** A name, its pinyin (full or initials), a phone number or an employer; which one is read from the text unless `by` says. */
  text: searchText.optional(),
  by: z.enum(["name", "pinyin", "phone", "employer"]).optional(),
  status: personStatus.optional(),
  officeId: z.coerce.number<number>().int().optional(),
  team: z.string().max(40).optional(),
  talentClass: z.string().max(40).optional(),
};

export const personRow = z.object({
  personId: id,
  name: z.string(),
  sex: z.enum(["F", "M"]).nullable(),
  age: z.int().nullable(),
  documentMasked: z.string(),
  phoneMasked: z.string().nullable(),
  employer: z.string().nullable(),
  residence: z.string().nullable(),
  team: z.string().nullable(),
  talentClass: z.string().nullable(),
  status: personStatus,
  office: z.object({ officeId, name: z.string() }),
});

export const listPeople = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/people",
  area,
  summary: { zh: "查找人员", en: "Find people" },
  roles: everyStaffRole,
  query: z.object({ ...filters, ...pageQuery }),
  reply: pageOf(personRow),
  errors: [],
});

export const countPeople = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/people/summary",
  area,
  summary: { zh: "人数", en: "How many people" },
  roles: everyStaffRole,
  reply: z.object({
    admitted: z.int(),
    observed: z.int(),
    teams: z.array(z.object({ team: z.string(), people: z.int() })),
    talentClasses: z.array(z.object({ talentClass: z.string(), people: z.int() })),
  }),
  errors: [],
});

const employer = z.object({ name: z.string(), kind: z.string(), industry: z.string(), region: z.string() });
/** Is what we hold about this list all there is? See "known absence" in the policy language. */
const coverage = z.object({ complete: z.boolean(), from: monthText.nullable(), to: monthText.nullable() });

function historyOf<Row extends z.ZodRawShape>(row: Row) {
  return z.object({ coverage, rows: z.array(z.object({ ...row, source })) });
}

/** Employer's `to` is null while a spell is open. */
const histories = z.object({
  insurance: historyOf({
    region: z.string(),
    kind: z.string(),
    from: monthText,
    to: monthText,
    open: z.boolean(),
    employer,
  }),
  education: historyOf({
    school: z.string(),
    doubleFirstClass: z.boolean().nullable(),
    major: z.string(),
    level: z.string(),
    fullTime: z.boolean().nullable(),
    graduated: dayText.nullable(),
  }),
  contracts: historyOf({
    from: dayText,
    to: dayText.nullable(),
    openEnded: z.boolean(),
    years: z.int().nullable(),
    employer,
  }),
  homes: historyOf({
    propertyMasked: z.string(),
    region: z.string(),
    kind: z.string(),
    acquired: dayText,
    owned: z.boolean(),
    areaM2: z.string().nullable(),
    priceFen: fenText.nullable(),
  }),
  benefits: historyOf({
    policyId: z.string().nullable(),
    kind: z.string(),
    region: z.string(),
    from: dayText,
    to: dayText.nullable(),
    amountFen: fenText.nullable(),
    certificateMasked: z.string().nullable(),
  }),
  family: historyOf({ relation: z.string(), since: dayText.nullable(), personMasked: z.string().nullable() }),
  statuses: historyOf({ kind: z.string(), from: dayText, to: dayText.nullable(), open: z.boolean() }),
  certificates: historyOf({
    certificateMasked: z.string(),
    occupation: z.string(),
    level: z.string(),
    issued: dayText,
    region: z.string(),
  }),
});

export const personDetail = personRow.extend({
  birthMasked: z.string().nullable(),
  nativePlace: z.string().nullable(),
  documentKind: z.string(),
  /** The library's own fields with where each came from. */
  facts: z.array(z.object({ field: z.string(), value: z.string().nullable(), since: dayText.nullable(), source })),
  histories,
});

export const getPerson = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/people/:personId",
  area,
  summary: { zh: "人员详情", en: "One person" },
  roles: everyStaffRole,
  params: z.object({ personId: idInPath }),
  reply: personDetail,
  errors: [],
});

export const revealable = z.enum(["documentNumber", "phone", "birth"]);

/** Shows what is masked, for a stated purpose; each reveal is in the journal. */
export const revealPerson = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/people/:personId/reveal",
  area,
  summary: { zh: "查看完整信息", en: "Reveal masked values" },
  roles: ["clerk", "reviewer", "finance"],
  params: z.object({ personId: idInPath }),
  body: z.object({ fields: z.array(revealable).min(1), purpose: z.string().trim().min(4).max(200) }),
  reply: z.object({ values: z.array(z.object({ field: revealable, value: z.string().nullable() })) }),
  errors: ["people.purposeMissing"],
});

/** Takes an observed person into the talent library. */
export const admitPerson = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/people/:personId/admit",
  area,
  summary: { zh: "入库", en: "Admit to the library" },
  roles: ["clerk"],
  params: z.object({ personId: idInPath }),
  reply: done,
  errors: ["people.alreadyAdmitted"],
});

/** What the table shows, as a workbook: same filters, masked unless `reveal`. The purpose is in the journal. */
export const exportPeople = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/people/export",
  area,
  summary: { zh: "导出人员", en: "Export people" },
  roles: ["clerk", "leader"],
  body: z.object({
    ...filters,
    officeId: officeId.optional(),
    reveal: flag,
    purpose: z.string().trim().min(4).max(200),
  }),
  reply: { file: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  errors: ["people.purposeMissing", "people.exportTooLarge"],
});
