import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { scratchFolder } from "../../../tests/support/scratch-folder.ts";
import { createKeyFile, type Keys, readKeyFile, rotateKeyFile } from "./key-file.ts";
import { openVault } from "./vault.ts";

const folder = scratchFolder("vault");

function freshFile(): { readonly path: string; readonly keys: Keys } {
  const path = join(mkdtempSync(join(folder, "keys-")), "k");
  const keys = createKeyFile(path);
  assert.ok(keys.ok);
  return { path, keys: keys.value };
}

test("what was sealed opens again, and only where it was sealed for", () => {
  const vault = openVault(freshFile().keys);
  fc.assert(
    fc.property(fc.string(), fc.string(), (plain, bind) =>
      assert.equal(vault.open(vault.seal(plain, bind), bind), plain),
    ),
  );
  assert.throws(() => vault.open(vault.seal("330602199001011234", "people 330600"), "people 330400"));
});

test("the same number is never sealed the same way twice, and always has the same index", () => {
  const vault = openVault(freshFile().keys);
  assert.notDeepEqual(vault.seal("1", "a"), vault.seal("1", "a"));
  assert.deepEqual(vault.blindIndex("1", "a"), vault.blindIndex("1", "a"));
  assert.notDeepEqual(vault.blindIndex("1", "a"), vault.blindIndex("1", "b"));
});

test("a blind index is an HMAC-SHA256 of what it is bound to and the value, cut to 16 bytes", () => {
  const { keys } = freshFile();
  const vault = openVault(keys);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (plain, bind) => {
      const expected = createHmac("sha256", keys.index).update(`${bind}\0${plain}`).digest().subarray(0, 16);
      assert.deepEqual(vault.blindIndex(plain, bind), expected);
    }),
  );
});

test("a vault opened again in another thread seals and indexes for this one; its keys pass as handles without their bytes", async () => {
  const vault = openVault(freshFile().keys);
  const code = `const { parentPort, workerData } = require("node:worker_threads");
    import(workerData.module).then(({ openVaultInThread }) => {
      const vault = openVaultInThread(workerData.keys);
      parentPort.postMessage([vault.seal("secret", "x"), vault.blindIndex("1", "x"), JSON.stringify([...workerData.keys.encryption.values()])]);
    });`;
  const module = new URL("./vault.ts", import.meta.url).href;
  const thread = new Worker(code, { eval: true, workerData: { module, keys: vault.forThread } });
  const [[sealed, index, seen]] = (await once(thread, "message")) as [[Uint8Array, Uint8Array, string]];
  assert.equal(vault.open(Buffer.from(sealed), "x"), "secret");
  assert.deepEqual(Buffer.from(index), vault.blindIndex("1", "x"));
  assert.equal(seen, "[{}]");
});

test("after a rotation the older values still open, new ones are written with the new key, indexes stay", () => {
  const { path, keys } = freshFile();
  const before = openVault(keys);
  const rotated = rotateKeyFile(path);
  assert.ok(rotated.ok);
  const later = openVault(rotated.value);
  assert.equal(later.open(before.seal("old", "x"), "x"), "old");
  assert.throws(() => before.open(later.seal("new", "x"), "x"), /which the key file lacks/);
  assert.deepEqual(later.blindIndex("1", "x"), before.blindIndex("1", "x"));
});

test("a key file that is missing, open to others or damaged is refused by name; an existing one is never overwritten", () => {
  const { path } = freshFile();
  const codeOf = (read: ReturnType<typeof readKeyFile>) => (read.ok ? "ok" : read.error.code);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(codeOf(createKeyFile(path)), "keys.exists");
  chmodSync(path, 0o644);
  assert.equal(codeOf(readKeyFile(path)), "keys.openToOthers");
  chmodSync(path, 0o600);
  writeFileSync(path, "{}");
  assert.equal(codeOf(readKeyFile(path)), "keys.broken");
  assert.equal(codeOf(readKeyFile(`${path}.gone`)), "keys.missing");
});
