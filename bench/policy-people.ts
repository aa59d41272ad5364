import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Day, expectOk, monthOfDay } from "@wutong/kernel";
import {
  type CompiledPolicy,
  catalogueColumns,
  catalogueOf,
  decideSubjects,
  type FactCatalogue,
  type FactExtension,
  type FlatFacts,
  type GivenFacts,
  givenOfCase,
  joinExtensions,
  jsonFactsRelation,
  layFlat,
  OUTCOME_CODES,
  planSweep,
  readFacts,
} from "@wutong/policy";
import { type Analytics, AS_PARQUET, forkAnalytics, quoteText } from "../server/storage/analytics/index.ts";
import { ROOT } from "../tests/find-files.ts";
import { movedBy, type SubjectKind } from "./shipped-rules.ts";

/** People gathered in one file, as a snapshot of the same size has them. */
const PART_PEOPLE = 250_000;
/** Lives that one person's facts are put together from. */
const LIVES = 6;
/** The office of everybody. */
const OFFICE = 330602;
const SAMPLE = 20_000;
/** Every outcome of every policy occurs for at least this share of the people. */
const SHARE_MIN = 0.01;

/** Policies about subjects of one kind; `people` counts the subjects. */
export type Making = {
  readonly kind: SubjectKind;
  readonly policies: readonly CompiledPolicy[];
  readonly asOf: Day;
  readonly people: number;
  readonly catalogue: FactCatalogue;
};

/** The facts of one case, moved in time to the day of the sweep or left where they are. */
type Life = { readonly facts: GivenFacts; readonly outcomes: readonly number[] };

/**
 * Parquet of made-up people for a sweep over many policies, in the form of a snapshot; made once and kept. Each person's
 * histories are put together from a few lives out of the policies' own cases; lives are drawn by weights that are moved until
 * every outcome of every policy is frequent enough in a sample that DuckDB decides.
 */
