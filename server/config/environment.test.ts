import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import { isLoopback, readEnvironment } from "./environment.ts";

function codeOf(env: Record<string, string>): string | undefined {
  const read = readEnvironment(env);
  return read.ok ? undefined : read.error.code;
}

test("an empty environment gives a loopback server with its own database and the key beside the data", () => {
  const read = readEnvironment({});
  assert.ok(read.ok);
  assert.deepEqual(read.value, {
    dataDir: resolve(".wutong/data"),
    keyFile: resolve(".wutong/data.key"),
    host: "127.0.0.1",
    port: 7800,
    database: null,
  });
});

test("a port that is none is refused by name", () => {
  const read = readEnvironment({ WUTONG_PORT: "99999" });
  assert.ok(!read.ok);
  assert.equal(read.error.code, "environment.invalid");
  assert.equal(read.error.params["variable"], "WUTONG_PORT");
});

test("one database address without the other is refused", () => {
  assert.equal(codeOf({ DATABASE_URL: "postgres://a@127.0.0.1/w" }), "environment.databaseUrlsIncomplete");
  assert.equal(
    codeOf({ DATABASE_URL: "postgres://a@127.0.0.1/w", DATABASE_OWNER_URL: "postgres://o@127.0.0.1/w" }),
    undefined,
  );
});

test("a key file inside the data folder is refused, since a copy of the data would carry its key", () => {
  assert.equal(
    codeOf({ WUTONG_DATA: "/srv/wutong", WUTONG_KEY_FILE: "/srv/wutong/keys/k" }),
    "environment.keyFileInsideData",
  );
});

test("only loopback addresses count as loopback", () => {
  assert.ok(isLoopback("127.0.0.1") && isLoopback("::1"));
  assert.ok(!isLoopback("0.0.0.0") && !isLoopback("10.0.0.5"));
});
