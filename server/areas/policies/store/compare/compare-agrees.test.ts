import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type FactsJson, factsOf, generateOffice } from "@wutong/generator";
import { day, monthOfDay } from "@wutong/kernel";
import {
  type CompiledPolicy,
  checkPolicies,
  comparePolicies,
  type DifferenceKind,
  type FlatFacts,
  KINDS,
  type PolicyFile,
  readDraft,
} from "@wutong/policy";
import { openAnalytics } from "../../../../storage/analytics/index.ts";
import { type DecidedPerson, decidePerson } from "../../findings/decide-person.ts";
import { policiesInForce } from "../../policies-in-force.ts";
import { openFacts } from "../files/facts-file.ts";
import { readPolicyFiles } from "../files/policy-files.ts";
import { rowsOf } from "../sweep/sweep-facts.ts";
import { officeFiles } from "../sweep/sweep-folder.ts";
import { compareFacts } from "./compare-facts.ts";
import type { ComparedSums } from "./compared-sums.ts";
import { PEOPLE } from "./comparison-folder.ts";

const AS_OF = day("2024-11-30");
const COUNT = 2_000;
const root = mkdtempSync(join(tmpdir(), "wutong-compare-"));
const people: FactsJson[] = [];
const files = yuecheng();
const inForce = policiesInForce(checkPolicies(files).policies, AS_OF);
const analytics = await openAnalytics({ memoryMiB: 1_024, threads: 2 });

let facts: readonly FlatFacts[] = [];
const asNow = new Map<number, DecidedPerson>();

before(async () => {
  const options = { office: 330602, people: COUNT, seed: 20_241_130, asOf: AS_OF };
  for (const person of generateOffice(options).people) {
    const one = factsOf(person, options, "registers");
    people.push(one.personId % 4 === 0 ? { ...one, office: 330602001 } : one);
    asNow.set(one.personId, decidePerson(inForce, one as never, AS_OF));
  }
  facts = await openPeople();
});

after(async () => {
  await analytics.close();
  rmSync(root, { recursive: true });
});

/** Drafts of every sort: [what it tries, the file, what stands there, what the draft says]. */
const DRAFTS: readonly (readonly [string, string, string, string])[] = [
  ["a threshold lowered", "rent-subsidy.yaml", "value: 3, source", "value: 2, source"],
  ["a threshold raised", "housing-voucher.yaml", "value: 3, source", "value: 5, source"],
  ["an amount raised", "rent-subsidy.yaml", "yuan: 500", "yuan: 900"],
  ["an amount so low that another benefit is taken", "housing-voucher.yaml", "yuan: 500000", "yuan: 4000"],
  ["fewer instalments", "rent-subsidy.yaml", "count: 36", "count: 12"],
  ["a condition on each certificate", "skill-subsidy.yaml", 'in ("5", "4", "3")', 'in ("5", "4")'],
  ["a threshold of certificates", "skill-subsidy.yaml", "value: 12, source", "value: 60, source"],
  ["at most one in a year", "skill-subsidy.yaml", "value: 3, source", "value: 1, source"],
  ["another tree", "rent-subsidy.yaml", "conditions:\n  all:", "conditions:\n  any:"],
  ["no stacking", "housing-voucher.yaml", "ends: [rentSubsidy]", "ends: []"],
];

for (const [name, file, from, to] of DRAFTS) {
  test(`${name}: everybody is compared as deciding them twice compares them`, async () => {
    const { sums, found } = await compare(inForce, draftOf(file, from, to));
    assert.ok(
      sums.cells.some((cell) => cell.kind > 0),
      "somebody wins or loses",
    );
    assertAgrees(inForce, draftOf(file, from, to), { sums, found });
  });
}

test("a policy that only one side has gives to everybody who is entitled, or takes it", async () => {
  const less = inForce.filter(({ envelope }) => envelope.id !== "yuecheng-rent-subsidy");
  for (const [old, draft] of [
    [inForce, less],
    [less, inForce],
  ] as const) {
    const { sums, found } = await compare(old, draft);
    assertAgrees(old, draft, { sums, found });
  }
});

test("the same on both sides is no comparison", () => {
  assert.deepEqual(comparePolicies(inForce, draftOf("rent-subsidy.yaml", "本科及以上 500 元", "另有说明")).changed, []);
});

type Found = { readonly sums: ComparedSums; readonly found: readonly Row[] };
type Row = {
  readonly personId: number;
  readonly kind: number;
  readonly oldFen: bigint;
  readonly newFen: bigint;
  readonly otherFen: bigint;
  readonly oldYearFen: bigint;
  readonly newYearFen: bigint;
};

async function openPeople(): Promise<readonly FlatFacts[]> {
  const file = join(root, "facts.jsonl");
  writeFileSync(file, people.map((one) => JSON.stringify(one)).join("\n"));
  const opened = await openFacts(analytics, file);
  assert.ok(opened.ok, JSON.stringify(opened));
  return opened.value;
}

async function compare(old: readonly CompiledPolicy[], draft: readonly CompiledPolicy[]): Promise<Found> {
  const out = join(root, "out");
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  const compared = comparePolicies(old, draft);
  const sums = await compareFacts({ lane: analytics, compared, facts, asOf: AS_OF, out });
  const relation = officeFiles(join(out, PEOPLE));
  return { sums, found: relation ? [...rowsOf<Row>(await analytics.columns(`FROM ${relation}`))] : [] };
}

