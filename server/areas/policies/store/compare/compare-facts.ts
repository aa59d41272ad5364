import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Day } from "@wutong/kernel";
import {
  type ComparedPolicies,
  type ComparisonPlan,
  type FlatFacts,
  type GrantRow,
  planComparison,
  type SidePlan,
  spreadOverYears,
} from "@wutong/policy";
import { AS_PARQUET, type Columns, type Lane, quoteName, quoteText } from "../../../../storage/analytics/index.ts";
import { completeSnapshot } from "../sweep/complete-snapshot.ts";
import { rowsOf, settleContested } from "../sweep/sweep-facts.ts";
import type { CellRow, ComparedSums, EverybodyRow, YearlyRow } from "./compared-sums.ts";
import { PAIRS, PEOPLE } from "./comparison-folder.ts";

export type Comparing = {
  /** Temporary tables are made in it: nobody else works in it at the time. */
  readonly lane: Lane;
  /** Another one, to work on two lots side by side: DuckDB leaves parts of a query to one core. */
  readonly beside?: Lane;
  readonly compared: ComparedPolicies;
  /** Part by part, nobody in two. */
  readonly facts: readonly FlatFacts[];
  readonly asOf: Day;
  /** A folder that is there and empty. */
  readonly out: string;
};

/** Parts worked on at once, where little is left of them after the sieve; else one by one in each lane, to bound the memory. */
const PARTS_AT_ONCE = 4;

/**
 * Decides both sides for everybody whom the draft may concern, writes them below `out`, by office, and returns the sums. Where
 * nothing changed, only counts people.
 */
export async function compareFacts(comparing: Comparing): Promise<ComparedSums> {
  const { lane, beside, compared, facts } = comparing;
  const lanes = beside ? [lane, beside] : [lane];
  const lots = lotsOf(facts, compared.conditionsOnly ? Math.ceil(PARTS_AT_ONCE / lanes.length) : 1);
  const waiting = [...lots.entries()];
  const sums: ComparedSums[] = [];
  const work = async (own: Lane): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [lot, parts] = next;
      sums[lot] = await compareParts(comparing, own, { parts, lot });
    }
  };
  const ended = await Promise.allSettled(lanes.map(work));
  for (const one of ended) if (one.status === "rejected") throw one.reason;
  return {
    cells: sums.flatMap(({ cells }) => cells),
    yearly: sums.flatMap(({ yearly }) => yearly),
    everybody: sums.flatMap(({ everybody }) => everybody),
  };
}

type Lot = { readonly parts: readonly FlatFacts[]; readonly lot: number };

async function compareParts(
  { compared, asOf, out }: Comparing,
  lane: Lane,
  { parts, lot }: Lot,
): Promise<ComparedSums> {
  const complete: FlatFacts[] = [];
  for (const part of parts) complete.push(await completeSnapshot(lane, asked(part, compared), compared.policies));
  const source = joined(complete);
  if (compared.changed.length === 0) return { cells: [], yearly: [], everybody: await countEverybody(lane, source) };
  const rows = complete[0] ? await countRows(lane, complete[0]) : {};
  return compareLot(lane, planComparison(compared, { asOf, source, rows }), { out, lot });
}

function lotsOf(facts: readonly FlatFacts[], size: number): readonly (readonly FlatFacts[])[] {
  const count = Math.ceil(facts.length / size);
  return Array.from({ length: count }, (_, lot) => facts.slice(lot * size, (lot + 1) * size));
}

/** Only the lists that somebody asks: each costs a look at its files. */
function asked({ people, lists }: FlatFacts, { reads }: ComparedPolicies): FlatFacts {
  return { people, lists: Object.fromEntries(Object.entries(lists).filter(([name]) => reads.includes(name))) };
}

function joined(parts: readonly FlatFacts[]): FlatFacts {
  const [first] = parts;
  if (!first || parts.length === 1) return first ?? { people: "", lists: {} };
  const union = (relations: readonly string[]) =>
    `(${relations.map((relation) => `SELECT * FROM ${relation}`).join(" UNION ALL BY NAME ")})`;
  const lists = Object.entries(first.lists).map(([name, list]) => [
    name,
    { ...list, from: union(parts.map(({ lists: own }) => own[name]?.from ?? "")) },
  ]);
  return { people: union(parts.map(({ people }) => people)), lists: Object.fromEntries(lists) };
}

