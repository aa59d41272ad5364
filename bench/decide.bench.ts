import { join } from "node:path";
import { factsOf, generateOffice } from "@wutong/generator";
import { type CompiledPolicy, createMaskDecider, readFacts } from "@wutong/policy";
import { checkFolder, policiesInForce } from "../server/areas/policies/index.ts";
import { ROOT } from "../tests/find-files.ts";
import type { BenchCase } from "./bench-case.ts";
import { AS_OF } from "./generated-facts.ts";

const PEOPLE = 20_000;
const ROUNDS = 8;

type Facts = Parameters<ReturnType<typeof createMaskDecider>>[0];

/** Pairs of a person (or certificate) and a policy decided in a second on one core, reasons as masks and amounts included. */
async function pairsPerSecond(): Promise<number> {
  const people = factsOfPeople();
  const deciders = yuecheng().map((policy) => {
    const subjects = policy.envelope.subject === "person" ? people : people.flatMap(certificatesOf);
    return { decide: createMaskDecider(policy), subjects };
  });
  const round = (): number => {
    let entitled = 0;
    for (const { decide, subjects } of deciders) {
      for (const facts of subjects) if (decide(facts).outcome === 2) entitled += 1;
    }
    return entitled;
  };
  const expected = round();
  const began = performance.now();
  for (let turn = 0; turn < ROUNDS; turn += 1) if (round() !== expected) throw new Error("a round decided otherwise");
  const pairs = ROUNDS * deciders.reduce((sum, { subjects }) => sum + subjects.length, 0);
  return pairs / ((performance.now() - began) / 1_000);
}

function factsOfPeople(): readonly Facts[] {
  const options = { office: 330602, people: PEOPLE, seed: 3, asOf: AS_OF };
  return [...generateOffice(options).people].map((person) => {
    const read = readFacts(factsOf(person, options, "registers"));
    if (!read.ok) throw new Error(JSON.stringify(read.error[0]));
    return { ...read.value, asOf: AS_OF };
  });
}

function certificatesOf(facts: Facts): readonly Facts[] {
  const list = facts["certificates"] as { readonly rows: readonly unknown[] };
  return list.rows.map((certificate) => ({ ...facts, certificate }));
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