type Expected = {
  readonly kind: DifferenceKind;
  readonly gain: bigint;
  readonly gainYear: bigint;
  readonly years: ReadonlyMap<number, bigint>;
};

/** Over all policies: those that stacking doesn't connect with a change come to the same on both sides. */
function expectedOf(old: DecidedPerson, draft: DecidedPerson): Expected {
  const kept = (side: DecidedPerson) => side.subjects.filter(({ chosen }) => chosen === true);
  const sum = (side: DecidedPerson, of: "wholePlanFen" | "thisYearFen") =>
    kept(side).reduce((total, { decision }) => total + (decision[of] ?? 0n), 0n);
  const outcomes = (side: DecidedPerson) =>
    new Map(side.subjects.map(({ decision }) => [`${decision.policyId}#${decision.certificate}`, decision.outcome]));
  const [before_, after_] = [outcomes(old), outcomes(draft)];
  const keys = [...new Set([...before_.keys(), ...after_.keys()])];
  const some = (test: (from: string, to: string) => boolean) =>
    keys.some((key) => test(before_.get(key) ?? "notEntitled", after_.get(key) ?? "notEntitled"));
  const came = some((from, to) => to === "entitled" && from !== "entitled");
  const went = some((from, to) => from === "entitled" && to !== "entitled");
  const gain = sum(draft, "wholePlanFen") - sum(old, "wholePlanFen");
  const kind = (): DifferenceKind => {
    if (gain > 0n) return came ? "newlyEntitled" : "moreMoney";
    if (gain < 0n) return went ? "noLongerEntitled" : "lessMoney";
    if (came !== went) return came ? "newlyEntitled" : "noLongerEntitled";
    if (some((from, to) => from === "notEntitled" && to === "possible")) return "newlyPossible";
    return some((from, to) => from === "possible" && to === "notEntitled") ? "noLongerPossible" : "unchanged";
  };
  const years = new Map<number, bigint>();
  for (const [side, sign] of [
    [old, -1n],
    [draft, 1n],
  ] as const) {
    for (const { decision } of kept(side)) {
      for (const { due, amountFen } of decision.plan ?? []) {
        const year = Math.floor(monthOfDay(due) / 12);
        years.set(year, (years.get(year) ?? 0n) + sign * amountFen);
      }
    }
  }
  return { kind: kind(), gain, gainYear: sum(draft, "thisYearFen") - sum(old, "thisYearFen"), years };
}

function assertAgrees(old: readonly CompiledPolicy[], draft: readonly CompiledPolicy[], { sums, found }: Found): void {
  const rows = new Map(found.map((row) => [row.personId, row]));
  const kinds = new Map<string, number>();
  const years = new Map<number, bigint>();
  for (const { personId, office, ...own } of people) {
    const decided = (side: readonly CompiledPolicy[]) =>
      (side === inForce ? asNow.get(personId) : undefined) ?? decidePerson(side, own as never, AS_OF);
    const expected = expectedOf(decided(old), decided(draft));
    const row = rows.get(personId);
    assert.equal(KINDS[row?.kind ?? 0], expected.kind, `person ${personId}`);
    assert.equal(row ? row.newFen - row.oldFen + row.otherFen : 0n, expected.gain, `person ${personId}`);
    const key = `${office} ${expected.kind}`;
    kinds.set(key, (kinds.get(key) ?? 0) + 1);
    for (const [year, fen] of expected.years) years.set(year, (years.get(year) ?? 0n) + fen);
  }
  for (const office of [330602, 330602001]) {
    for (const [code, kind] of KINDS.entries()) {
      if (kind === "unchanged") continue;
      const cells = sums.cells.filter((cell) => cell.office === office && cell.kind === code);
      assert.equal(
        cells.reduce((total, cell) => total + cell.people, 0),
        kinds.get(`${office} ${kind}`) ?? 0,
        `${office} ${kind}`,
      );
    }
  }
  const changes = new Map<number, bigint>();
  for (const { year, oldFen, newFen, otherFen } of sums.yearly) {
    changes.set(year, (changes.get(year) ?? 0n) + newFen - oldFen + otherFen);
  }
  const told = (from: ReadonlyMap<number, bigint>) =>
    [...from].filter(([, fen]) => fen !== 0n).toSorted(([a], [b]) => a - b);
  assert.deepEqual(told(changes), told(years));
  assert.equal(
    sums.everybody.reduce((total, one) => total + one.people, 0),
    people.length,
  );
}

function draftOf(path: string, from: string, to: string): readonly CompiledPolicy[] {
  const changed = files.map((file) => (file.path === path ? { ...file, text: file.text.replace(from, to) } : file));
  assert.notDeepEqual(changed, files, `${from} stands in ${path}`);
  const draft = readDraft(changed, path, AS_OF);
  if (draft.kind === "faults") throw new Error(JSON.stringify(draft.faults[0]));
  const { policy } = draft;
  return inForce.map((each) => (each.envelope.id === policy.envelope.id ? policy : each));
}

function yuecheng(): readonly PolicyFile[] {
  const found = readPolicyFiles(fileURLToPath(new URL("../../../../../regions/yuecheng/policies/", import.meta.url)));
  assert.ok(found.ok);
  return found.value;
}
