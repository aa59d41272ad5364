import type { Day } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { FlatFacts } from "../sweep/flat-facts.ts";
import { judgedPolicy } from "../sweep/judged-policy.ts";
import { planJudged } from "../sweep/plan-sweep.ts";
import { grantColumns } from "../sweep/stacking-columns.ts";
import type { SqlStep } from "../sweep/sweep-plan.ts";
import type { ComparedPolicies, ComparedPolicy } from "./compared-policies.ts";
import { conditionsThatDiffer } from "./conditions-that-differ.ts";
import { kindSql } from "./kinds.ts";
import { planSide, type SidePlan } from "./settle-side.ts";
import { planSieve } from "./sieve.ts";
import { tiersOf } from "./tiers.ts";

export type ComparisonOptions = {
  readonly asOf: Day;
  /** As a sweep reads them; nobody twice. */
  readonly source: FlatFacts;
  /** Rows of each list, where they are known: the short ones are asked first. */
  readonly rows?: Readonly<Record<string, number>>;
  /** Begins the names of all tables; "compare" where left out. */
  readonly prefix?: string;
};

/**
 * Text for DuckDB, to be run in this order on one connection: `judge`; then each of the `sides` is settled; then `join`; then
 * `plans` is read, and the answers of `spreadOverYears` go into the table `years`; then `cells`, `yearly` and `everybody` are
 * what to sum up, and the tables `people` and `pairs` what to list. `drop` names every table made.
 */
export type ComparisonPlan = {
  readonly policies: readonly CompiledPolicy[];
  readonly asOf: Day;
  readonly judge: readonly SqlStep[];
  readonly sides: readonly SidePlan[];
  readonly join: readonly SqlStep[];
  /** The grants of both sides that fall due differently: columns of `GrantRow`. */
  readonly plans: string;
  readonly years: string;
  /** Everybody of whom some changed policy says more than no. */
  readonly people: string;
  /** Their subjects, policy by policy. */
  readonly pairs: string;
  /** office, sex, people: everybody who was looked at. */
  readonly everybody: string;
  /** office, tier, sex, kind, people, and sums of money. */
  readonly cells: string;
  /** office, tier, sex, year, and sums of money. */
  readonly yearly: string;
  readonly drop: readonly string[];
};

/** Judges both sides at once: what they ask alike is asked once. `compared.changed` isn't empty. */
export function planComparison(compared: ComparedPolicies, options: ComparisonOptions): ComparisonPlan {
  const { asOf, source, rows = {} } = options;
  const prefix = options.prefix ?? "compare";
  const tiers = tiersOf(compared);
  const policies = [...compared.policies, ...tiers.finders.map(({ policy }) => policy)].map(withoutRemedies);
  const placed = policies.map(judgedPolicy);
  const changes = compared.changed.map(({ old, new: draft }) => {
    const versions = [old, draft].flatMap((place) => (place === null ? [] : (placed[place] ?? [])));
    const [one, other] = versions;
    return { versions, conditions: one && other && conditionsThatDiffer(one.policy, other.policy) };
  });
  const sieve = planSieve({ changes, judged: placed, source, asOf, prefix, rows });
  const judged = planJudged(policies, { asOf, source: sieve.facts, prefix });
  const all = [...compared.changed, ...compared.partners];
  const name = namesOf(prefix);
  const [old, draft] = (["old", "new"] as const).map((side) => {
    const places = all.flatMap((each) => each[side] ?? []);
    return planSide(judged.settle(`${prefix}_stacked_${side}`, places), `${prefix}_${side}`);
  }) as [SidePlan, SidePlan];
  const finders = tiers.finders.map((_, index) => compared.policies.length + index);
  const found = judged.settle(`${prefix}_stacked_tiers`, finders);
  const sides = [old, draft];
  const judge = [...sieve.steps, ...judged.tables, found.made];
  // What was judged with is let go as soon as it is joined: of many people it is the most of the memory.
  const judgedWith = [...judge, ...sides.flatMap(({ tables }) => tables)].map((step) => step.name);
  const join = [
    tableOf(name.old, sideQuery(all, "old", old.findings)),
    tableOf(name.new, sideQuery(all, "new", draft.findings)),
    tableOf(name.tiers, tierQuery(compared, tiers.finders, found.findings)),
    tableOf(name.grants, `${grantsQuery("old", name, old.open)} UNION ALL ${grantsQuery("new", name, draft.open)}`),
    tableOf(name.sexes, `SELECT "personId", sex FROM ${sieve.facts.people}`),
    ...judgedWith.map(dropped),
    tableOf(name.pairs, pairsQuery(name)),
    ...[name.old, name.new].map(dropped),
    tableOf(name.people, peopleQuery(name, compared.changed.length)),
    tableOf(name.plans, plansQuery(name)),
    { name: name.years, sql: `CREATE OR REPLACE TEMP TABLE ${name.years} (${YEARS})` },
  ];
  return {
    policies,
    asOf,
    judge,
    sides,
    join,
    plans: `SELECT * EXCLUDE (due) FROM ${name.plans}`,
    years: name.years,
    people: name.people,
    pairs: name.pairs,
    everybody: `SELECT office, sex, count(*) AS people FROM ${source.people} GROUP BY ALL`,
    cells: cellsQuery(name),
    yearly: yearlyQuery(name, all),
    drop: [...new Set([...judgedWith, ...join.map((step) => step.name)])],
  };
}

