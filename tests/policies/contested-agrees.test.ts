import assert from "node:assert/strict";
import { test } from "node:test";
import { day } from "@wutong/kernel";
import {
  type CompiledPolicy,
  type ContestedRow,
  decideSubjects,
  type GivenFacts,
  grantOf,
  readFacts,
  type Stacking,
  stack,
  stackContested,
} from "@wutong/policy";
import { sweepOnDuckDB } from "./duck-sweep.ts";
import { type Random, randomOf, randomPerson } from "./random-people.ts";
import { yuechengPolicies } from "./yuecheng.ts";

const asOf = day("2024-11-30");
const seed = Number(process.env["WUTONG_SEED"] ?? 20_241_130);
const PEOPLE = 400;
const none: Stacking = { ends: [], deducts: [], notWith: [], higherBarsLower: false };

const named = yuechengPolicies().map(({ envelope }) => envelope.benefit);
const sets: Readonly<Record<string, (place: number) => Partial<Stacking>>> = {
  "best of one group": () => ({ chooseOne: "one" }),
  "topped up to the best": () => ({ topUp: "one" }),
  "what comes later deducts what comes before": (place) => ({ deducts: named.slice(0, place) }),
  "thirty months together": () => ({ combined: { group: "one", months: 30 } }),
  "from one office": () => ({ oneJurisdiction: "one" }),
  "once for a household": () => ({ oncePer: "household" }),
  "not with the first": (place) => (place === 0 ? {} : { notWith: named.slice(0, 1) }),
  "once for a person, twice a year": () => ({ oncePer: "person", perYear: { max: 2, already: "0" } }),
};

for (const [name, rule] of Object.entries(sets)) {
  test(`a sweep settles as one by one: ${name} (seed ${seed})`, async () => {
    const policies = yuechengPolicies().map((policy, place) =>
      withStacking(policy, { ...none, ...rule(place) }, place),
    );
    const random = randomOf(seed);
    const people = Array.from({ length: PEOPLE }, () => wellInsured(random));
    const findings = Map.groupBy(await sweepOnDuckDB(policies, people, asOf), (each) => each.personId);
    let lost = 0;
    for (const [person, facts] of people.entries()) {
      const expected = settledOneByOne(policies, facts);
      const found = findings.get(person)?.filter(({ outcome }) => outcome === 2) ?? [];
      const told = found.map(({ policy, subject, chosen, lostTo }) => `${policy} ${subject} ${chosen} ${lostTo}`);
      assert.deepEqual(told.sort(), expected, JSON.stringify(facts));
      lost += found.filter(({ chosen }) => !chosen).length;
    }
    assert.ok(lost > 0, "somebody loses something");
  });
}

test("people whose homes are told apart are not alike, and a cap holds for the home", () => {
  const [once, capped] = [{ oncePerHome: true }, { jointCap: { group: "home", yuan: "" } }].map((rule) =>
    [0, 1].map((): CompiledPolicy => {
      const [policy] = yuechengPolicies();
      if (!policy) throw new Error("no policy");
      const envelope = { ...policy.envelope, subject: "home", stacking: { ...none, ...rule } };
      return { ...policy, envelope: { ...envelope, payPlan: { kind: "once" } } };
    }),
  );
  const row = (personId: number, policy: number, subject: string): ContestedRow => ({
    ...{ personId, policy, subject, occupation: null, level: null, amountFen: 500n, capFen: 500n },
    ...{ paid: null, months: null, through: null, already: null },
  });
  const rows = [row(1, 0, "h1"), row(1, 1, "h1"), row(2, 0, "h1"), row(2, 1, "h2")];
  const chosen = (policies: readonly CompiledPolicy[] = []) =>
    stackContested({ policies, asOf }, rows).map((each) => each.chosen);
  assert.deepEqual(chosen(once), [true, false, true, true]);
  assert.deepEqual(chosen(capped), [true, false, true, true]);
});

/** As if policies of two offices. */
function withStacking(policy: CompiledPolicy, stacking: Stacking, place: number): CompiledPolicy {
  return { ...policy, envelope: { ...policy.envelope, stacking, office: place % 2 === 0 ? 330602 : 330600 } };
}

function wellInsured(random: Random): GivenFacts {
  return { ...randomPerson(random), benefits: { complete: true, rows: [] } };
}

function settledOneByOne(policies: readonly CompiledPolicy[], given: GivenFacts): readonly string[] {
  const read = readFacts(given);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const facts = read.value;
  const grants = policies.flatMap((policy, rank) =>
    decideSubjects(policy, facts, asOf).flatMap((decision) => {
      const grant = grantOf(policy, decision, { facts, rank });
      return grant ? [{ grant, rank, subject: decision.certificate }] : [];
    }),
  );
  const stacked = stack(
    grants.map(({ grant }) => grant),
    [],
    asOf,
  );
  return grants
    .map(({ grant: { key }, rank, subject }) => {
      const winner = stacked.lost.find((each) => each.key === key)?.toPolicy;
      const place = policies.findIndex(({ envelope }) => envelope.id === winner);
      return `${rank} ${subject} ${stacked.chosen.includes(key)} ${place < 0 ? null : place}`;
    })
    .sort();
}
