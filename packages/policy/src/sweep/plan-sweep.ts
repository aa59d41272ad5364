import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import { type SubjectKind, subjectKinds } from "../facts/fact-catalogue.ts";
import { type CompetingGroup, competing } from "./competing.ts";
import type { FlatFacts } from "./flat-facts.ts";
import { type Judged, judgedPolicy } from "./judged-policy.ts";
import { kindTables, type PolicyTables, SEEN_BY_STACKING, tablesOf } from "./kind-tables.ts";
import { grantColumns, stackingNumbers } from "./stacking-columns.ts";
import { findingColumns, type SqlStep, type SweepOptions, type SweepPlan } from "./sweep-plan.ts";

/** Pure text: the caller runs it; at least one policy. Policies keep their places; a place is a policy's number in the findings. */
export function planSweep(policies: readonly CompiledPolicy[], options: SweepOptions): SweepPlan {
  const { tables, settle, withoutSource } = judgedPlan(policies, options, "had");
  const { made, contested, stacked, findings } = settle(`${options.prefix ?? "sweep"}_stacked`, [...policies.keys()]);
  return { policies, asOf: options.asOf, tables: [...tables, made], contested, stacked, findings, withoutSource };
}

/** What policies say of everybody, before anything is settled: conditions that several of them ask are found once. */
export type JudgedPlan = {
  readonly tables: readonly SqlStep[];
  /** The places of policies about kinds of subjects of which there are no facts: they are left out. */
  readonly withoutSource: readonly number[];
  /** Settles some of the policies (their places) among themselves, as if there were no others. `stacked` names its table. */
  readonly settle: (stacked: string, places: readonly number[]) => SettledPlan;
};

export type SettledPlan = Pick<SweepPlan, "contested" | "stacked" | "findings"> & {
  /** Makes the table `stacked`. */
  readonly made: SqlStep;
  /** Every grant with something left to pay, in the columns of `contested`. */
  readonly open: string;
};

export function planJudged(policies: readonly CompiledPolicy[], options: SweepOptions): JudgedPlan {
  return judgedPlan(policies, options, "all");
}

/** Which numbers the rows of contested grants have: all, or those that some policy has (rows are read one by one). */
type Numbers = "all" | "had";

function judgedPlan(policies: readonly CompiledPolicy[], options: SweepOptions, numbers: Numbers): JudgedPlan {
  const { asOf, prefix = "sweep" } = options;
  const judged = policies.map((policy, place): Placed => {
    const about = judgedPolicy(policy, place);
    return { ...about, tables: tablesOf(about, prefix) };
  });
  const steps = subjectKinds.flatMap((kind) => {
    const source = sourceOf(options, kind);
    const those = judged.filter((each) => each.kind === kind);
    return source === undefined || those.length === 0 ? [] : kindTables(those, { kind, source, asOf, prefix });
  });
  const swept = (each: Placed) => sourceOf(options, each.kind) !== undefined;
  return {
    tables: steps.map(({ name, query }) => ({ name, sql: `CREATE OR REPLACE TEMP TABLE ${name} AS\n${query}` })),
    withoutSource: judged.flatMap((each) => (swept(each) ? [] : [each.place])),
    settle: (stacked, chosen) => settle(stacked, chosen.flatMap((place) => judged[place] ?? []).filter(swept), numbers),
  };
}

type Placed = Judged & { readonly tables: PolicyTables };

function sourceOf({ source, sources }: SweepOptions, kind: SubjectKind): FlatFacts | string | undefined {
  return kind === "person" ? source : sources?.[kind];
}

function settle(stacked: string, those: readonly Placed[], numbers: Numbers): SettledPlan {
  const answers = `CREATE OR REPLACE TEMP TABLE ${stacked} (personId INTEGER, policy UTINYINT, subject VARCHAR, chosen BOOLEAN, lostTo UTINYINT)`;
  return {
    contested: contestedQuery(those, numbers),
    stacked,
    made: { name: stacked, sql: answers },
    open: those.length === 0 ? NO_GRANTS : openGrants(those),
    findings:
      those.length === 0 ? NO_FINDINGS : those.map((each) => findingsQuery(each, stacked)).join("\nUNION ALL\n"),
  };
}

/**
 * The open grants of everyone who has several that may compete, or more than a year allows; of these people, those that may
 * touch another one: a grant that only belongs to the group by policies of which they have none is theirs anyway.
 */
function contestedQuery(those: readonly Placed[], numbers: Numbers): string {
  // Ids of different kinds of subjects may be the same numbers.
  const queries = subjectKinds.flatMap((kind, order) => {
    return contestedOf(those, kind, numbers).map((query) => `SELECT *, ${order} AS kind FROM (${query})`);
  });
  if (queries.length === 0) return NO_GRANTS;
  return `SELECT * EXCLUDE (kind) FROM (${queries.join(" UNION ALL ")}) ORDER BY kind, personId, policy, subject`;
}

