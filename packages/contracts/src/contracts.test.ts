import assert from "node:assert/strict";
import { test } from "node:test";
import * as z from "zod";
import {
  approveCase,
  catalogue,
  createClient,
  describeProblem,
  everyEndpoint,
  type FetchReply,
  getCase,
  isFileReply,
  login,
} from "./index.ts";

const placeholders = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort();

test("every message says what happened and what to do, with the same values in both languages", () => {
  for (const [code, { zh, en, status }] of Object.entries(catalogue)) {
    assert.ok(zh.what && zh.todo && en.what && en.todo, code);
    assert.deepEqual(placeholders(zh.what + zh.todo), placeholders(en.what + en.todo), code);
    assert.ok(status >= 400 && status < 600, code);
    assert.match(zh.what + zh.todo, /\p{Script=Han}/u, code);
    assert.doesNotMatch(en.what + en.todo, /\{[^}]*\s/u, code);
  }
});

test("no two endpoints share a method and path, and every parameter of a path has a schema", () => {
  const seen = new Set<string>();
  for (const shape of everyEndpoint()) {
    const key = `${shape.method} ${shape.path}`;
    assert.ok(!seen.has(key), key);
    seen.add(key);
    const names = [...shape.path.matchAll(/:(\w+)/g)].map((match) => match[1]).sort();
    const properties = shape.params ? z.toJSONSchema(shape.params, { io: "input" }).properties : undefined;
    assert.deepEqual(Object.keys(properties ?? {}).sort(), names, key);
  }
  assert.ok(seen.size > 60, String(seen.size));
});

test("what writes is a POST, what reads is a GET, and everything becomes JSON Schema for OpenAPI", () => {
  for (const shape of everyEndpoint()) {
    // A file can't be sent with a GET, even where nothing of it is kept.
    assert.equal(shape.method, shape.kind === "query" && !shape.upload ? "GET" : "POST", shape.path);
    for (const schema of [shape.params, shape.query, shape.body, isFileReply(shape.reply) ? undefined : shape.reply]) {
      if (schema) assert.doesNotThrow(() => z.toJSONSchema(schema, { io: "input" }), shape.path);
    }
  }
});

test("a value that a message lacks shows as a gap, not as nothing", () => {
  const full = describeProblem({ code: "access.lockedOut", params: { minutes: 5 } }, "en");
  assert.match(full.todo, /in 5 minutes/);
  assert.match(describeProblem({ code: "access.lockedOut", params: {} }, "zh").todo, /… 分钟/);
  assert.match(describeProblem({ code: "no.such", params: {} }, "zh").what, /no\.such/);
});

type Sent = { url: string; init: { method: string; headers: Record<string, string>; body?: unknown } };

function clientAnswering(status: number, body: unknown) {
  const sent: Sent[] = [];
  const client = createClient<string, FetchReply>({
    fetch: (url, init) => {
      sent.push({ url, init });
      if (status === 0) return Promise.reject(new Error("no network"));
      return Promise.resolve({ ok: status < 300, status, headers: { get: () => null }, json: async () => body });
    },
    csrf: () => "token",
    multipart: (request, file) => `${request}|${file}`,
  });
  return { client, sent };
}

test("a command carries its key and the CSRF token, and its path is filled", async () => {
  const { client, sent } = clientAnswering(200, { state: "approved", hold: null });
  const reply = await client.call(approveCase, { params: { caseId: 7 }, body: { note: "" }, key: "k1" });
  assert.deepEqual(reply, { ok: true, value: { state: "approved", hold: null } });
  assert.equal(sent[0]?.url, "/api/cases/7/approve");
  assert.equal(sent[0]?.init.headers["idempotency-key"], "k1");
  assert.equal(sent[0]?.init.headers["x-wutong-csrf"], "token");
});

test("a refusal, a dead network and an answer that does not fit all come back as problems", async () => {
  const refused = clientAnswering(401, { code: "access.signInFailed", params: { attemptsLeft: 3 } });
  const body = { account: "a", password: "b" };
  assert.deepEqual(await refused.client.call(login, { body }), {
    ok: false,
    error: { code: "access.signInFailed", params: { attemptsLeft: 3 } },
  });
  const dead = await clientAnswering(0, null).client.call(login, { body });
  assert.equal(!dead.ok && dead.error.code, "http.offline");
  const odd = await clientAnswering(200, { caseId: "7" }).client.call(getCase, { params: { caseId: 7 } });
  assert.equal(!odd.ok && odd.error.code, "http.unexpectedReply");
});
