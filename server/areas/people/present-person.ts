import { findDivision } from "@wutong/codes/divisions";
import type * as contract from "@wutong/contracts";
import { type Day, dayInChina, formatDay, formatMonth, fullYearsBetween, monthOfDay } from "@wutong/kernel";
import type { EmployerCard } from "../employers/index.ts";
import { maskDocumentNumber, maskPhone } from "../registers/index.ts";
import type { FactKind } from "./model/fact-tables.ts";
import type { PersonalSecrets } from "./model/secrets.ts";
import type { HistoryRow, RegisterReach } from "./store/histories.ts";
import type { PersonRow } from "./store/person-rows.ts";

/** Turns people as the stores give them into what the contract shows: masked, with names for codes. */
export type Presenting = {
  readonly secrets: PersonalSecrets;
  readonly today: Day;
  readonly employers: ReadonlyMap<string, EmployerCard>;
};

type Shown = ReturnType<typeof presentRow>;

export function presentRow(person: PersonRow, { secrets, today, employers }: Presenting) {
  return {
    personId: person.personId,
    name: person.name,
    sex: person.sex,
    age: person.birth === null ? null : fullYearsBetween(person.birth, today),
    documentMasked: person.sealedDocument ? maskDocumentNumber(secrets.openDocument(person.sealedDocument)) : "",
    phoneMasked: person.phone && maskPhone(person.phone),
    employer: person.workplaceCode && (employers.get(person.workplaceCode)?.name ?? person.workplaceCode),
    residence: divisionName(person.residence),
    team: person.team,
    talentClass: person.talentClass,
    status: person.standing === "library" ? ("admitted" as const) : ("observed" as const),
    office: { officeId: person.officeId, name: person.officeName },
  };
}

export type PersonHistories = Readonly<Record<FactKind, readonly HistoryRow[]>>;

export function presentDetail(
  person: PersonRow,
  histories: PersonHistories,
  reach: readonly RegisterReach[],
  complete: Readonly<Record<string, boolean>>,
  presenting: Presenting,
) {
  const coverageOf = (kind: FactKind, list: string) => {
    const reached = reach.find((one) => one.register === kind);
    return {
      complete: complete[list] ?? false,
      from: reached ? formatMonth(monthOfDay(reached.since)) : null,
      to: reached ? formatMonth(monthOfDay(reached.through)) : null,
    };
  };
  const list = <Row>(kind: FactKind, name: string, present: (row: Cells) => Row) => ({
    coverage: coverageOf(kind, name),
    rows: histories[kind].map((row) => ({ ...present(cellsOf(row)), source: presentSource(kind, row) })),
  });
  return {
    ...(presentRow(person, presenting) satisfies Shown),
    birthMasked: person.birth === null ? null : `${formatDay(person.birth).slice(0, 4)}-**-**`,
    nativePlace: divisionName(person.nativePlace),
    documentKind: person.documentKind ?? "",
    facts: libraryFacts(person, histories.talents),
    histories: {
      insurance: list("insurance", "insurance", (row) => ({
        region: divisionText(row.int("region")),
        kind: row.text("kind"),
        from: formatMonth(monthOfDay(row.dayOr("from_day", 0 as Day))),
        // An open spell is known through the last month that its register covers.
        to:
          row.month("to_day") ??
          coverageOf("insurance", "insurance").to ??
          formatMonth(monthOfDay(row.dayOr("from_day", 0 as Day))),
        open: row.yes("open"),
        employer: employerOf(row.textOr("credit_code"), presenting.employers),
      })),
      education: list("education", "education", (row) => ({
        school: row.text("school"),
        doubleFirstClass: row.yesOr("double_first_class"),
        major: row.text("major"),
        level: row.text("level"),
        fullTime: row.yesOr("full_time"),
        graduated: row.day("graduated"),
      })),
      contracts: list("contracts", "contracts", (row) => ({
        from: row.day("from_day") ?? "",
        to: row.day("to_day"),
        openEnded: row.yes("open_ended"),
        years: fullYears(row.dayOr("from_day", null), row.dayOr("to_day", null)),
        employer: employerOf(row.textOr("credit_code"), presenting.employers),
      })),
      homes: list("housing", "homes", (row) => ({
        propertyMasked: maskTail(row.text("property")),
        region: divisionText(row.int("region")),
        kind: row.text("kind"),
        acquired: row.day("day") ?? "",
        owned: row.text("direction") === "buy" && !soldLater(row, histories.housing),
        areaM2: row.textOr("area_m2"),
        priceFen: row.money("price_fen"),
      })),
      benefits: list("benefits", "benefits", (row) => ({
        policyId: row.text("policy") || null,
        kind: row.text("kind"),
        region: divisionText(row.int("region")),
        from: row.day("from_day") ?? "",
        to: row.day("to_day"),
        amountFen: row.money("amount_fen"),
        certificateMasked: row.text("certificate_key") === "" ? null : `#${row.text("certificate_key").slice(0, 6)}`,
      })),
      family: list("family", "family", (row) => ({
        relation: row.text("relation"),
        since: row.day("since"),
        personMasked: null,
      })),
      statuses: list("statuses", "statuses", (row) => ({
        kind: row.text("kind"),
        from: row.day("from_day") ?? "",
        to: row.day("to_day"),
        open: row.yes("open"),
      })),
      certificates: list("certificates", "certificates", (row) => ({
        certificateMasked: `#${row.text("certificate_key").slice(0, 6)}`,
        occupation: row.text("occupation"),
        level: row.text("level"),
        issued: row.day("issued") ?? "",
        region: divisionText(row.int("region")),
      })),
    },
  } satisfies contract.ReplyOf<typeof contract.getPerson>;
}

