import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { day } from "@wutong/kernel";
import type { InjectOptions } from "fastify";
import { testDatabase } from "../../tests/support/database.ts";
import { scratchFolder } from "../../tests/support/scratch-folder.ts";
import { openWutong, type StartOptions, serve } from "../main.ts";
import { DEMO_REGION } from "../setup/demo-region.ts";

const folder = scratchFolder("http");
const urls = await testDatabase();
const bugs: string[] = [];
const options: StartOptions = {
  configuration: {
    dataDir: join(folder, "data"),
    keyFile: join(folder, "data.key"),
    host: "127.0.0.1",
    port: 7800,
    database: { url: urls.appUrl, ownerUrl: urls.ownerUrl },
  },
  tenant: DEMO_REGION,
  demo: { firstDay: day("2024-11-29") },
  report: (line) => bugs.push(line),
};
const opened = await openWutong(options);
assert.ok(opened.ok);
const wutong = opened.value;
const app = await serve(wutong, options);
after(async () => {
  await app.close();
  await wutong.close();
});

async function call(request: InjectOptions) {
  const reply = await app.inject(request);
  const cookie = reply.cookies.find((one) => one.name === "wutong_session");
  return { status: reply.statusCode, body: reply.json(), cookie, headers: reply.headers };
}

function post(url: string, payload: object, headers: Record<string, string> = {}): InjectOptions {
  return { method: "POST", url, payload, headers };
}

async function signIn(account: string, password = "wutong-demo") {
  const reply = await call(post("/api/access/login", { account, password }));
  return { ...reply, headers: { cookie: `wutong_session=${reply.cookie?.value}`, "x-wutong-csrf": reply.body.csrf } };
}

test("a clerk signs in, is known by the cookie, and is nobody after signing out", async () => {
  const { status, cookie, headers } = await signIn("clerk");
  assert.equal(status, 200);
  assert.equal(cookie?.httpOnly, true);
  assert.equal(cookie?.sameSite, "Strict");
  const me = await call({ url: "/api/access/me", headers });
  assert.deepEqual([me.body.name, me.body.office.name, me.body.roles], ["经办甲", "越城区人才办", ["clerk"]]);
  assert.equal((await call(post("/api/access/logout", {}, headers))).status, 200);
  assert.equal((await call({ url: "/api/access/me", headers })).body.code, "access.signedOut");
});

test("five wrong passwords lock a login, whether or not it exists, and the answers are the same", async () => {
  for (const account of ["leader", "nobody"]) {
    const answers = [];
    for (let attempt = 0; attempt < 6; attempt += 1) answers.push((await signIn(account, "wrong")).body);
    assert.deepEqual(
      answers.map((answer) => [answer.code, answer.params.attemptsLeft ?? null]),
      [
        ["access.signInFailed", 4],
        ["access.signInFailed", 3],
        ["access.signInFailed", 2],
        ["access.signInFailed", 1],
        ["access.lockedOut", null],
        ["access.lockedOut", null],
      ],
    );
  }
  assert.equal((await signIn("leader")).body.code, "access.lockedOut", "the right password doesn't help while locked");
});

test("a changed password signs out whoever else holds a session, and guessing the present one locks the login", async () => {
  const [mine, theirs] = [await signIn("finance"), await signIn("finance")];
  let key = 0;
  const change = (current: string, next: string) => {
    key += 1;
    const headers = { ...mine.headers, "idempotency-key": `password-${key}` };
    return call(post("/api/access/password", { current, next }, headers));
  };
  assert.equal((await change("wutong-demo", "plane-tree-2024")).status, 200);
  assert.equal((await call({ url: "/api/access/me", headers: theirs.headers })).body.code, "access.signedOut");
  assert.equal((await call({ url: "/api/access/me", headers: mine.headers })).status, 200);
  const codes = [];
  for (let attempt = 0; attempt < 5; attempt += 1)
    codes.push((await change("guess", `plane-tree-${attempt}`)).body.code);
  assert.deepEqual(codes, [...Array(4).fill("access.passwordWrong"), "access.lockedOut"]);
  const right = await change("plane-tree-2024", "plane-tree-2025");
  assert.equal(right.body.code, "access.lockedOut", "the right password doesn't help while locked");
});

test("a command without the page's token, from a foreign page, or without a key is refused", async () => {
  const { headers } = await signIn("clerk");
  const move = (extra: Record<string, string>) =>
    call(post("/api/clock/move", { to: "nextWorkingDay" }, { ...headers, ...extra }));
  assert.equal((await move({ "x-wutong-csrf": "forged", "idempotency-key": "k1" })).body.code, "http.csrf");
  assert.equal((await move({ origin: "https://elsewhere.example", "idempotency-key": "k1" })).body.code, "http.csrf");
  assert.equal((await move({})).body.code, "http.keyMissing");
});

test("the demo clock moves over the weekend once, however often the click arrives", async () => {
  const { headers } = await signIn("clerk");
  const moves = await Promise.all(
    [1, 2, 3].map(() =>
      call(post("/api/clock/move", { to: "2024-12-02" }, { ...headers, "idempotency-key": "monday" })),
    ),
  );
  assert.deepEqual(
    moves.map((move) => move.body.today),
    ["2024-12-02", "2024-12-02", "2024-12-02"],
  );
  const back = await call(post("/api/clock/move", { to: "2024-11-30" }, { ...headers, "idempotency-key": "back" }));
  assert.equal(back.body.code, "clock.backwards");
});

test("a role that may not is told which may; what is wrong in a request is named", async () => {
  const { headers } = await signIn("clerk");
  const journal = await call({ url: "/api/journal", headers });
  assert.equal(journal.status, 403);
  assert.match(journal.body.message.zh.what, /auditor/);
  const bad = await call(post("/api/access/login", { account: "" }));
  assert.equal(bad.status, 400);
  assert.match(bad.body.fields[0].path, /account/);
});

test("the auditor reads the journal and finds its chain whole", async () => {
  const { headers } = await signIn("auditor");
  const page = await call({ url: "/api/journal?limit=1&command=moveClock", headers });
  assert.equal(page.body.rows[0].command, "moveClock");
  const check = await call({ url: "/api/journal/verification", headers });
  assert.equal(check.body.intact, true);
});

test("pages carry the headers that keep other sites out", async () => {
  const reply = await call({ url: "/api/health" });
  assert.equal(reply.body.status, "ok");
  assert.match(String(reply.headers["content-security-policy"]), /frame-ancestors 'none';.*script-src 'self';/);
  assert.equal(reply.headers["x-content-type-options"], "nosniff");
});

test("demo mode refuses to listen beyond loopback", async () => {
  const beyond = await openWutong({ ...options, configuration: { ...options.configuration, host: "0.0.0.0" } });
  assert.ok(!beyond.ok);
  assert.equal(beyond.error.code, "demo.beyondLoopback");
});

test("nothing of this was a bug", () => assert.deepEqual(bugs, []));
