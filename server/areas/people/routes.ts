import { PassThrough, type Readable } from "node:stream";
import * as contract from "@wutong/contracts";
import { type Day, fail, ok, problem } from "@wutong/kernel";
import { writeWorkbook } from "../../documents/index.ts";
import type { CommandRunner, Database, Token, Vault } from "../../storage/index.ts";
import { implement, type Route } from "../access/index.ts";
import { noteExport } from "./commands/export-people.ts";
import { admitPerson, noteReveal, revealedValue } from "./commands/reveal-person.ts";
import { type PersonalSecrets, personalSecrets } from "./model/secrets.ts";
import { presentRow } from "./present-person.ts";
import { describePerson } from "./queries/describe-person.ts";
import { type PeopleQuestion, searchPeople } from "./queries/search-people.ts";
import { countPeople, findPersonRows, type PersonRow } from "./store/person-rows.ts";
import { readAs } from "./store/read-session.ts";

export type PeopleRoutes = {
  readonly database: Database;
  readonly run: CommandRunner;
  readonly vault: Vault;
  readonly tenantId: number;
  readonly now: () => Date;
  readonly today: () => Day;
};

const EXPORT_ROWS_MAX = 20_000;
const EXPORT_PAGE_ROWS = 500;

export function peopleRoutes(deps: PeopleRoutes): readonly Route[] {
  const secrets = personalSecrets(deps.vault, deps.tenantId);
  return [...findingRoutes(deps, secrets), ...personRoutes(deps, secrets), ...exportRoutes(deps, secrets)];
}

function findingRoutes({ database, today }: PeopleRoutes, secrets: PersonalSecrets): readonly Route[] {
  return [
    implement(contract.listPeople, async ({ caller, query }) => {
      const question = toQuestion(query, { cursor: query.cursor, limit: query.limit });
      const found = await readAs(database, caller.token, (tx) => searchPeople(tx, question));
      const presenting = { secrets, today: today() };
      return ok({ rows: found.rows.map((row) => presentRow(row, presenting)), next: found.next, total: found.total });
    }),
    implement(contract.countPeople, async ({ caller }) => {
      const counts = await readAs(database, caller.token, countPeople);
      return ok({
        admitted: counts.library,
        observed: counts.observed,
        teams: counts.teams.map(({ value, people }) => ({ team: value, people })),
        talentClasses: counts.talentClasses.map(({ value, people }) => ({ talentClass: value, people })),
      });
    }),
  ];
}

function personRoutes({ database, run, now, today }: PeopleRoutes, secrets: PersonalSecrets): readonly Route[] {
  return [
    implement(contract.getPerson, async ({ caller, params }) => {
      const context = { secrets, today: today() };
      const detail = await readAs(database, caller.token, (tx) => describePerson(tx, params.personId, context));
      return detail ? ok(detail) : fail(problem("http.notFound"));
    }),
    implement(contract.revealPerson, async ({ caller, key, params, body }) => {
      const noted = await noteReveal(run, { token: caller.token, key }, { ...params, ...body });
      if (!noted.ok) return noted;
      const [person] = await readAs(database, caller.token, (tx) => findPersonRows(tx, [params.personId]));
      if (!person) return fail(problem("http.notFound"));
      return ok({ values: body.fields.map((field) => ({ field, value: revealedValue(person, field, secrets) })) });
    }),
    implement(contract.admitPerson, ({ caller, key, params }) =>
      admitPerson(run, { token: caller.token, key }, { ...params, now: now() }),
    ),
  ];
}

function exportRoutes({ database, run, today }: PeopleRoutes, secrets: PersonalSecrets): readonly Route[] {
  return [
    implement(contract.exportPeople, async ({ caller, key, body }) => {
      const { reveal, purpose, ...filters } = body;
      const asked = { token: caller.token, key };
      const question = toQuestion(filters, { cursor: undefined, limit: EXPORT_PAGE_ROWS });
      const rows = await gather(database, caller.token, question);
      if (!rows) return fail(problem("people.exportTooLarge", { rows: `${EXPORT_ROWS_MAX}+`, limit: EXPORT_ROWS_MAX }));
      const noted = await noteExport(run, asked, {
        filters: question,
        rows: rows.length,
        revealed: reveal === "yes",
        purpose,
      });
      if (!noted.ok) return noted;
      const presenting = { secrets, today: today() };
      const lines = rows.map((row) => exportLine(row, presenting, reveal === "yes"));
      return ok({ name: "人员名单.xlsx", type: WORKBOOK, content: workbookOf(lines) });
    }),
  ];
}

const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const EXPORT_HEADER = [
  "姓名",
  "性别",
  "年龄",
  "证件号码",
  "手机号",
  "工作单位",
  "现居住地",
  "人才队伍",
  "人才类别",
  "状态",
  "管理机构",
];

/** Every row that a question finds, or undefined where they are too many for one workbook. */
async function gather(
  database: Database,
  token: Token,
  question: PeopleQuestion,
): Promise<readonly PersonRow[] | undefined> {
  const rows: PersonRow[] = [];
  let cursor: string | undefined;
  do {
    const at = cursor;
    const page = await readAs(database, token, (tx) => searchPeople(tx, { ...question, cursor: at }));
    rows.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && rows.length <= EXPORT_ROWS_MAX);
  return rows.length <= EXPORT_ROWS_MAX ? rows : undefined;
}

function exportLine(row: PersonRow, presenting: Parameters<typeof presentRow>[1], reveal: boolean): readonly string[] {
  const shown = presentRow(row, presenting);
  const number = reveal ? revealedValue(row, "documentNumber", presenting.secrets) : shown.documentMasked;
  const phone = reveal ? row.phone : shown.phoneMasked;
  const status = shown.status === "admitted" ? "在库" : "登记簿所见";
  const sex = shown.sex === null ? "" : shown.sex === "M" ? "男" : "女";
  const cells = [
    shown.name,
    sex,
    shown.age,
    number,
    phone,
    shown.employer,
    shown.residence,
    shown.team,
    shown.talentClass,
    status,
    shown.office.name,
  ];
  return cells.map((cell) => String(cell ?? ""));
}

function workbookOf(lines: readonly (readonly string[])[]): Readable {
  const out = new PassThrough();
  const sheet = { name: "人员", header: EXPORT_HEADER, rows: lines };
  writeWorkbook(out, [sheet]).catch((cause: unknown) =>
    out.destroy(cause instanceof Error ? cause : new Error(String(cause))),
  );
  return out;
}

type Filters = {
  readonly text?: string | undefined;
  readonly by?: PeopleQuestion["by"];
  readonly status?: "admitted" | "observed" | undefined;
  readonly officeId?: number | undefined;
  readonly team?: string | undefined;
  readonly talentClass?: string | undefined;
};

function toQuestion(
  filters: Filters,
  page: { readonly cursor: string | undefined; readonly limit: number },
): PeopleQuestion {
  const { text, by, status, officeId, team, talentClass } = filters;
  const standing = status === undefined ? undefined : status === "admitted" ? ("library" as const) : status;
  return { text, by, standing, officeId, team: team || undefined, talentClass: talentClass || undefined, ...page };
}
