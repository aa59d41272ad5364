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
export type PresentingRow = { readonly secrets: PersonalSecrets; readonly today: Day };
export type Presenting = PresentingRow & { readonly employers: ReadonlyMap<string, EmployerCard> };

export function presentRow(person: PersonRow, { secrets, today }: PresentingRow) {
  return {
    personId: person.personId,
    name: person.name,
    sex: person.sex,
    age: person.birth === null ? null : fullYearsBetween(person.birth, today),
    documentMasked: person.sealedDocument ? maskDocumentNumber(secrets.openDocument(person.sealedDocument)) : "",
    phoneMasked: person.phone && maskPhone(person.phone),
    employer: person.workplaceCode && (person.workplaceName ?? person.workplaceCode),
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
  coverage: ListCoverage,
  presenting: Presenting,
) {
  return {
    ...presentRow(person, presenting),
    birthMasked: person.birth === null ? null : `${formatDay(person.birth).slice(0, 4)}-**-**`,
    nativePlace: divisionName(person.nativePlace),
    documentKind: person.documentKind ?? "",
    facts: libraryFacts(person, histories.talents),
    histories: { ...workHistories(histories, coverage, presenting), ...otherHistories(histories, coverage) },
  } satisfies contract.ReplyOf<typeof contract.getPerson>;
}

/** How far complete batches reach, and which lists are thereby known to be whole. */
export type ListCoverage = {
  readonly reach: readonly RegisterReach[];
  readonly complete: Readonly<Record<string, boolean>>;
};

/** One list of the fact catalogue out of the register that it comes from. */
function presentList<Row>(
  {
    histories,
    coverage,
    kind,
    list,
  }: {
    readonly histories: PersonHistories;
    readonly coverage: ListCoverage;
    readonly kind: FactKind;
    readonly list: string;
  },
  present: (row: Cells) => Row,
) {
  const reached = coverage.reach.find((one) => one.register === kind);
  return {
    coverage: {
      complete: coverage.complete[list] ?? false,
      from: reached ? formatMonth(monthOfDay(reached.since)) : null,
      to: reached ? formatMonth(monthOfDay(reached.through)) : null,
    },
    rows: histories[kind].map((row) => ({ ...present(cellsOf(row)), source: presentSource(kind, row) })),
  };
}

function workHistories(histories: PersonHistories, coverage: ListCoverage, { employers }: Presenting) {
  const reached = coverage.reach.find((one) => one.register === "insurance");
  return {
    insurance: presentList({ histories, coverage, kind: "insurance", list: "insurance" }, (row) => {
      const from = formatMonth(monthOfDay(row.dayOr("from_day", 0 as Day)));
      // An open spell is known through the last month that its register covers.
      const knownTo = reached ? formatMonth(monthOfDay(reached.through)) : from;
      return {
        region: divisionText(row.int("region")),
        kind: row.text("kind"),
        from,
        to: row.month("to_day") ?? (row.yes("open") ? knownTo : from),
        open: row.yes("open"),
        employer: employerOf(row.textOr("credit_code"), employers),
      };
    }),
    contracts: presentList({ histories, coverage, kind: "contracts", list: "contracts" }, (row) => ({
      from: row.day("from_day") ?? "",
      to: row.day("to_day"),
      openEnded: row.yes("open_ended"),
      years: fullYears(row.dayOr("from_day", null), row.dayOr("to_day", null)),
      employer: employerOf(row.textOr("credit_code"), employers),
    })),
    education: presentList({ histories, coverage, kind: "education", list: "education" }, (row) => ({
      school: row.text("school"),
      doubleFirstClass: row.yesOr("double_first_class"),
      major: row.text("major"),
      level: row.text("level"),
      fullTime: row.yesOr("full_time"),
      graduated: row.day("graduated"),
    })),
    certificates: presentList({ histories, coverage, kind: "certificates", list: "certificates" }, (row) => ({
      certificateMasked: `#${row.text("certificate_key").slice(0, 6)}`,
      occupation: row.text("occupation"),
      level: row.text("level"),
      issued: row.day("issued") ?? "",
      region: divisionText(row.int("region")),
    })),
  };
}

function otherHistories(histories: PersonHistories, coverage: ListCoverage) {
  return {
    homes: presentList({ histories, coverage, kind: "housing", list: "homes" }, (row) => ({
      propertyMasked: maskTail(row.text("property")),
      region: divisionText(row.int("region")),
      kind: row.text("kind"),
      acquired: row.day("day") ?? "",
      owned: row.text("direction") === "buy" && !soldLater(row, histories.housing),
      areaM2: row.textOr("area_m2"),
      priceFen: row.money("price_fen"),
    })),
    benefits: presentList({ histories, coverage, kind: "benefits", list: "benefits" }, (row) => ({
      policyId: row.text("policy") || null,
      kind: row.text("kind"),
      region: divisionText(row.int("region")),
      from: row.day("from_day") ?? "",
      to: row.day("to_day"),
      amountFen: row.money("amount_fen"),
      certificateMasked: row.text("certificate_key") === "" ? null : `#${row.text("certificate_key").slice(0, 6)}`,
    })),
    family: presentList({ histories, coverage, kind: "family", list: "family" }, (row) => ({
      relation: row.text("relation"),
      since: row.day("since"),
      personMasked: null,
    })),
    statuses: presentList({ histories, coverage, kind: "statuses", list: "statuses" }, (row) => ({
      kind: row.text("kind"),
      from: row.day("from_day") ?? "",
      to: row.day("to_day"),
      open: row.yes("open"),
    })),
  };
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

/** The person's own fields, each with the newest library entry that says so; one in which sources disagree and nobody settled it is unknown. */
function libraryFacts(person: PersonRow, entries: readonly HistoryRow[]) {
  const [newest] = entries;
  if (!newest) return [];
  const fields = [
    ["sex", "sex", person.sex, person.sex],
    ["nativePlace", "native_place", person.nativePlace, divisionName(person.nativePlace)],
    ["residence", "residence", person.residence, divisionName(person.residence)],
    ["team", "team", person.team, person.team],
    ["talentClass", "talent_class", person.talentClass, person.talentClass],
  ] as const;
  return fields.map(([field, column, told, value]) => {
    const source = presentSource("talents", entries.find((entry) => entry[column] === told) ?? newest);
    return { field, value: person.conflicts.includes(field) ? null : value, since: source.receivedOn, source };
  });
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