/** Who is one step short is no matter here, and most of the work for it is saved. */
function withoutRemedies(policy: CompiledPolicy): CompiledPolicy {
  return { ...policy, conditions: policy.conditions.map(({ remedy, ...condition }) => condition) };
}

type Names = Readonly<
  Record<"old" | "new" | "tiers" | "pairs" | "people" | "grants" | "plans" | "years" | "sexes", string>
>;

function namesOf(prefix: string): Names {
  const name = (rest: string) => `${prefix}_${rest}`;
  return {
    old: name("found_old"),
    new: name("found_new"),
    tiers: name("tiers"),
    pairs: name("pairs"),
    people: name("differences"),
    grants: name("grants"),
    plans: name("plans"),
    years: name("years"),
    sexes: name("sexes"),
  };
}

function dropped(name: string): SqlStep {
  return { name, sql: `DROP TABLE IF EXISTS ${name}` };
}

function tableOf(name: string, query: string): SqlStep {
  return { name, sql: `CREATE OR REPLACE TEMP TABLE ${name} AS\n${query}` };
}

/** A side's findings that are more than no, by the number of the policy among all that are compared. */
function sideQuery(all: readonly ComparedPolicy[], side: "old" | "new", findings: string): string {
  const cases = all.flatMap((each, which) => (each[side] === null ? [] : [`WHEN ${each[side]} THEN ${which}`]));
  return (
    `SELECT "personId", office, policy AS place, CASE policy ${cases.join(" ")} END AS which, subject, outcome, "amountFen", ` +
    `"thisYearFen" AS "yearFen", "wholePlanFen" AS "wholeFen", chosen FROM (${findings}) WHERE outcome > 0`
  );
}

/** The draft's tier goes before: somebody who loses has only the old one. */
function tierQuery(
  { policies, changed }: ComparedPolicies,
  finders: readonly { readonly of: number }[],
  findings: string,
): string {
  if (finders.length === 0) return `SELECT NULL::INTEGER AS "personId", 0 AS tier WHERE FALSE`;
  const order = finders.map(({ of }, index) => {
    const which = changed.findIndex((each) => each.old === of || each.new === of);
    const behind = changed.some((each) => each.new === of) ? 0 : 1;
    return `WHEN ${policies.length + index} THEN ${2 * which + behind}`;
  });
  return (
    `SELECT "personId", arg_min("amountFen" - 1, CASE policy ${order.join(" ")} END) AS tier FROM (${findings}) ` +
    `WHERE outcome > 0 AND "amountFen" IS NOT NULL GROUP BY "personId"`
  );
}

/** Money of a pair is after stacking, 0 where the benefit isn't kept or its plan isn't known: of the whole plan, and this year's. */
const SUMS = ["oldFen", "newFen", "oldYearFen", "newYearFen"] as const;
const ALL_SUMS = [...SUMS, "otherFen", "otherYearFen"] as const;

function pairsQuery(name: Names): string {
  const both = (column: string) => `coalesce(o.${column}, n.${column}) AS ${column}`;
  const money = (side: "o" | "n", column: string) =>
    `CASE WHEN ${side}.chosen THEN coalesce(${side}.${column}, 0) ELSE 0 END`;
  return (
    `SELECT ${[`"personId"`, "office", "which", "subject"].map(both).join(", ")}, ` +
    `coalesce(o.outcome, 0) AS "oldOutcome", coalesce(n.outcome, 0) AS "newOutcome", ` +
    `o."amountFen" AS "oldAmountFen", n."amountFen" AS "newAmountFen", ` +
    `coalesce(o.chosen, FALSE) AS "oldChosen", coalesce(n.chosen, FALSE) AS "newChosen", ` +
    `${money("o", `"wholeFen"`)} AS "oldFen", ${money("n", `"wholeFen"`)} AS "newFen", ` +
    `${money("o", `"yearFen"`)} AS "oldYearFen", ${money("n", `"yearFen"`)} AS "newYearFen" ` +
    `FROM ${name.old} o FULL JOIN ${name.new} n ON o."personId" = n."personId" AND o.which = n.which ` +
    `AND coalesce(o.subject, '') = coalesce(n.subject, '')`
  );
}

