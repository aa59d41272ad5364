import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { compileFeel, planDuckSql, renderSteps, type Scope } from "@wutong/feel";
import { type Analytics, AS_PARQUET, forkAnalytics, quoteText } from "../server/storage/analytics/index.ts";
import { ROOT } from "../tests/find-files.ts";
import type { BenchCase } from "./bench-case.ts";
import { compileFlat, EIGHT_CONDITIONS } from "./eight-conditions.ts";
import { openFiscaIsMissing, secondsInOpenFisca } from "./openfisca.ts";

const FOLDER = join(ROOT, ".wutong/bench");
const MILLION = 1_000_000;
const MANY = 2 * MILLION;
const POLICIES = 30;
const SERIES = [100_000, 300_000, MILLION, 3 * MILLION, 10 * MILLION];
const RUNS = 3;

async function withDuckDB<Value>(act: (analytics: Analytics) => Promise<Value>): Promise<Value> {
  const analytics = await forkAnalytics({ memoryMiB: 3_000, threads: availableParallelism() });
  try {
    return await act(analytics);
  } finally {
    await analytics.close();
  }
}

/** The same flat facts as `flatPeople` has, made by DuckDB: of each, a tenth is unknown. */
async function flatFile(people: number): Promise<string> {
  const known = (sql: string, salt: number) => `CASE WHEN hash(id, ${salt}) % 10 <> 0 THEN ${sql} END`;
  const number = (name: string, low: number, high: number, salt: number) =>
    `${known(`CAST(${low} + hash(id, ${salt}) % ${high - low} AS INTEGER)`, salt + 100)} AS "${name}"`;
  const text = (name: string, values: readonly string[], salt: number) =>
    `${known(`[${values.map(quoteText).join(", ")}][CAST(1 + hash(id, ${salt}) % ${values.length} AS BIGINT)]`, salt + 100)} AS "${name}"`;
  return makeFile(
    `flat-people-${people}.parquet`,
    `SELECT id,
    ${number("age", 18, 68, 1)},
    ${text("degree", ["secondary", "college", "bachelor", "master", "phd"], 2)},
    ${text("residence", ["330602", "330602", "330604", "330106"], 3)},
    ${text("team", ["technology", "education", "medicine"], 4)},
    ${number("insuredMonths", 0, 60, 5)},
    ${number("monthlyWage", 3_000, 23_000, 6)},
    ${known("hash(id, 7) % 10 < 4", 107)} AS "ownsHome",
    ${number("contractYears", 0, 6, 8)}
    FROM range(${people}) AS made(id)`,
  );
}

async function makeFile(name: string, query: string): Promise<string> {
  const file = join(FOLDER, name);
  if (existsSync(file)) return file;
  mkdirSync(FOLDER, { recursive: true });
  await withDuckDB((analytics) => analytics.run(`COPY (${query}) TO ${quoteText(`${file}.draft`)} (${AS_PARQUET})`));
  renameSync(`${file}.draft`, file);
  return file;
}

/** Thirty policies: the eight conditions with other thresholds. */
function conditionsOf(policy: number): readonly string[] {
  return EIGHT_CONDITIONS.map(({ feel }) =>
    feel
      .replace("40", String(30 + policy))
      .replace(/12$/, String(6 + policy))
      .replace("5000", String(4_000 + policy * 100))
      .replace(/3$/, String(1 + (policy % 5))),
  );
}

/**
 * For every person and policy one word of 16 bits: those of the conditions met, and above them those of the unknown. A
 * condition that several policies share is tested once.
 */
function masksQuery(file: string, policies: number): string {
  const all = Array.from({ length: policies }, (_, policy) => conditionsOf(policy));
  const distinct = [...new Set(all.flat())];
  const nameOf = (feel: string): string => `c${distinct.indexOf(feel)}`;
  const conditions = distinct.map((feel) => ({ name: nameOf(feel), compiled: compileFlat(feel) }));
  const { ctes, last } = renderSteps(planDuckSql(conditions), '"people"');
  const words = distinct.map((feel) => {
    const bit = all.find((each) => each.includes(feel))?.indexOf(feel) ?? 0;
    const [met, unknown] = [2 ** bit, 2 ** (bit + EIGHT_CONDITIONS.length)];
    const word = `CASE WHEN "${nameOf(feel)}" THEN ${met} WHEN "${nameOf(feel)}" IS NULL THEN ${unknown} ELSE 0 END`;
    return `CAST(${word} AS USMALLINT) AS "${nameOf(feel)}w"`;
  });
  const columns = all.map((each, policy) => `${each.map((feel) => `"${nameOf(feel)}w"`).join(" | ")} AS "p${policy}"`);
  const people = `"people" AS (SELECT * FROM read_parquet(${quoteText(file)}))`;
  const worded = `"words" AS (SELECT id, ${words.join(", ")} FROM ${last})`;
  return `WITH ${[people, ...ctes, worded].join(",\n")} SELECT id, ${columns.join(", ")} FROM "words"`;
}

