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
import { type Analytics, type Columns, type Lane, quoteName, quoteText } from "../../../../storage/analytics/index.ts";
import { completeSnapshot } from "../sweep/complete-snapshot.ts";
import { rowsOf, settleContested } from "../sweep/sweep-facts.ts";
import { PAIRS, PEOPLE } from "./comparison-folder.ts";

export type Comparing = {
  readonly analytics: Pick<Analytics, "lane">;
  readonly compared: ComparedPolicies;
  /** Part by part, nobody in two. */
  readonly facts: readonly FlatFacts[];
  readonly asOf: Day;
  /** A folder that is there and empty. */
  readonly out: string;
};

/** Sums over some people: of an office, a tier of the amount, a sex and a kind of difference. */
export type CellRow = {
  readonly office: number;
  readonly tier: number | null;
  readonly sex: string | null;
  readonly kind: number;
  readonly people: number;
  readonly oldFen: bigint;
  readonly newFen: bigint;
  readonly oldYearFen: bigint;
  readonly newYearFen: bigint;
  /** What policies that didn't change cost more (less) because of it: whole plans, and this year. */
  readonly otherFen: bigint;
  readonly otherYearFen: bigint;
};
export type YearlyRow = {
  readonly office: number;
  readonly tier: number | null;
  readonly sex: string | null;
  readonly year: number;
  readonly oldFen: bigint;
  readonly newFen: bigint;
  readonly otherFen: bigint;
};
export type EverybodyRow = { readonly office: number; readonly sex: string | null; readonly people: number };

/** Rows of the parts one after the other: the same office, tier, sex and kind may stand in several. */
export type ComparedSums = {
  readonly cells: readonly CellRow[];
  readonly yearly: readonly YearlyRow[];
  readonly everybody: readonly EverybodyRow[];
};

/** Parts worked on side by side, as a sweep does. */
const LANES = 2;

/** Decides both sides for everybody, writes who is concerned below `out`, by office, and returns the sums. */
export async function compareFacts({ analytics, compared, facts, asOf, out }: Comparing): Promise<ComparedSums> {
  const waiting = [...facts.entries()];
  const sums: ComparedSums[] = [];
  const work = async (lane: Lane): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [part, source] = next;
      const whole = await completeSnapshot(lane, source, compared.policies);
      const rows = await countRows(lane, whole);
      sums.push(await comparePart(lane, planComparison(compared, { asOf, source: whole, rows }), { out, part }));
    }
  };
  const lanes = await Promise.all(Array.from({ length: Math.min(LANES, facts.length) }, () => analytics.lane()));
  const ended = await Promise.allSettled(lanes.map(work));
  for (const one of ended) if (one.status === "rejected") throw one.reason;
  return {
    cells: sums.flatMap(({ cells }) => cells),
    yearly: sums.flatMap(({ yearly }) => yearly),
    everybody: sums.flatMap(({ everybody }) => everybody),
  };
}

async function countRows(lane: Lane, { lists }: FlatFacts): Promise<Readonly<Record<string, number>>> {
  const counts = Object.entries(lists).map(
    ([name, { from }]) => `(SELECT count(*) FROM ${from}) AS ${quoteName(name)}`,
  );
  const counted = await lane.columns(`SELECT ${counts.join(", ")}`);
  return Object.fromEntries(Object.entries(counted).map(([name, [count]]) => [name, Number(count)]));
}

type Part = { readonly out: string; readonly part: number };

async function comparePart(lane: Lane, plan: ComparisonPlan, { out, part }: Part): Promise<ComparedSums> {
  const scratch = join(out, `scratch-${part}.csv`);
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
      for (const office of offices) await writeOffice(lane, { table, office, folder: join(out, name), part });
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

type Writing = { readonly table: string; readonly office: number; readonly folder: string; readonly part: number };

async function writeOffice(lane: Lane, { table, office, folder, part }: Writing): Promise<void> {
  const own = join(folder, `office=${office}`);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const file = join(own, `${String(part).padStart(3, "0")}-0.parquet`);
  await lane.run(
    `COPY (SELECT * EXCLUDE (office) FROM ${table} WHERE office = ${office}) TO ${quoteText(file)} (FORMAT parquet, COMPRESSION zstd)`,
  );
}