async function countEverybody(lane: Lane, { people }: FlatFacts): Promise<readonly EverybodyRow[]> {
  return numbered(await lane.columns(`SELECT office, sex, count(*) AS people FROM ${people} GROUP BY ALL`));
}

/** Of one part: enough to tell long lists from short ones. */
async function countRows(lane: Lane, { lists }: FlatFacts): Promise<Readonly<Record<string, number>>> {
  const counts = Object.entries(lists).map(
    ([name, { from }]) => `(SELECT count(*) FROM ${from}) AS ${quoteName(name)}`,
  );
  const counted = await lane.columns(`SELECT ${counts.join(", ")}`);
  return Object.fromEntries(Object.entries(counted).map(([name, [count]]) => [name, Number(count)]));
}

type Place = { readonly out: string; readonly lot: number };

async function compareLot(lane: Lane, plan: ComparisonPlan, { out, lot }: Place): Promise<ComparedSums> {
  const scratch = join(out, `scratch-${lot}.csv`);
  try {
    for (const { sql } of plan.judge) await lane.run(sql);
    for (const side of plan.sides) await settleSide(lane, { plan, side, file: scratch });
    for (const { sql } of plan.join) await lane.run(sql);
    await fillYears(lane, plan, scratch);
    const sums = await readSums(lane, plan);
    const offices = [...new Set(sums.cells.map(({ office }) => office))];
    for (const [name, table] of [
      [PEOPLE, plan.people],
      [PAIRS, plan.pairs],
    ] as const) {
      for (const office of offices) await writeOffice(lane, { table, office, folder: join(out, name), lot });
    }
    return sums;
  } finally {
    for (const name of plan.drop) await lane.run(`DROP TABLE IF EXISTS ${name}`).catch(() => undefined);
  }
}

type Settling = { readonly plan: ComparisonPlan; readonly side: SidePlan; readonly file: string };

async function settleSide(lane: Lane, { plan, side, file }: Settling): Promise<void> {
  for (const { sql } of side.tables) await lane.run(sql);
  const { policies, asOf } = plan;
  await settleContested(lane, { policies, asOf, contested: side.alike, stacked: side.answers }, file);
  await lane.run(side.settle);
}

/** What each distinct grant costs year by year is found once, in JS, and joined back. */
async function fillYears(lane: Lane, plan: ComparisonPlan, file: string): Promise<void> {
  const rows = spreadOverYears(plan, rowsOf<GrantRow>(await lane.columns(plan.plans)));
  if (rows.length === 0) return;
  writeFileSync(file, rows.map(({ plan: number, year, fen }) => `${number},${year},${fen}\n`).join(""), {
    mode: 0o600,
  });
  await lane.run(`INSERT INTO ${plan.years} FROM read_csv(${quoteText(file)}, header = false, auto_detect = false,
    delim = ',', columns = {'plan': 'INTEGER', 'year': 'INTEGER', 'fen': 'BIGINT'})`);
  rmSync(file);
}

async function readSums(lane: Lane, plan: ComparisonPlan): Promise<ComparedSums> {
  const read = async <Row>(query: string): Promise<readonly Row[]> => numbered<Row>(await lane.columns(query));
  return {
    cells: await read<CellRow>(plan.cells),
    yearly: await read<YearlyRow>(plan.yearly),
    everybody: await read<EverybodyRow>(plan.everybody),
  };
}

/** Counts and offices as numbers; money stays bigint. */
function numbered<Row>(columns: Columns): readonly Row[] {
  const counts = new Set(["office", "people", "year"]);
  const plain = Object.entries(columns).map(([name, values]) => [name, counts.has(name) ? values.map(Number) : values]);
  return [...rowsOf<Row>(Object.fromEntries(plain) as Columns)];
}

type Writing = { readonly table: string; readonly office: number; readonly folder: string; readonly lot: number };

async function writeOffice(lane: Lane, { table, office, folder, lot }: Writing): Promise<void> {
  const own = join(folder, `office=${office}`);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const file = join(own, `${String(lot).padStart(3, "0")}-0.parquet`);
  await lane.run(
    `COPY (SELECT * EXCLUDE (office) FROM ${table} WHERE office = ${office}) TO ${quoteText(file)} (${AS_PARQUET})`,
  );
}
