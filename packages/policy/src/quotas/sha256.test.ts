import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { sha256 } from "./sha256.ts";

test("the digests that FIPS 180-4 gives as examples", () => {
  assert.equal(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert.equal(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("any text has the digest that others compute", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      assert.equal(sha256(text), createHash("sha256").update(text, "utf8").digest("hex"));
    }),
    { numRuns: 500 },
  );
  for (let length = 50; length < 70; length += 1) {
    const text = "越".repeat(1) + "a".repeat(length);
    assert.equal(sha256(text), createHash("sha256").update(text, "utf8").digest("hex"));
  }
});