export async function peopleForPolicies(name: string, given: Omit<Making, "catalogue">): Promise<string> {
  const making: Making = { ...given, catalogue: catalogueOf(given.kind, joinExtensions(given.policies)) };
  const folder = join(ROOT, ".wutong/bench", `${name}-${making.kind}-${making.people}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const analytics = await forkAnalytics({ memoryMiB: 6_000, threads: 2 });
  try {
    const lives = livesOf(making);
    await layLives(analytics, lives, draft, making.catalogue);
    const weights = await balance(analytics, lives, making);
    for (let first = 0; first < making.people; first += PART_PEOPLE) {
      const count = Math.min(PART_PEOPLE, making.people - first);
      await drawPeople(analytics, weights, making.catalogue, { first, count });
      await writePart(analytics, draft, first / PART_PEOPLE, making.catalogue);
    }
  } finally {
    await analytics.close();
  }
  renameSync(draft, folder);
  return folder;
}

/** Each case twice: as it stands, and with all its days moved so that its day of decision is the sweep's; and with gaps. */
function livesOf({ policies, asOf }: Making): readonly Life[] {
  const extension = joinExtensions(policies);
  const lived = (facts: GivenFacts): Life => ({
    facts,
    outcomes: policies.map((other) => outcomeOf(other, facts, asOf, extension)),
  });
  return policies.flatMap((policy, place) => {
    const told = policy.envelope.tests.cases.flatMap((each) => {
      const facts = givenOfCase(policy.envelope, each);
      const months = monthOfDay(asOf) - monthOfDay(each.asOf);
      return months === 0 ? [facts] : [facts, movedBy(facts, months)];
    });
    const lives = told.map(lived);
    if (lives.some(({ outcomes }) => outcomes[place] === OUTCOME_CODES.possible)) return lives;
    const entitled = lives.find(({ outcomes }) => outcomes[place] === OUTCOME_CODES.entitled);
    const gaps = entitled ? gapsIn(entitled.facts).map(lived) : [];
    return [...lives, ...gaps.filter(({ outcomes }) => outcomes[place] === OUTCOME_CODES.possible)];
  });
}

/** The same facts with one of them not known: a fact, a list, or a field of a list's rows. */
function gapsIn(facts: GivenFacts): readonly GivenFacts[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    const without = Object.fromEntries(Object.entries(facts).filter(([other]) => other !== name));
    if (typeof value !== "object") return [without];
    const fields = [...new Set(value.rows.flatMap((row) => Object.keys(row)))];
    const fewer = fields.map((field) => {
      const rows = value.rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([other]) => other !== field)),
      );
      return { ...facts, [name]: { ...value, rows } };
    });
    return [{ ...facts, [name]: { complete: false, rows: value.rows } }, ...fewer];
  });
}

/** The best outcome of any of the policy's subjects; −1 where there is none. */
function outcomeOf(policy: CompiledPolicy, facts: GivenFacts, asOf: Day, extension: FactExtension): number {
  const read = expectOk(readFacts(facts, policy.envelope.subject, extension), "the facts of a case");
  return decideSubjects(policy, read, asOf).reduce((best, { outcome }) => Math.max(best, OUTCOME_CODES[outcome]), -1);
}

/** The lives as flat tables, and which of the lists each of them tells of. */
async function layLives(
  analytics: Analytics,
  lives: readonly Life[],
  draft: string,
  catalogue: FactCatalogue,
): Promise<void> {
  const lines = join(draft, "lives.jsonl");
  writeFileSync(
    lines,
    lives.map(({ facts }, index) => JSON.stringify({ personId: index, office: OFFICE, ...facts })).join("\n"),
  );
  const { tables } = layFlat(jsonFactsRelation(lines, catalogue), "life", catalogueColumns(catalogue));
  for (const { name, query } of tables) await analytics.run(`CREATE OR REPLACE TABLE ${name} AS ${query}`);
  const told = lives.map(({ facts }, life) => {
    const lists = catalogue.lists.flatMap(({ name }) => (name in facts ? [`'${name}'`] : []));
    return `(${life}, [${lists.join(", ")}]::VARCHAR[])`;
  });
  await analytics.run(`CREATE OR REPLACE TABLE life_told AS SELECT * FROM (VALUES ${told.join(",")}) AS t(life, told)`);
  rmSync(lines);
}

/** Lives' weights, moved until in the sample every outcome of every policy is as frequent as it must be. */
async function balance(analytics: Analytics, lives: readonly Life[], making: Making): Promise<readonly number[]> {
  const { policies } = making;
  const weights = lives.map(() => 1);
  for (let round = 0; round < 30; round += 1) {
    await drawPeople(analytics, weights, making.catalogue, { first: 0, count: SAMPLE });
    const shares = await sharesOf(analytics, making);
    const rare = shares.filter(({ share }) => share < SHARE_MIN * 1.1);
    if (rare.length === 0) return weights;
    for (const { policy, outcome, share } of rare) {
      const fitting = lives.flatMap(({ outcomes }, life) => (outcomes[policy] === outcome ? [life] : []));
      if (fitting.length === 0) {
        throw new Error(`no case of ${policies[policy]?.envelope.id} comes to ${outcome} on the day of the sweep`);
      }
      for (const life of fitting)
        weights[life] = (weights[life] ?? 1) * Math.min(4, Math.max(1.2, 0.02 / (share + 0.003)));
    }
  }
  throw new Error("the outcomes of these policies can't be made frequent enough");
}

type Share = { readonly policy: number; readonly outcome: number; readonly share: number };

/** Of each outcome of each policy, the share of subjects that come to it. */
async function sharesOf(analytics: Analytics, { policies, asOf, kind, catalogue }: Making): Promise<readonly Share[]> {
  const lists = Object.fromEntries(
    catalogue.lists.map(({ name }) => [name, { from: `made_list_${name}`, known: '"row$known"' }]),
  );
  const facts = { people: "made_people", lists };
  const plan = planSweep(policies, {
    asOf,
    ...(kind === "person" ? { source: facts } : { sources: { [kind]: facts } }),
  });
  for (const { sql } of plan.tables) await analytics.run(sql);
  const found = await analytics.columns(
    `SELECT *, sum(n) OVER (PARTITION BY policy) AS whole
     FROM (SELECT policy, outcome, count(*) AS n FROM (${plan.findings}) GROUP BY policy, outcome)`,
  );
  const shares = new Map<string, number>();
  for (const [index, policy] of (found["policy"] ?? []).entries()) {
    const at = (name: string) => Number(found[name]?.[index] ?? 0);
    shares.set(`${Number(policy)} ${at("outcome")}`, at("n") / at("whole"));
  }
  return policies.flatMap((_, policy) =>
    [0, 1, 2].map((outcome) => ({ policy, outcome, share: shares.get(`${policy} ${outcome}`) ?? 0 })),
  );
}

/** Draws each person's lives by the weights and puts their rows together; the same numbers give the same people. */
async function drawPeople(
  analytics: Analytics,
  weights: readonly number[],
  { scalars: facts, lists }: FactCatalogue,
  { first, count }: { readonly first: number; readonly count: number },
): Promise<void> {
  let below = 0;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const bounds = weights.map((weight, life) => {
    const row = `(${life}, ${below / total})`;
    below += weight;
    return row;
  });
  await analytics.run(`CREATE OR REPLACE TABLE bounds AS SELECT * FROM (VALUES ${bounds.join(",")}) AS t(life, above)`);
  await analytics.run(`CREATE OR REPLACE TABLE drawn AS
    WITH pick AS (SELECT p::INTEGER AS "personId", k, (hash(p * ${LIVES} + k) % 1000000007) / 1000000007.0 AS lot
      FROM range(${first + 1}, ${first + count + 1}) AS people(p), range(${LIVES}) AS lives(k))
    SELECT "personId", life, min(k) AS k FROM pick ASOF JOIN bounds ON lot >= above GROUP BY ALL`);
  const scalars = facts.map(({ name }) => `arg_min(l."${name}", k) FILTER (l."${name}" IS NOT NULL) AS "${name}"`);
  // A list that none of a person's lives tells of is empty; of one in ten it isn't known.
  const complete = lists.map(({ name }, index) => {
    const told = `l."${name}_complete" OR NOT list_contains(told, '${name}')`;
    const silent = `NOT bool_or(list_contains(told, '${name}')) AND hash(any_value(d."personId") * 100 + ${index}) % 10 = 0`;
    return `bool_and(${told}) AND NOT (${silent}) AS "${name}_complete"`;
  });
  await analytics.run(`CREATE OR REPLACE TABLE made_people AS
    SELECT d."personId", ${OFFICE}::BIGINT AS office, ${[...scalars, ...complete].join(", ")}
    FROM drawn d JOIN life_people l ON l."personId" = life JOIN life_told t USING (life)
    GROUP BY d."personId" ORDER BY d."personId"`);
  for (const { name } of lists) {
    await analytics.run(`CREATE OR REPLACE TABLE made_list_${name} AS
      SELECT d."personId" AS "personId", l.* EXCLUDE ("personId") FROM life_list_${name} l JOIN drawn d ON d.life = l."personId"
      ORDER BY d."personId"`);
  }
}

async function writePart(analytics: Analytics, draft: string, part: number, { lists }: FactCatalogue): Promise<void> {
  const tables = ["people", ...lists.map(({ name }) => `list_${name}`)];
  for (const table of tables) {
    const of = join(draft, table.replace(/^list_/, ""), `office=${OFFICE}`);
    mkdirSync(of, { recursive: true });
    const file = quoteText(join(of, `${String(part).padStart(3, "0")}-0.parquet`));
    const kept = table === "people" ? "* EXCLUDE (office)" : '* EXCLUDE ("row$known")';
    await analytics.run(`COPY (SELECT ${kept} FROM made_${table} ORDER BY ALL) TO ${file} (${AS_PARQUET})`);
  }
}

/** The made facts part by part, as a sweep reads them. */
export function partsOf(folder: string, catalogue: FactCatalogue): readonly FlatFacts[] {
  const at = (name: string) => join(folder, name, `office=${OFFICE}`);
  return readdirSync(at("people"))
    .toSorted()
    .map((file) => {
      const from = (name: string) => `read_parquet(${quoteText(join(at(name), file))})`;
      return {
        people: `(SELECT *, ${OFFICE}::BIGINT AS office FROM ${from("people")})`,
        lists: Object.fromEntries(catalogue.lists.map(({ name }) => [name, { from: from(name) }])),
      };
    });
}
