import { availableParallelism } from "node:os";
import type { Facts } from "@wutong/feel";
import { day } from "@wutong/kernel";
import {
  type CompiledPolicy,
  type ContestedRow,
  catalogueOf,
  decideSubjects,
  type FlatFacts,
  factsOfCase,
  grantOf,
  joinExtensions,
  planSweep,
  stack,
  stackContested,
} from "@wutong/policy";
import { rowsOf } from "../server/areas/policies/index.ts";
import { type Analytics, forkAnalytics, type Lane } from "../server/storage/analytics/index.ts";
import type { BenchCase } from "./bench-case.ts";
import { partsOf, peopleForPolicies } from "./policy-people.ts";
import { rulesAbout, rulesAliveOn, type SubjectKind } from "./shipped-rules.ts";

const AS_OF = day("2025-05-15");
const MILLION = 1_000_000;
/** Beside a million people, so many subjects of the other kinds. */
const OTHERS: Readonly<Record<Exclude<SubjectKind, "person">, number>> = {
  household: 50_000,
  employer: 20_000,
  platform: 2_000,
};

type Source = { readonly kind: SubjectKind; readonly policies: readonly CompiledPolicy[]; readonly folder: string };

async function sourcesOf(people: number): Promise<readonly Source[]> {
  const rules = rulesAliveOn(AS_OF);
  const sources: Source[] = [];
  for (const [kind, count] of Object.entries({ person: people, ...OTHERS }) as [SubjectKind, number][]) {
    const policies = rulesAbout(kind, rules);
    if (policies.length === 0) continue;
    const folder = await peopleForPolicies("rules", { kind, policies, asOf: AS_OF, people: count });
    sources.push({ kind, policies, folder });
  }
  return sources;
}

/**
 * Masks, outcome, amounts, costs and stacking of everybody under every rule, part by part on two lanes; nothing is written.
 * Parts hold 250,000 subjects and are judged one by one, so more people are the same parts `times` over: ten million made by
 * themselves would take most of an hour to make.
 */
async function secondsToJudge(people: number, times = 1): Promise<number> {
  const sources = await sourcesOf(people);
  const analytics = await forkAnalytics({ memoryMiB: 4_500, threads: availableParallelism() });
  try {
    const began = performance.now();
    const parts = sources.flatMap(({ kind, policies, folder }) =>
      partsOf(folder, catalogueOf(kind, joinExtensions(policies))).map((facts) => ({ kind, policies, facts })),
    );
    const work = Array.from({ length: times }, () => parts).flat();
    const lanes = [analytics, await analytics.lane()];
    await Promise.all(
      lanes.map(async (lane) => {
        for (let next = work.shift(); next; next = work.shift()) await judgePart(lane, next);
      }),
    );
    return (performance.now() - began) / 1_000;
  } finally {
    await analytics.close();
  }
}

type Part = { readonly kind: SubjectKind; readonly policies: readonly CompiledPolicy[]; readonly facts: FlatFacts };

async function judgePart(lane: Lane | Analytics, { kind, policies, facts }: Part): Promise<void> {
  const source = kind === "person" ? { source: facts } : { sources: { [kind]: facts } };
  const plan = planSweep(policies, { asOf: AS_OF, ...source });
  try {
    for (const { sql } of plan.tables) await lane.run(sql);
    stackContested(plan, rowsOf<ContestedRow>(await lane.columns(plan.contested)));
  } finally {
    for (const { name } of plan.tables) await lane.run(`DROP TABLE IF EXISTS ${name}`);
  }
}

const POLICIES = 200;

/** One person after another against 200 policies, with reasons, plans and stacking: the slowest of twenty, in ms. */
async function milliseconds95(): Promise<number> {
  const rules = rulesAbout("person", rulesAliveOn(AS_OF));
  const policies = Array.from({ length: POLICIES }, (_, index) => rules[index % rules.length] as CompiledPolicy);
  const people = rules.flatMap((policy): readonly Facts[] =>
    policy.envelope.tests.cases.flatMap((each): readonly Facts[] => {
      const facts = factsOfCase(policy.envelope, each, policy.extension);
      return facts ? [facts] : [];
    }),
  );
  const times = people.map((facts) => {
    const began = performance.now();
    const grants = policies.flatMap((policy, rank) =>
      decideSubjects(policy, facts, AS_OF).flatMap((decision) => grantOf(policy, decision, { facts, rank }) ?? []),
    );
    stack(grants, [], AS_OF);
    return performance.now() - began;
  });
  const sorted = times.slice(50).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}

export const cases: readonly BenchCase[] = [
  {
    name: "million-people",
    goal: 10,
    unit: "s for 1,000,000 people × all shipped rules, with masks, amounts and stacking",
    better: "lower",
    memoryGoalMb: 6_144,
    prepare: async () => {
      await sourcesOf(MILLION);
    },
    run: () => secondsToJudge(MILLION),
  },
  {
    name: "ten-million-people",
    goal: 100,
    unit: "s for 10,000,000 people (a million ten times over) × all shipped rules, with masks, amounts and stacking",
    better: "lower",
    memoryGoalMb: 6_144,
    prepare: async () => {
      await sourcesOf(MILLION);
    },
    run: () => secondsToJudge(MILLION, 10),
  },
  {
    name: "one-person-200-policies",
    goal: 10,
    unit: "ms at the 95th percentile for one person against 200 policies, with reasons, plans and stacking",
    better: "lower",
    run: milliseconds95,
  },
];
