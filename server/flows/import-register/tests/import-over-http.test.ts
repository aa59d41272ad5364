import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { accessRoutes, setUpTenant } from "../../../areas/access/index.ts";
import { peopleRoutes } from "../../../areas/people/index.ts";
import { openTable } from "../../../documents/index.ts";
import { buildServer } from "../../../http/build-server.ts";
import { DEMO_REGION } from "../../../setup/demo-region.ts";
import { createImportDesk } from "../import-desk.ts";
import { importRoutes } from "../routes.ts";
import { uploadsIn } from "../uploads.ts";
import { openImportTown, residentNumber, TENANT, TODAY } from "./import-town.ts";

const town = await openImportTown();
await setUpTenant(town.urls.ownerUrl, DEMO_REGION);
const bugs: string[] = [];
const report = (line: string) => bugs.push(line);
const deps = { ...town.tools, today: () => TODAY };
const uploads = uploadsIn(join(town.folder, "uploads"), town.vault, TENANT);
const desk = createImportDesk({ ...deps, uploads, report });
const app: FastifyInstance = await buildServer({
  routes: [
    ...accessRoutes({ ...deps, tenantId: TENANT, version: "test", demoAccounts: null }),
    ...importRoutes({ ...deps, uploads, desk }),
    ...peopleRoutes(deps),
  ],
  database: town.database,
  demo: false,
  secure: false,
  report,
  webDir: undefined,
  version: "test",
});
after(async () => {
  await desk.stop();
  await app.close();
  await town.close();
});

const MEGABYTE = 1024 * 1024;
const headersOf = new Map<string, Record<string, string>>();

async function as(account: string): Promise<Record<string, string>> {
  const known = headersOf.get(account);
  if (known) return known;
  const reply = await app.inject({
    method: "POST",
    url: "/api/access/login",
    payload: { account, password: "wutong-demo" },
  });
  const headers = { cookie: `wutong_session=${reply.cookies[0]?.value}`, "x-wutong-csrf": reply.json().csrf };
  headersOf.set(account, headers);
  return headers;
}

async function get(account: string, url: string) {
  const reply = await app.inject({ url, headers: await as(account) });
  return {
    status: reply.statusCode,
    body: reply.headers["content-type"]?.includes("json") ? reply.json() : reply.rawPayload,
  };
}

let keys = 0;
async function post(account: string, url: string, payload: object | Buffer, headers: Record<string, string> = {}) {
  keys += 1;
  const all = { ...(await as(account)), "idempotency-key": `key-${keys}`, ...headers };
  const reply = await app.inject({ method: "POST", url, payload, headers: all });
  return {
    status: reply.statusCode,
    body: reply.headers["content-type"]?.includes("json") ? reply.json() : reply.rawPayload,
  };
}

function upload(account: string, register: string, csv: string, officeId = 330602) {
  const request = { register, coverage: { officeId, fromMonth: "2000-01", toMonth: "2024-10", complete: true } };
  const parts = [
    `--x\r\ncontent-disposition: form-data; name="request"\r\n\r\n${JSON.stringify(request)}\r\n`,
    `--x\r\ncontent-disposition: form-data; name="file"; filename="名册.csv"\r\ncontent-type: text/csv\r\n\r\n${csv}\r\n--x--\r\n`,
  ];
  return post(account, "/api/imports", Buffer.from(parts.join("")), {
    "content-type": "multipart/form-data; boundary=x",
  });
}

async function importAll(account: string, register: string, csv: string, officeId = 330602) {
  const uploaded = await upload(account, register, csv, officeId);
  assert.equal(uploaded.status, 200, JSON.stringify(uploaded.body));
  await desk.idle();
  const checked = await get(account, `/api/imports/${uploaded.body.importId}`);
  assert.equal(checked.body.state, "checked");
  assert.equal((await post(account, `/api/imports/${uploaded.body.importId}/start`, {})).status, 200);
  await desk.idle();
  return (await get(account, `/api/imports/${uploaded.body.importId}`)).body;
}

const PEOPLE = `姓名,证件类型,证件号码,出生日期,性别,手机号,籍贯,现居住地,人才队伍,人才类别
欧阳小明,身份证,${residentNumber(1)},,,13812340001,330604,越城区,专技人才,E类
王晓明,身份证,${residentNumber(2)},,,13812340002,330604,330602,技能人才,
单丽,身份证,${residentNumber(3)},,,13912340003,330604,330602,技能人才,
坏号码,身份证,330602199003070000,,,13912340004,330604,330602,,
`;

