import { join } from "node:path";
import { quoteText } from "../../../storage/analytics/index.ts";
import { type Change, type Finding, type FindingKey, findingsFromColumns, OUTCOMES, type Outcome } from "./finding.ts";
import type { FindingsReader } from "./findings-reader.ts";
import { CHANGES, FINDINGS, officeFiles, type SweepSummary, sweepFolder } from "./sweep/sweep-folder.ts";

export type FindingFilter = {
  readonly policyId?: string | undefined;
  readonly outcome?: Outcome | undefined;
  readonly oneStepShort?: boolean | undefined;
  readonly change?: Change | undefined;
  /** Ids of conditions of `policyId`: not met, and unknown. */
  readonly failed?: string | undefined;
  readonly unknown?: string | undefined;
  readonly chosen?: boolean | undefined;
  readonly people?: readonly number[] | undefined;
  readonly keys?: readonly FindingKey[] | undefined;
};

export type FindingsQuestion = {
  readonly sweepId: number;
  readonly summary: SweepSummary;
  /** Offices that the reader may see: no other file is opened. */
  readonly offices: readonly number[];
  readonly filter: FindingFilter;
};

const KEY = `a."personId", a.policy, coalesce(a.subject, '')`;

/** Findings of a filter in the order of person, policy and subject, after a given one. */
export async function readFindings(
  reader: FindingsReader,
  question: FindingsQuestion,
  page: { readonly after?: FindingKey | undefined; readonly limit: number },
): Promise<readonly Finding[]> {
  const query = queryOf(reader, question);
  if (!query) return [];
  const { after, limit } = page;
  const behind = after
    ? `AND (${KEY}) > (${Math.trunc(after.personId)}, ${Math.trunc(after.place)}, ${quoteText(after.subject ?? "")})`
    : "";
  const analytics = await reader.analytics();
  return findingsFromColumns(
    await analytics.columns(
      `SELECT a.*, ${query.change} AS change FROM ${query.from} WHERE ${query.where} ${behind} ORDER BY ${KEY} LIMIT ${Math.trunc(limit)}`,
    ),
  );
}

export async function countFindings(reader: FindingsReader, question: FindingsQuestion): Promise<number> {
  const query = queryOf(reader, question);
  if (!query) return 0;
  const analytics = await reader.analytics();
  const counted = await analytics.columns(`SELECT count(*) AS n FROM ${query.from} WHERE ${query.where}`);
  return Number(counted["n"]?.[0] ?? 0);
}

function queryOf(reader: FindingsReader, { sweepId, summary, offices, filter }: FindingsQuestion) {
  const folder = sweepFolder(reader.folders.sweeps, sweepId);
  const findings = officeFiles(join(folder, FINDINGS), offices);
  const changes = officeFiles(join(folder, CHANGES), offices);
  const conditions = conditionsOf(filter, summary);
  if (!findings || !conditions) return undefined;
  if (filter.change && !changes) return undefined;
  const join_ = `LEFT JOIN ${changes} c ON c."personId" = a."personId" AND c.policy = a.policy AND c.subject IS NOT DISTINCT FROM a.subject`;
  return {
    from: `${findings} a ${changes ? join_ : ""}`,
    change: changes ? "c.change" : "NULL",
    where: conditions.length === 0 ? "TRUE" : conditions.join(" AND "),
  };
}

/** Undefined where the filter names a policy or a condition that the sweep doesn't have: nothing fits then. */
function conditionsOf(filter: FindingFilter, { policies }: SweepSummary): readonly string[] | undefined {
  const { policyId, outcome, oneStepShort, change, failed, unknown, chosen, people, keys } = filter;
  const place = policies.findIndex((one) => one.policyId === policyId);
  if (policyId !== undefined && place < 0) return undefined;
  const bitOf = (id: string): number => policies[place]?.conditions.indexOf(id) ?? -1;
  const bits = [failed, unknown].flatMap((id) => (id === undefined ? [] : [bitOf(id)]));
  if (bits.some((bit) => bit < 0)) return undefined;
  return [
    ...(policyId === undefined ? [] : [`a.policy = ${place}`]),
    ...(outcome === undefined ? [] : [`a.outcome = ${OUTCOMES.indexOf(outcome)}`]),
    ...(oneStepShort === undefined ? [] : [oneStepShort ? "a.steps > 0" : "a.steps = 0"]),
    ...(change === undefined ? [] : [`c.change = ${quoteText(change)}`]),
    ...(failed === undefined ? [] : [`((a.met | a.unknown) >> ${bitOf(failed)}) & 1 = 0`]),
    ...(unknown === undefined ? [] : [`(a.unknown >> ${bitOf(unknown)}) & 1 = 1`]),
    ...(chosen === undefined ? [] : [`a.chosen = ${chosen}`]),
    ...(people === undefined
      ? []
      : [
          inList(
            'a."personId"',
            people.map((id) => String(Math.trunc(id))),
          ),
        ]),
    ...(keys === undefined ? [] : [inList(`(${KEY})`, keys.map(keySql))]),
  ];
}

function keySql({ personId, place, subject }: FindingKey): string {
  return `(${Math.trunc(personId)}, ${Math.trunc(place)}, ${quoteText(subject ?? "")})`;
}

function inList(left: string, right: readonly string[]): string {
  return right.length === 0 ? "FALSE" : `${left} IN (${right.join(", ")})`;
}
