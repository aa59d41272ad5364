import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { scratchFolder } from "../support/scratch-folder.ts";
import { findIn, scanFiles } from "./find-plain-numbers.ts";

const SECRET = new Set(["330602199003070019", "6222021001112223334", "33060219900307001X"]);

test("a number is found alone, inside a longer run, in lower case and as hexadecimal", () => {
  assert.deepEqual(findIn("id=330602199003070019;", SECRET), ["330602199003070019"]);
  assert.deepEqual(findIn("330602199003070019 and 6222021001112223334", SECRET).toSorted(), [
    "330602199003070019",
    "6222021001112223334",
  ]);
  assert.deepEqual(findIn("33060219900307001x", SECRET), ["33060219900307001X"]);
  assert.deepEqual(findIn(`\\x${Buffer.from("6222021001112223334").toString("hex")}`, SECRET), ["6222021001112223334"]);
});

test("other numbers of that length are no leak", () => {
  assert.deepEqual(findIn("330602199003070027 91330602MA2B3C4D5E 1732937100000", SECRET), []);
});

test("a number that a file's chunks cut in two is found", async () => {
  const folder = scratchFolder("canary");
  const at = (1 << 20) - 9;
  writeFileSync(
    join(folder, "wal"),
    Buffer.concat([Buffer.alloc(at, 1), Buffer.from("330602199003070019"), Buffer.alloc(50, 1)]),
  );
  const { leaks } = await scanFiles(folder, SECRET);
  assert.deepEqual(
    leaks.map((leak) => leak.number),
    ["330602199003070019"],
  );
});
