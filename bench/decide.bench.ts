import { join } from "node:path";
import { factsOf, generateOffice } from "@wutong/generator";
import { type CompiledPolicy, createMaskDecider, readFacts } from "@wutong/policy";
import { checkFolder, policiesInForce } from "../server/areas/policies/index.ts";
import { ROOT } from "../tests/find-files.ts";
import type { BenchCase } from "./bench-case.ts";
import { AS_OF } from "./generated-facts.ts";

const PEOPLE = 20_000;
const WARM_ROUNDS = 3;
const ROUNDS = 12;

type DecideMasks = ReturnType<typeof createMaskDecider>;
type Facts = Parameters<DecideMasks>[0];

/**
 * A pair is one person (or one certificate, where a policy is about these) and one policy: the masks of what is met and
 * what is unknown, which remediable condition alone is missing, the outcome and the amount, the key date included.
 * One thread, people one after the other, each against the four policies; reading the facts from JSON is not included. Time is
 * the CPU time of the process (collecting garbage and compiling included), so that others on the machine disturb less.
 */
async function pairsPerSecond(): Promise<number> {
  const people = factsOfPeople();
  const decideMasks = createMaskDecider(yuecheng(), AS_OF);
  const expected = round(decideMasks, people);
  for (let turn = 0; turn < WARM_ROUNDS; turn += 1) round(decideMasks, people);
  const began = process.cpuUsage();
  let pairs = 0;
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const found = round(decideMasks, people);
    if (found.entitled !== expected.entitled) throw new Error("a round decided otherwise");
    pairs += found.pairs;
  }
  const { user, system } = process.cpuUsage(began);
  return (pairs * 1e6) / (user + system);
}

function round(
  decideMasks: DecideMasks,
  people: readonly Facts[],
): { readonly pairs: number; readonly entitled: number } {
  let pairs = 0;
  let entitled = 0;
  const see: Parameters<DecideMasks>[1] = ({ outcome }) => {
    pairs += 1;
    if (outcome === 2) entitled += 1;
  };
  for (const facts of people) decideMasks(facts, see);
  return { pairs, entitled };
}

function factsOfPeople(): readonly Facts[] {
  const options = { office: 330602, people: PEOPLE, seed: 3, asOf: AS_OF };
  return [...generateOffice(options).people].map((person) => {
    const read = readFacts(factsOf(person, options, "registers"));
    if (!read.ok) throw new Error(JSON.stringify(read.error[0]));
    return read.value;
  });
}

function yuecheng(): readonly CompiledPolicy[] {
  const checked = checkFolder(join(ROOT, "regions/yuecheng/policies"));
  if (!checked.ok) throw new Error(checked.error.code);
  return policiesInForce(checked.value.policies, AS_OF);
}

export const cases: readonly BenchCase[] = [
  {
    name: "pairs-per-core",
    goal: 1_000_000,
    unit: "pairs/s on one core, with reasons and amounts",
    better: "higher",
    run: pairsPerSecond,
  },
];