/** A history row's columns, each by the type that its table gives it. */
type Cells = ReturnType<typeof cellsOf>;

function cellsOf(row: HistoryRow) {
  const day = (name: string): Day | null => (row[name] ?? null) as Day | null;
  const text = (name: string): string | null => (row[name] ?? null) as string | null;
  return {
    text: (name: string) => text(name) ?? "",
    textOr: text,
    int: (name: string) => (row[name] ?? null) as number | null,
    day: (name: string) => formatOr(day(name)),
    dayOr: <Other>(name: string, other: Other) => day(name) ?? other,
    month: (name: string) => {
      const value = day(name);
      return value === null ? null : formatMonth(monthOfDay(value));
    },
    yes: (name: string) => row[name] === true,
    yesOr: (name: string) => (row[name] ?? null) as boolean | null,
    money: (name: string) => (row[name] === null || row[name] === undefined ? null : String(row[name])),
  };
}

function presentSource(kind: FactKind, { source }: HistoryRow) {
  return {
    kind: source.batchId === null ? ("payment" as const) : ("register" as const),
    register: kind === "talents" ? "talentLibrary" : kind,
    batchId: source.batchId,
    fileName: source.fileName,
    row: source.sourceRow,
    receivedOn: formatDay(dayInChina(source.recordedAt.getTime())),
  };
}

/** The fields of the library's newest entry, each with where it came from; one in which sources disagree says so. */
function libraryFacts(person: PersonRow, entries: readonly HistoryRow[]) {
  const [newest] = entries;
  if (!newest) return [];
  const cells = cellsOf(newest);
  const source = presentSource("talents", newest);
  const fields: readonly (readonly [string, string | null])[] = [
    ["sex", cells.textOr("sex")],
    ["nativePlace", divisionName(cells.int("native_place"))],
    ["residence", divisionName(cells.int("residence"))],
    ["team", cells.textOr("team")],
    ["talentClass", cells.textOr("talent_class")],
  ];
  return fields.map(([field, value]) => ({
    field,
    value: person.conflicts.includes(field) ? null : value,
    since: source.receivedOn,
    source,
  }));
}

function employerOf(creditCode: string | null, employers: ReadonlyMap<string, EmployerCard>) {
  const known = creditCode === null ? undefined : employers.get(creditCode);
  return {
    name: known?.name ?? creditCode ?? "",
    kind: known?.kind ?? "",
    industry: known?.industry ?? "",
    region: divisionText(known?.district ?? null),
  };
}

function soldLater(home: Cells, rows: readonly HistoryRow[]): boolean {
  return rows
    .map(cellsOf)
    .some(
      (row) =>
        row.text("direction") === "sell" &&
        row.text("property") === home.text("property") &&
        row.dayOr("day", 0) >= home.dayOr("day", 0),
    );
}

/** Full years of a term that includes its last day. */
function fullYears(from: Day | null, to: Day | null): number | null {
  return from === null || to === null ? null : fullYearsBetween(from, (to + 1) as Day);
}

function divisionName(code: number | null): string | null {
  return code === null ? null : (findDivision(String(code))?.fullName ?? String(code));
}

function divisionText(code: number | null): string {
  return divisionName(code) ?? "";
}

function formatOr(day: Day | null): string | null {
  return day === null ? null : formatDay(day);
}

/** 330602123456789F0012 → ****0012. */
function maskTail(text: string): string {
  return `****${text.slice(-4)}`;
}
