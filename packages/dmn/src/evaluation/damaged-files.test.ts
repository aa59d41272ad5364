import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { readDmn } from "../reading/read-dmn.ts";
import { writeDmn } from "../writing/write-dmn.ts";
import { compileDmn, evaluateDecision } from "./dmn-program.ts";

const GOOD = readFileSync(new URL("../../examples/rent-subsidy.dmn", import.meta.url), "utf8");

const place = fc.nat(GOOD.length - 1);
const damage = fc.record({ from: place, length: fc.nat(60), source: place, copied: fc.nat(60) });

/** Cuts a piece out and puts another piece of the same file there. */
function damaged(damages: readonly { from: number; length: number; source: number; copied: number }[]): string {
  return damages.reduce((text, { from, length, source, copied }) => {
    return text.slice(0, from) + text.slice(source, source + copied) + text.slice(from + length);
  }, GOOD);
}

/** The quoted words of a file exchanged: still XML, most often, with other names, types and references. */
function confused(swaps: readonly (readonly [number, number])[]): string {
  const words = GOOD.match(/"[^"]*"/g) ?? [];
  const other = new Map(swaps.map(([at, by]) => [at % words.length, words[by % words.length] ?? '""']));
  let index = -1;
  return GOOD.replaceAll(/"[^"]*"/g, (word) => {
    index += 1;
    return other.get(index) ?? word;
  });
}

function runWhatever(text: string): void {
  const model = readDmn(text);
  if (!model.ok) {
    assert.ok(model.error.length > 0);
    return;
  }
  assert.ok(readDmn(writeDmn(model.value)).ok, "what was read can be written and read");
  const program = compileDmn(model.value);
  if (!program.ok) return;
  for (const { kind, name } of model.value.elements) {
    if (kind === "decision") evaluateDecision(program.value, name, []);
  }
}

test("a damaged file is refused or runs; nothing throws", () => {
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => runWhatever(damaged(damages))),
    { numRuns: 300 },
  );
});

test("a file whose names, types and references are confused is refused or runs; nothing throws", () => {
  const swap = fc.tuple(fc.nat(200), fc.nat(200));
  fc.assert(
    fc.property(fc.array(swap, { minLength: 1, maxLength: 6 }), (swaps) => runWhatever(confused(swaps))),
    { numRuns: 300 },
  );
});