type Stored = { readonly seconds: number; readonly bytes: number };

/** From facts in Parquet to masks in Parquet. */
async function storeMasks(people: number, policies: number): Promise<Stored> {
  const query = masksQuery(await flatFile(people), policies);
  const file = join(FOLDER, "flat-masks.parquet");
  return withDuckDB(async (analytics) => {
    const began = performance.now();
    await analytics.run(`COPY (${query}) TO ${quoteText(file)} (${AS_PARQUET})`);
    const seconds = (performance.now() - began) / 1_000;
    const bytes = statSync(file).size;
    rmSync(file);
    return { seconds, bytes };
  });
}

/** How much longer a person takes among ten million than among one million; the series is printed. */
async function growth(): Promise<number> {
  const perMillion = new Map<number, number>();
  for (const people of SERIES) {
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < RUNS; run += 1) best = Math.min(best, (await storeMasks(people, 1)).seconds);
    perMillion.set(people, (best * MILLION) / people);
    console.log(
      `  ${people.toLocaleString("en-US")} people: ${best.toFixed(3)} s, ${((best * MILLION) / people).toFixed(3)} s a million`,
    );
  }
  return (perMillion.get(10 * MILLION) ?? 0) / (perMillion.get(MILLION) ?? 1);
}

const SPELL_SCOPE: Scope = {
  asOf: { kind: "date" },
  insurance: {
    kind: "list",
    of: {
      kind: "context",
      fields: {
        region: { kind: "string" },
        kind: { kind: "string" },
        from: { kind: "date" },
        to: { kind: "date" },
        open: { kind: "boolean" },
      },
    },
  },
};

/** Six spells a person, each of some months with gaps between, in order of their first month. */
function spellsFile(people: number): Promise<string> {
  return makeFile(
    `spells-${people}.parquet`,
    `SELECT id AS "personId",
    ['330602', '330602', '330604'][CAST(1 + hash(id, place) % 3 AS BIGINT)] AS region,
    ['pension', 'medical'][1 + place % 2] AS kind,
    CAST(DATE '2016-01-01' + to_months(CAST(place * 18 + hash(id, place, 1) % 6 AS INTEGER)) AS DATE) AS "from",
    CAST(DATE '2016-01-01' + to_months(CAST(place * 18 + 7 + hash(id, place, 2) % 14 AS INTEGER)) - INTERVAL 1 DAY AS DATE) AS "to",
    place = 5 AS open
    FROM range(${people}) AS made(id), range(6) AS spells(place) ORDER BY id, place`,
  );
}

const FOLD = 'consecutive months(insurance[region = "330602"], asOf, 2)';

/** Three rules on one fold with a gap rule, over spells that lie flat beside the people, as in a snapshot. */
async function secondsToFold(people: number, rules: readonly string[]): Promise<number> {
  const spells = await spellsFile(people);
  const exprs = rules.map((rule, index) => {
    const compiled = compileFeel(rule, SPELL_SCOPE);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
    return { name: `r${index}`, compiled: compiled.value, columns: { asOf: "DATE '2024-11-30'" } };
  });
  const lists = { insurance: { from: `read_parquet(${quoteText(spells)})` } };
  const plan = planDuckSql(exprs, { owner: '"personId"', lists });
  const { ctes, last } = renderSteps(plan, '"people"');
  const source = `"people" AS (SELECT range AS "personId", true AS "insurance_complete" FROM range(${people}))`;
  const counts = rules.map((_, index) => `count_if("r${index}") AS "r${index}"`).join(", ");
  return withDuckDB(async (analytics) => {
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < RUNS; run += 1) {
      const began = performance.now();
      const found = await analytics.columns(`WITH ${[source, ...ctes].join(",\n")} SELECT ${counts} FROM ${last}`);
      best = Math.min(best, (performance.now() - began) / 1_000);
      if (Number(found["r0"]?.[0]) === 0) throw new Error("the fold found nobody");
    }
    return best;
  });
}