/**
 * Money of the changed policies by side; what the others that stacking weighs against them come to is told as one difference.
 * Only who has something to do with a changed policy is kept.
 */
function peopleQuery(name: Names, changed: number): string {
  const own = (sql: string) => `${sql} FILTER (which < ${changed})`;
  const other = (sql: string) => `CAST(coalesce(${sql} FILTER (which >= ${changed}), 0) AS BIGINT)`;
  const sums = SUMS.map((column) => `CAST(coalesce(${own(`sum("${column}")`)}, 0) AS BIGINT) AS "${column}"`);
  const people =
    `SELECT "personId", any_value(office) AS office, CAST(${kindSql()} AS UTINYINT) AS kind, ` +
    `CAST(${own(`max("oldOutcome")`)} AS UTINYINT) AS "oldOutcome", CAST(${own(`max("newOutcome")`)} AS UTINYINT) AS "newOutcome", ` +
    `${own(`max("oldAmountFen")`)} AS "oldAmountFen", ${own(`max("newAmountFen")`)} AS "newAmountFen", ${sums.join(", ")}, ` +
    `${other(`sum("newFen" - "oldFen")`)} AS "otherFen", ${other(`sum("newYearFen" - "oldYearFen")`)} AS "otherYearFen" ` +
    `FROM ${name.pairs} GROUP BY "personId" HAVING bool_or(which < ${changed})`;
  return (
    `SELECT p.*, CAST(t.tier AS SMALLINT) AS tier, f.sex FROM (${people}) p LEFT JOIN ${name.tiers} t USING ("personId") ` +
    `JOIN ${name.sexes} f USING ("personId")`
  );
}

/** Everything of a grant but whose it is: what makes two fall due alike. */
const DUE = Object.keys(grantColumns).filter(
  (column) => !["personId", "subject", "occupation", "level"].includes(column),
);
const YEARS = `plan INTEGER, year INTEGER, fen BIGINT`;

/** The kept grants of one side whose plans are known; `due` is equal where they fall due alike. */
function grantsQuery(side: "old" | "new", name: Names, open: string): string {
  const due = DUE.map((column) => `coalesce(CAST(g."${column}" AS VARCHAR), '')`);
  return (
    `SELECT g.*, '${side}' AS side, concat_ws('|', ${due.join(", ")}) AS due FROM (${open}) g ` +
    `SEMI JOIN (SELECT * FROM ${name[side]} WHERE chosen AND "wholeFen" IS NOT NULL) s ` +
    `ON s."personId" = g."personId" AND s.place = g.policy AND coalesce(s.subject, '') = coalesce(g.subject, '')`
  );
}

function plansQuery(name: Names): string {
  const columns = DUE.map((column) => `any_value("${column}") AS "${column}"`);
  const owner = ["personId", "subject", "occupation", "level"].map(
    (column) => `NULL::${grantColumns[column]} AS "${column}"`,
  );
  return `SELECT CAST(row_number() OVER () AS INTEGER) AS plan, due, ${[...owner, ...columns].join(", ")} FROM ${name.grants} GROUP BY due`;
}

function cellsQuery(name: Names): string {
  const sums = ALL_SUMS.map((column) => `CAST(sum("${column}") AS BIGINT) AS "${column}"`);
  return `SELECT office, tier, sex, kind, count(*) AS people, ${sums.join(", ")} FROM ${name.people} GROUP BY office, tier, sex, kind`;
}

function yearlyQuery(name: Names, all: readonly ComparedPolicy[]): string {
  const own = all.filter((each) => each.old !== each.new).flatMap((each) => [each.old ?? [], each.new ?? []].flat());
  const mine = `g.policy IN (${own.join(", ")})`;
  const sum = (which: string) => `coalesce(sum(y.fen * g.grants) FILTER (${which}), 0)`;
  const grants =
    `SELECT p.office, p.tier, p.sex, d.side, d.policy, d.due, count(*) AS grants ` +
    `FROM ${name.grants} d JOIN ${name.people} p ON p."personId" = d."personId" GROUP BY ALL`;
  const columns = [
    `CAST(${sum(`${mine} AND g.side = 'old'`)} AS BIGINT) AS "oldFen"`,
    `CAST(${sum(`${mine} AND g.side = 'new'`)} AS BIGINT) AS "newFen"`,
    `CAST(${sum(`NOT ${mine} AND g.side = 'new'`)} - ${sum(`NOT ${mine} AND g.side = 'old'`)} AS BIGINT) AS "otherFen"`,
  ];
  return (
    `SELECT g.office, g.tier, g.sex, y.year, ${columns.join(", ")} FROM (${grants}) g JOIN ${name.plans} d USING (due) ` +
    `JOIN ${name.years} y ON y.plan = d.plan GROUP BY g.office, g.tier, g.sex, y.year`
  );
}
