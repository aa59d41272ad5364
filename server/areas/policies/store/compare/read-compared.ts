import { join } from "node:path";
import { type DifferenceKind, KINDS } from "@wutong/policy";
import { OUTCOMES, type Outcome } from "../finding.ts";
import type { FindingsReader } from "../findings-reader.ts";
import { rowsOf } from "../sweep/sweep-facts.ts";
import { officeFiles } from "../sweep/sweep-folder.ts";
import { PEOPLE } from "./comparison-folder.ts";

/** Whom a draft concerns, and how. Money in fen: of the changed policy by side, and the difference with what others cost. */
export type ComparedPerson = {
  readonly personId: number;
  readonly office: number;
  readonly kind: DifferenceKind;
  readonly tier: number | null;
  readonly oldOutcome: Outcome;
  readonly newOutcome: Outcome;
  readonly oldFen: bigint;
  readonly newFen: bigint;
  readonly differenceFen: bigint;
};

export type ComparedFilter = {
  readonly kinds: readonly DifferenceKind[];
  readonly personId?: number | undefined;
  readonly office?: number | undefined;
  /** A place, or null for none. */
  readonly tier?: number | null | undefined;
  readonly sex?: "F" | "M" | null | undefined;
};

type Question = {
  readonly folder: string;
  /** Offices that the reader may see: no other file is opened. */
  readonly offices: readonly number[];
  readonly filter: ComparedFilter;
};

type Row = Omit<ComparedPerson, "kind" | "oldOutcome" | "newOutcome" | "office"> & {
  readonly office: bigint;
  readonly kind: number;
  readonly oldOutcome: number;
  readonly newOutcome: number;
};

/** In the order of their numbers, after a given one. */
export async function readCompared(
  reader: FindingsReader,
  question: Question,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly ComparedPerson[]> {
  const people = officeFiles(join(question.folder, PEOPLE), question.offices);
  if (!people) return [];
  const analytics = await reader.analytics();
  const found = await analytics.columns(
    `SELECT "personId", office, kind, tier, "oldOutcome", "newOutcome", "oldFen", "newFen",
      "newFen" - "oldFen" + "otherFen" AS "differenceFen" FROM ${people}
      WHERE ${conditionsOf(question.filter)} AND "personId" > ${Math.trunc(page.after)} ORDER BY "personId" LIMIT ${Math.trunc(page.limit)}`,
  );
  return [...rowsOf<Row>(found)].map((row) => ({
    ...row,
    office: Number(row.office),
    kind: KINDS[row.kind] ?? "unchanged",
    oldOutcome: OUTCOMES[row.oldOutcome] ?? "notEntitled",
    newOutcome: OUTCOMES[row.newOutcome] ?? "notEntitled",
  }));
}

export async function countCompared(reader: FindingsReader, question: Question): Promise<number> {
  const people = officeFiles(join(question.folder, PEOPLE), question.offices);
  if (!people) return 0;
  const analytics = await reader.analytics();
  const counted = await analytics.columns(`SELECT count(*) AS n FROM ${people} WHERE ${conditionsOf(question.filter)}`);
  return Number(counted["n"]?.[0] ?? 0);
}

function conditionsOf({ kinds, personId, office, tier, sex }: ComparedFilter): string {
  const codes = kinds.map((kind) => KINDS.indexOf(kind));
  return [
    codes.length === 0 ? "FALSE" : `kind IN (${codes.join(", ")})`,
    ...(personId === undefined ? [] : [`"personId" = ${Math.trunc(personId)}`]),
    ...(office === undefined ? [] : [`office = ${Math.trunc(office)}`]),
    ...(tier === undefined ? [] : [tier === null ? "tier IS NULL" : `tier = ${Math.trunc(tier)}`]),
    ...(sex === undefined ? [] : [sex === null ? "sex IS NULL" : `sex = '${sex}'`]),
  ].join(" AND ");
}