test("a clerk uploads a register, looks at the dry run, imports it and gets the failed rows back", async () => {
  const done = await importAll("clerk", "talentLibrary", PEOPLE);
  assert.deepEqual(
    [done.state, done.counts, done.progress, done.startedBy],
    ["imported", { new: 3, changed: 0, same: 0, failed: 1 }, { done: 4, total: 4 }, "经办甲"],
  );
  const failed = await get("clerk", `/api/imports/${done.importId}/failures`);
  assert.deepEqual(
    failed.body.rows.map((row: { row: number; column: string; problem: { code: string } }) => [
      row.row,
      row.column,
      row.problem.code,
    ]),
    [[5, "证件号码", "rows.numberLostDigits"]],
  );
  const workbook = await get("clerk", `/api/imports/${done.importId}/workbook`);
  const path = join(town.folder, "failed.xlsx");
  writeFileSync(path, workbook.body as Buffer);
  assert.ok((await openTable(path)).ok);
  const again = await importAll("clerk", "talentLibrary", PEOPLE);
  assert.deepEqual([again.counts.same, again.sameAs], [3, done.importId]);
  const registers = await get("clerk", "/api/registers");
  assert.equal(
    registers.body.rows.find((one: { register: string }) => one.register === "talentLibrary").coveredTo,
    "2024-10",
  );
  assert.equal((await get("clerk", "/api/registers/insurance/template")).status, 200);
});

test("a file that can't be taken answers with the reason in both languages", async () => {
  const refused = await upload("clerk", "insurance", PEOPLE);
  assert.equal(refused.status, 422);
  assert.equal(refused.body.code, "registers.columnsMissing");
  assert.match(refused.body.message.zh.what, /名册\.csv.*险种/);
  assert.equal((await upload("clerk", "talentLibrary", PEOPLE, 330604)).body.code, "access.officeOutOfScope");
});

test("a file beyond the limit is refused while it comes in, and the server goes on", async () => {
  const refused = await upload("clerk", "talentLibrary", "姓名,证件号码\n".padEnd(100 * MEGABYTE, "x"));
  assert.deepEqual([refused.status, refused.body.code], [413, "registers.fileTooLarge"]);
  assert.equal(refused.body.params.limitMb, 100);
  assert.equal((await get("clerk", "/api/imports")).status, 200);
});

test("a file just below the limit that the message names is read", async () => {
  // Its columns are another register's: what refuses it has read it.
  const read = await upload("clerk", "insurance", "name,number\n".padEnd(99.9 * MEGABYTE, `${"x".repeat(999)}\n`));
  assert.equal(read.body.code, "registers.columnsMissing");
});

test("a request of too much JSON is told the limit of requests, not that of files", async () => {
  const { status, body } = await post("clerk", "/api/imports/1/start", { much: "x".repeat(MEGABYTE) });
  assert.deepEqual([status, body.code, body.params], [413, "http.tooLarge", { limitMb: 1 }]);
});

test("people are found by name, given name, sound, initials, phone and employer", async () => {
  const firm = "91330602MA2ABCDE1";
  const { creditCodeCheckCharacter } = await import("@wutong/codes");
  const code = firm + creditCodeCheckCharacter(firm);
  await importAll(
    "clerk",
    "insurance",
    `姓名,身份证号,单位名称,统一社会信用代码,险种,起始年月,截止年月,状态,参保地
王晓明,${residentNumber(2)},绍兴梧桐科技有限公司,${code},养老,2020-01,,正常,330602
李观察,${residentNumber(4)},绍兴梧桐科技有限公司,${code},养老,2020-01,,正常,330602
`,
  );
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["王晓", ["王晓明"]],
    ["小明", ["欧阳小明"]],
    ["wangxiaom", ["王晓明"]],
    ["oyxm", ["欧阳小明"]],
    ["shanli", ["单丽"]],
    ["1381234", ["王晓明", "欧阳小明"]],
    ["梧桐科技", ["李观察", "王晓明"]],
    ["查无此人", []],
  ];
  for (const [text, names] of cases) {
    const found = await get("clerk", `/api/people?text=${encodeURIComponent(text)}`);
    assert.deepEqual(found.body.rows.map((row: { name: string }) => row.name).toSorted(), names.toSorted(), text);
  }
  const library = await get("clerk", "/api/people?status=admitted&limit=2");
  assert.equal(library.body.rows.length, 2);
  const rest = await get("clerk", `/api/people?status=admitted&limit=2&cursor=${library.body.next}`);
  assert.equal(rest.body.rows.length, 1);
  assert.equal(rest.body.next, null);
});

