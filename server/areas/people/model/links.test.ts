import assert from "node:assert/strict";
import { test } from "node:test";
import type { Day } from "@wutong/kernel";
import { chooseKept, type FactKey, mergedFields, numbersClash, type PersonToMerge, planFacts } from "./links.ts";

const KEPT = 1;
const GONE = 2;
const SPELLS = "people.insurance_spells";

function fact(personId: number, given: Partial<FactKey> = {}): FactKey {
  const recordedAt = new Date("2024-01-01");
  return { table: SPELLS, personId, naturalKey: "aa", digest: "01", recordedAt, batchId: 1, ...given };
}

function person(given: Partial<PersonToMerge>): PersonToMerge {
  return {
    personId: KEPT,
    officeId: 330602,
    standing: "observed",
    name: "王小明",
    pinyin: "wangxiaoming",
    initials: "wxm",
    sex: null,
    birth: null,
    nativePlace: null,
    residence: null,
    team: null,
    talentClass: null,
    phone: null,
    conflicts: [],
    disputed: [],
    documents: ["passport"],
    hasBusiness: false,
    ...given,
  };
}

const both = { kept: KEPT, gone: GONE };
const movesOf = (facts: readonly FactKey[]) =>
  planFacts(facts, both).map(({ fact: { personId, digest }, toPerson, newKey }) => ({
    personId,
    digest,
    toPerson,
    newKey,
  }));

test("a row that only one of the two has comes along", () => {
  assert.deepEqual(movesOf([fact(GONE)]), [{ personId: GONE, digest: "01", toPerson: KEPT, newKey: false }]);
});

test("a row that says the same stays aside: nothing counts twice", () => {
  assert.deepEqual(movesOf([fact(KEPT), fact(GONE)]), []);
});

test("where the two say otherwise the later one counts, whichever of them said it", () => {
  const later = new Date("2024-06-01");
  assert.deepEqual(movesOf([fact(KEPT, { recordedAt: later }), fact(GONE, { digest: "02" })]), []);
  assert.deepEqual(movesOf([fact(KEPT), fact(GONE, { digest: "02", recordedAt: later })]), [
    { personId: KEPT, digest: "01", toPerson: GONE, newKey: false },
    { personId: GONE, digest: "02", toPerson: KEPT, newKey: false },
  ]);
});

test("two payments and two entries of a library both count, under keys of their own", () => {
  for (const table of ["people.past_benefits", "people.library_entries"]) {
    const moves = movesOf([fact(KEPT, { table }), fact(GONE, { table, digest: "02" })]);
    assert.deepEqual(moves, [{ personId: GONE, digest: "02", toPerson: KEPT, newKey: true }]);
  }
});

test("money that is under way keeps its number before the library, the library before an identity card, then the older", () => {
  const keptOf = (a: Partial<PersonToMerge>, b: Partial<PersonToMerge>) =>
    chooseKept(person({ personId: 1, ...a }), person({ personId: 2, ...b })).kept.personId;
  assert.equal(keptOf({ standing: "library" }, { hasBusiness: true }), 2);
  assert.equal(keptOf({ documents: ["residentId"] }, { standing: "library" }), 2);
  assert.equal(keptOf({}, { documents: ["residentId"] }), 2);
  assert.equal(keptOf({}, {}), 1);
});

test("gaps are filled, and what the two say otherwise is a conflict", () => {
  const merged = mergedFields(
    person({ birth: 1 as Day, team: "skilled", conflicts: ["sex"], disputed: ["sex"] }),
    person({ birth: 2 as Day, residence: 330602, team: "skilled" }),
  );
  assert.equal(merged.residence, 330602);
  assert.deepEqual(merged.conflicts, ["birth", "sex"]);
  assert.deepEqual(merged.disputed, ["birth", "sex"]);
});

test("two numbers for life clash; a passport beside one does not", () => {
  const clash = (a: readonly string[], b: readonly string[]) => numbersClash({ documents: a }, { documents: b });
  assert.equal(clash(["residentId"], ["passport", "residentId"]), true);
  assert.equal(clash(["residencePermit"], ["residencePermit"]), true);
  assert.equal(clash(["residentId"], ["residencePermit", "passport"]), false);
  assert.equal(clash(["passport"], ["passport"]), false);
});