async function foldOnce(): Promise<number> {
  const alone = await secondsToFold(MILLION, [`${FOLD} >= 6`]);
  const three = await secondsToFold(MILLION, [`${FOLD} >= 6`, `${FOLD} >= 12`, `${FOLD} < 3`]);
  console.log(`  one rule: ${alone.toFixed(3)} s; three rules on the same fold: ${three.toFixed(3)} s`);
  return three;
}

/**
 * The same eight conditions on a million people with nothing unknown (OpenFisca has no unknown). Facts lie in memory as texts
 * and numbers in both; OpenFisca is given them within the time, because it decides on codes that it makes of them. What its
 * formula alone takes is printed too: numpy over codes is about as fast as DuckDB over texts.
 */
async function timesOpenFisca(): Promise<number> {
  const theirs = secondsInOpenFisca(MILLION);
  const file = await flatFile(MILLION);
  const ours = await withDuckDB(async (analytics) => {
    await analytics.run(`CREATE TABLE known AS SELECT id, coalesce(age, 30) AS age, coalesce(degree, 'phd') AS degree,
      coalesce(residence, '330602') AS residence, coalesce(team, 'education') AS team, coalesce("insuredMonths", 0) AS "insuredMonths",
      coalesce("monthlyWage", 5000) AS "monthlyWage", coalesce("ownsHome", true) AS "ownsHome",
      coalesce("contractYears", 0) AS "contractYears" FROM read_parquet(${quoteText(file)})`);
    const rule = compileFlat(EIGHT_CONDITIONS.map(({ feel }) => `(${feel})`).join(" and "));
    const { ctes, last } = renderSteps(planDuckSql([{ name: "entitled", compiled: rule }]), "known");
    const query = `${ctes.length > 0 ? `WITH ${ctes.join(",\n")} ` : ""}SELECT id, entitled FROM ${last}`;
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < RUNS * 2; run += 1) {
      const began = performance.now();
      await analytics.run(`CREATE OR REPLACE TEMP TABLE decided AS ${query}`);
      best = Math.min(best, (performance.now() - began) / 1_000);
    }
    return best;
  });
  console.log(
    `  a million people: DuckDB ${ours.toFixed(3)} s, openfisca-core ${theirs.whole.toFixed(3)} s, its formula alone ${theirs.formula.toFixed(3)} s`,
  );
  return theirs.whole / ours;
}

export const duckCases: readonly BenchCase[] = [
  {
    name: "duckdb-30-policies",
    goal: 3,
    unit: "s for 2,000,000 people × 30 policies × 8 conditions, masks of every pair stored",
    better: "lower",
    memoryGoalMb: 4_096,
    prepare: async () => {
      await flatFile(MANY);
    },
    run: async () => (await storeMasks(MANY, POLICIES)).seconds,
  },
  {
    name: "duckdb-bytes-a-pair",
    goal: 4,
    unit: "bytes stored a pair (2,000,000 people × 30 policies × 8 conditions)",
    better: "lower",
    prepare: async () => {
      await flatFile(MANY);
    },
    run: async () => (await storeMasks(MANY, POLICIES)).bytes / (MANY * POLICIES),
  },
  {
    name: "duckdb-fold",
    goal: 0.4,
    unit: "s a million people for a fold over spells with a gap rule, read by three rules",
    better: "lower",
    prepare: async () => {
      await spellsFile(MILLION);
    },
    run: foldOnce,
  },
  {
    name: "duckdb-against-openfisca",
    goal: 10,
    unit: "times as fast as openfisca-core given the same facts (eight conditions, a million people)",
    better: "higher",
    missing: openFiscaIsMissing,
    prepare: async () => {
      await flatFile(MILLION);
    },
    run: timesOpenFisca,
  },
  {
    name: "duckdb-growth",
    goal: 1.2,
    unit: "times as long for a person of 10,000,000 as for one of 1,000,000 (the series from 100,000 is printed)",
    better: "lower",
    prepare: async () => {
      for (const people of SERIES) await flatFile(people);
    },
    run: growth,
  },
];
