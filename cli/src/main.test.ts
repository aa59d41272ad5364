import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { closestWord } from "./closest-word.ts";

const launcher = fileURLToPath(new URL("../bin/wutong.js", import.meta.url));

function wutong(...args: readonly string[]) {
  return spawnSync(process.execPath, [launcher, ...args], { encoding: "utf8" });
}

test("help lists every command that is there, with what it does", () => {
  const { status, stdout } = wutong("--help");
  assert.equal(status, 0);
  assert.match(stdout, /^ {2}doctor +say what is wrong/m);
});

test("a mistyped command is answered with the one that was meant, and exit code 2", () => {
  const { status, stderr } = wutong("doctro");
  assert.equal(status, 2);
  assert.match(stderr, /Did you mean "wutong doctor"\?/);
});

test("a word that is near nothing is answered with the list", () => {
  const { status, stderr } = wutong("xylophone");
  assert.equal(status, 2);
  assert.doesNotMatch(stderr, /Did you mean/);
  assert.match(stderr, /doctor/);
});

test("two swapped letters are one mistake", () => {
  assert.equal(closestWord("sreve", ["serve", "sweep"]), "serve");
  assert.equal(closestWord("seep", ["serve", "sweep"]), "sweep");
});