test("a person's page shows every fact with its source, and numbers only masked", async () => {
  const found = await get("clerk", `/api/people?text=${encodeURIComponent("王晓明")}`);
  const [row] = found.body.rows;
  assert.deepEqual(
    [row.documentMasked, row.phoneMasked, row.employer, row.residence],
    [`3306************${residentNumber(2).slice(16)}`, "138****0002", "绍兴梧桐科技有限公司", "浙江省绍兴市越城区"],
  );
  const { body } = await get("clerk", `/api/people/${row.personId}`);
  assert.deepEqual(body.histories.insurance.coverage, { complete: true, from: "2000-01", to: "2024-10" });
  const [spell] = body.histories.insurance.rows;
  assert.deepEqual(
    [spell.from, spell.to, spell.open, spell.employer.name],
    ["2020-01", "2024-10", true, "绍兴梧桐科技有限公司"],
  );
  assert.deepEqual(
    [spell.source.register, spell.source.fileName, spell.source.row, spell.source.receivedOn],
    ["insurance", "名册.csv", 2, "2024-11-30"],
  );
  assert.equal(JSON.stringify(body).includes(residentNumber(2)), false);
});

test("a masked value is shown for a purpose, twice the same for one key, and the journal knows who and why but not the value", async () => {
  const found = await get("clerk", `/api/people?text=${encodeURIComponent("王晓明")}`);
  const url = `/api/people/${found.body.rows[0].personId}/reveal`;
  const request = { fields: ["documentNumber", "phone"], purpose: "核对参保信息" };
  const values = [
    { field: "documentNumber", value: residentNumber(2) },
    { field: "phone", value: "13812340002" },
  ];
  for (let twice = 0; twice < 2; twice += 1) {
    const revealed = await post("clerk", url, request, { "idempotency-key": "reveal-once" });
    assert.deepEqual(revealed.body.values, values);
  }
  const entries = await town.query(
    "SELECT actor_kind, after, (SELECT count(*)::int FROM journal.commands c WHERE c.reply::text LIKE '%330602%') AS leaked FROM journal.entries WHERE command = 'revealPerson'",
  );
  assert.deepEqual(entries, [
    { actor_kind: "staff", after: { fields: ["documentNumber", "phone"], purpose: "核对参保信息" }, leaked: 0 },
  ]);
  assert.equal((await post("leader", url, request)).body.code, "access.roleMissing");
});

test("a clerk of another office finds, sees and reveals nobody of this one, nor its imports", async () => {
  const found = await get("clerk", `/api/people?text=${encodeURIComponent("王晓明")}`);
  const { personId } = found.body.rows[0];
  for (const text of ["", "王晓明", "小明", "wxm", "1381234", "梧桐科技"]) {
    const { body } = await get("shangyu", `/api/people?text=${encodeURIComponent(text)}`);
    assert.deepEqual(body.rows, [], text);
  }
  assert.equal((await get("shangyu", `/api/people/${personId}`)).status, 404);
  assert.equal(
    (await post("shangyu", `/api/people/${personId}/reveal`, { fields: ["phone"], purpose: "看一看吧" })).status,
    404,
  );
  assert.equal((await post("shangyu", `/api/people/${personId}/admit`, {})).status, 404);
  const imported = (await get("clerk", "/api/imports")).body.rows[0].importId;
  assert.deepEqual((await get("shangyu", "/api/imports")).body.rows, []);
  for (const path of [`/api/imports/${imported}`, `/api/imports/${imported}/workbook`])
    assert.equal((await get("shangyu", path)).status, 404);
  assert.deepEqual((await get("shangyu", `/api/imports/${imported}/failures`)).body.rows, []);
  for (const action of ["start", "cancel"])
    assert.equal((await post("shangyu", `/api/imports/${imported}/${action}`, {})).status, 404);
});

test("an observed person is admitted once, and a list is taken out as a workbook", async () => {
  const { body } = await get("clerk", `/api/people?text=${encodeURIComponent("李观察")}`);
  const [row] = body.rows;
  assert.equal(row.status, "observed");
  assert.equal((await post("clerk", `/api/people/${row.personId}/admit`, {})).status, 200);
  assert.equal((await post("clerk", `/api/people/${row.personId}/admit`, {})).body.code, "people.alreadyAdmitted");
  assert.deepEqual((await get("clerk", "/api/people/summary")).body.admitted, 4);
  const exported = await post("clerk", "/api/people/export", { reveal: "no", purpose: "座谈会名单" });
  const path = join(town.folder, "people.xlsx");
  writeFileSync(path, exported.body as Buffer);
  const table = await openTable(path);
  assert.ok(table.ok);
  for await (const event of table.value.read()) assert.ok(event.kind === "rows" && event.rows.length === 5);
  assert.deepEqual(bugs, []);
});
