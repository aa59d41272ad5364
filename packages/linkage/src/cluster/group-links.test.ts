import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { groupLinks, type Link } from "./group-links.ts";
import { pairOff } from "./pair-off.ts";

const RECORDS = 12;
const record = fc.integer({ min: 0, max: RECORDS - 1 });
const links = fc.uniqueArray(
  fc
    .record({ left: record, right: record, bits: fc.double({ min: -20, max: 40, noNaN: true }) })
    .filter(({ left, right }) => left < right),
  { selector: ({ left, right }) => left * RECORDS + right, maxLength: 40 },
);
const identities = fc.array(fc.option(fc.constantFrom("a", "b", "c"), { nil: undefined }), {
  minLength: RECORDS,
  maxLength: RECORDS,
});

test("two different identities never come into one group, however much speaks for it", () => {
  fc.assert(
    fc.property(links, identities, (given, who) => {
      const groups = new Map<number, Set<string>>();
      for (const [one, group] of groupLinks(given, (each) => who[each])) {
        const identity = who[one];
        if (identity !== undefined) groups.set(group, (groups.get(group) ?? new Set()).add(identity));
      }
      for (const found of groups.values()) assert.equal(found.size, 1);
    }),
    { numRuns: 500 },
  );
});

test("the same links in any order give the same groups", () => {
  fc.assert(
    fc.property(links, identities, fc.nat(), (given, who, turn) => {
      const turned = given.toSorted(
        (a, b) => ((a.left * 31 + a.right * 17 + turn) % 7) - ((b.left * 31 + b.right * 17 + turn) % 7),
      );
      const plain = (all: readonly Link[]) => [...groupLinks(all, (each) => who[each])].toSorted((a, b) => a[0] - b[0]);
      assert.deepEqual(plain(turned), plain(given));
    }),
  );
});

test("a chain through a middle record is cut where the ends speak against each other", () => {
  const chain: readonly Link[] = [
    { left: 1, right: 2, bits: 12 },
    { left: 2, right: 3, bits: 2 },
    { left: 1, right: 3, bits: -15 },
  ];
  const groups = groupLinks(chain, () => undefined);
  assert.equal(groups.get(1), groups.get(2));
  assert.notEqual(groups.get(2), groups.get(3));
});

test("one to one keeps the surest pair and leaves nobody in two", () => {
  fc.assert(
    fc.property(links, (given) => {
      const sided = given.map((link) => ({ ...link, right: link.right + RECORDS }));
      const kept = pairOff(sided);
      assert.equal(new Set(kept.map(({ left }) => left)).size, kept.length);
      assert.equal(new Set(kept.map(({ right }) => right)).size, kept.length);
      const best = Math.max(...sided.map(({ bits }) => bits));
      if (sided.length > 0) assert.equal(kept[0]?.bits, best);
    }),
  );
});
