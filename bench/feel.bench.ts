import { toMasks } from "@wutong/feel";
import type { BenchCase } from "./bench-case.ts";
import { ALL_MET, compileFlat, EIGHT_CONDITIONS, type FlatPerson, flatPeople } from "./eight-conditions.ts";
import { duckCases } from "./feel-on-duckdb.ts";
import { feelin, jsonRulesEngine, type Peer, zen, zenIsMissing } from "./peer-engines.ts";

const PEOPLE = 20_000;
const OURS_SECONDS = 3;
const PEER_PEOPLE = 2_000;
const PEER_ROUNDS = 3;
const UNKNOWN = 0.1;

/** CPU time of this process, so that others on the machine disturb less; threads of the engine itself count. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/**
 * A pair is one person and the rule of eight conditions, with the masks of met and of unknown conditions (the failed are
 * those in neither), facts read from the person's object by name included.
 */
function closuresPerSecond(people: readonly FlatPerson[]): number {
  const masks = toMasks(EIGHT_CONDITIONS.map(({ feel }) => compileFlat(feel)));
  let entitled = 0;
  let unknown = 0;
  const round = (): void => {
    for (const person of people) {
      const found = masks(person);
      if (found.met === ALL_MET) entitled += 1;
      if (found.unknown !== 0) unknown += 1;
    }
  };
  for (let warm = 0; warm < 20; warm += 1) round();
  const began = cpuSeconds();
  let rounds = 0;
  while (cpuSeconds() - began < OURS_SECONDS) {
    round();
    rounds += 1;
  }
  const rate = (rounds * people.length) / (cpuSeconds() - began);
  if (entitled === 0) throw new Error("nobody was entitled");
  console.log(
    `  closures: ${Math.round(rate).toLocaleString("en-US")} pairs/s, ${unknown > 0 ? "some" : "none"} unknown`,
  );
  return rate;
}

/** How many times as many pairs as the peer, in one process, on the same people with nothing unknown. */
async function timesAsFast(name: string, peer: Peer): Promise<number> {
  const people = flatPeople(PEOPLE, 0);
  const some = people.slice(0, PEER_PEOPLE);
  const masks = toMasks(EIGHT_CONDITIONS.map(({ feel }) => compileFlat(feel)));
  const expected = some.filter((person) => masks(person).met === ALL_MET).length;
  let fastest = 0;
  for (let round = 0; round < PEER_ROUNDS; round += 1) {
    const began = cpuSeconds();
    let found = 0;
    for (const person of some) if (await peer(person)) found += 1;
    fastest = Math.max(fastest, some.length / (cpuSeconds() - began));
    if (found !== expected) throw new Error(`${name} decided otherwise: ${found} against ${expected}`);
  }
  console.log(`  ${name}: ${Math.round(fastest).toLocaleString("en-US")} pairs/s`);
  return closuresPerSecond(people) / fastest;
}

const times = (peer: string) => `times as many pairs/s as ${peer} (same rule, people and run; CPU time of both)`;

export const cases: readonly BenchCase[] = [
  {
    name: "closures-8-conditions",
    goal: 5_000_000,
    unit: "pairs/s on one core, with masks of met and unknown conditions (a tenth of the facts unknown)",
    better: "higher",
    run: async () => closuresPerSecond(flatPeople(PEOPLE, UNKNOWN)),
  },
  {
    name: "against-json-rules-engine",
    goal: 50,
    unit: times("json-rules-engine"),
    better: "higher",
    run: () => timesAsFast("json-rules-engine", jsonRulesEngine()),
  },
  {
    name: "against-zen",
    goal: 30,
    unit: times("ZEN"),
    better: "higher",
    missing: zenIsMissing,
    run: () => timesAsFast("ZEN", zen()),
  },
  {
    name: "against-feelin",
    goal: 1,
    unit: times("feelin"),
    better: "higher",
    run: () => timesAsFast("feelin", feelin()),
  },
  ...duckCases,
];