function contestedOf(all: readonly Placed[], kind: SubjectKind, numbers: Numbers): readonly string[] {
  const those = all.filter((each) => each.kind === kind);
  return competing(those.map(({ policy }) => policy)).map((group) => {
    const members = group.places.flatMap((index) => those[index] ?? []);
    const counted = members.map(({ policy, place, tables }, index) => {
      const already = policy.alreadyThisYear ? `already${place}` : "NULL::INTEGER";
      return `SELECT personId, ${already} AS already, ${bitOf(index)} AS bit FROM ${tables.answers} WHERE ${openSql(place)}`;
    });
    const several =
      `SELECT personId, bit_or(bit) AS held FROM (${counted.join(" UNION ALL ")}) GROUP BY personId ` +
      `HAVING count(*) >= 2 OR count(*) + coalesce(max(already), 0) > ${group.yearMax ?? "NULL"}`;
    const rivals = members.map(({ place }, index) => `WHEN ${place} THEN ${rivalBits(group, index)}`);
    return (
      `SELECT g.* FROM (${openGrants(members, numbers === "had" ? all : undefined)}) g JOIN (${several}) s USING (personId) ` +
      `WHERE s.held & CASE g.policy ${rivals.join(" ")} END <> 0`
    );
  });
}

/** Bits of a BIGINT. Policies beyond them share one: then some grants are settled that need not be. */
const BITS = 62;

function bitOf(index: number): string {
  return `${2n ** BigInt(index % BITS)}::BIGINT`;
}

/** The bits of the policies of a group that one of them touches. */
function rivalBits({ places, rivals }: CompetingGroup, index: number): string {
  const own = rivals[index] ?? places;
  const bits = places.flatMap((place, other) => (own.includes(place) ? [other % BITS] : []));
  return `${bits.reduce((sum, bit) => sum | (2n ** BigInt(bit)), 0n)}::BIGINT`;
}

function openSql(place: number): string {
  return `o${place} = 2 AND whole${place} IS DISTINCT FROM 0`;
}

/** The open grants of some policies: in all columns, or in those that somebody among these has. */
function openGrants(those: readonly Placed[], among?: readonly Placed[]): string {
  const policies = among?.map(({ policy }) => policy);
  const queries = those.map(({ policy, place, claim, tables }) => {
    const seen = ["subject", ...SEEN_BY_STACKING].map((name) => (claim ? name : `NULL::VARCHAR AS ${name}`));
    return (
      `SELECT personId, CAST(${place} AS UTINYINT) AS policy, ${seen.join(", ")}, amount${place} AS amountFen, ` +
      `${stackingNumbers(policy, place, policies).join(", ")} FROM ${tables.answers} WHERE ${openSql(place)}`
    );
  });
  return queries.join(" UNION ALL ");
}

/** A claim's row says everything; of a subject itself the late answers are joined on, where there are any. */
function findingsQuery({ place, tables }: Placed, stacked: string): string {
  const { answers, everyone } = tables;
  const late = everyone === undefined ? "f" : "l";
  const sources: Readonly<Record<keyof typeof findingColumns, string>> = {
    personId: "f.personId",
    office: "f.office",
    policy: String(place),
    subject: everyone === undefined ? "f.subject" : "NULL",
    outcome: `coalesce(${late}.o${place}, 0)`,
    met: `f.met${place}`,
    unknown: `f.unknown${place}`,
    steps: `coalesce(${late}.steps${place}, 0)`,
    amountFen: `${late}.amount${place}`,
    thisYearFen: `${late}.year${place}`,
    wholePlanFen: `${late}.whole${place}`,
    chosen: `coalesce(${late}.chosen, FALSE)`,
    lostTo: `${late}.lostTo`,
  };
  const columns = Object.entries(findingColumns).map(
    ([name, type]) => `CAST(${sources[name as keyof typeof findingColumns]} AS ${type}) AS "${name}"`,
  );
  const sameClaim = everyone === undefined ? " AND s.subject = f.subject" : "";
  const settled =
    `SELECT f.*, coalesce(s.chosen, ${openSql(place)}) AS chosen, s.lostTo FROM ${answers} f ` +
    `LEFT JOIN ${stacked} s ON s.policy = ${place} AND s.personId = f.personId${sameClaim}`;
  const from =
    everyone === undefined ? `(${settled}) f` : `${everyone} f LEFT JOIN (${settled}) l ON l.personId = f.personId`;
  return `SELECT ${columns.join(", ")} FROM ${from}`;
}

const NO_FINDINGS = `SELECT ${Object.entries(findingColumns)
  .map(([name, type]) => `NULL::${type} AS "${name}"`)
  .join(", ")} WHERE FALSE`;
const NO_GRANTS = `SELECT ${Object.entries(grantColumns)
  .map(([name, type]) => `NULL::${type} AS "${name}"`)
  .join(", ")} WHERE FALSE`;
