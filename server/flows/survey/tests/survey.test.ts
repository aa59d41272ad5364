import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { PassThrough, Readable } from "node:stream";
import { after, test } from "node:test";
import { day, expectOk, type TenantId } from "@wutong/kernel";
import { testDatabase } from "../../../../tests/support/database.ts";
import { countItems, listInvitations, listItems, listPublicItems } from "../../../areas/demand/index.ts";
import { saveSurveyContact } from "../../../areas/employers/index.ts";
import { writeWorkbook } from "../../../documents/index.ts";
import { listOutbox } from "../../../messages/index.ts";
import { inSession } from "../../../storage/index.ts";
import { openTown, SHANGYU, TENANT, YUECHENG } from "../../tests/money-town.ts";
import { type Answer, answerSurvey, enterByLink, openSurvey } from "../answer-survey.ts";
import { cleanItem, loadRecords, publishList } from "../clean-and-publish.ts";
import { readDemandWorkbook } from "../demand-workbook.ts";
import { guessLimit } from "../guess-limit.ts";
import { remindEmployers, startWave } from "../invite-employers.ts";
import { linkOf, type SurveyDesk } from "../survey-desk.ts";

const town = await openTown(await testDatabase());
after(() => town.close());
const desk: SurveyDesk = { ...town.desk, tenantId: TENANT as TenantId };
const { clerk } = await town.staff(YUECHENG);
const neighbour = (await town.staff(SHANGYU)).clerk;
const guesses = guessLimit();
const ADDRESS = "10.0.0.1";

let keys = 0;
const called = (token = clerk) => {
  keys += 1;
  return { token, key: `k${keys}` };
};

await town.owner.query(
  `INSERT INTO employers.organisations (tenant_id, credit_code, name, kind, industry, district, above_scale, batch_id, content_digest, recorded_at)
   SELECT $1, 'S' || n, '示例单位' || n, CASE WHEN n = 3 THEN 'publicInstitution' ELSE 'enterprise' END,
     CASE WHEN n = 3 THEN 'P83' ELSE 'C34' END, CASE WHEN n = 4 THEN $3::int ELSE $2::int END, n = 2, 1, '\\x01', now()
   FROM generate_series(1, 4) n`,
  [TENANT, YUECHENG, SHANGYU],
);
await town.owner.query("DELETE FROM employers.organisations WHERE credit_code = 'E1'");
expectOk(
  await desk.run({ ...called(), command: "test", input: null }, async (tx) => {
    for (const creditCode of ["S1", "S2"]) {
      const contact = { name: "联系人", phone: `1380000000${creditCode.slice(1)}`, creditCode, officeId: YUECHENG };
      await saveSurveyContact(tx, desk.vault, { ...contact, tenantId: TENANT, now: desk.now() });
    }
    return { ok: true, value: { reply: null, subject: { kind: "test", id: 1 } } };
  }),
  "contacts",
);

const WAVE = {
  officeId: YUECHENG,
  title: "2024年下半年人才需求调研",
  half: "2024-H2",
  opensOn: day("2024-12-02"),
  closesOn: day("2024-12-20"),
  filter: { kinds: [], industry: "", aboveScaleOnly: false, limit: 100 },
};
const started = expectOk(await startWave(desk, called(), WAVE), "a wave");
const { waveId } = started;

const POST = {
  itemId: null,
  post: "机械 设计工程师",
  headcount: 2,
  education: "bachelor" as const,
  titleLevel: "",
  field: "机械工程",
  salaryFromYuan: 8_000,
  salaryToYuan: 12_000,
  urgentUntil: null,
};
const PERSON = { name: "王某", phone: "13900001111", consent: false };

async function enter(creditCode: string, link = linkOf(desk, waveId, creditCode)) {
  return { ...expectOk(await enterByLink(desk, guesses, { link, address: ADDRESS }), "the link"), key: called().key };
}

async function answer(creditCode: string, given: Answer) {
  return answerSurvey(desk, await enter(creditCode), given);
}

const read = async (creditCode: string) => openSurvey(desk, await enter(creditCode));
const rows = (token = clerk) => inSession(desk.database, token, (tx) => listItems(tx, {}, { after: 0, limit: 2_000 }));
const codeOf = (result: { readonly ok: boolean; readonly error?: { readonly code: string } }) => result.error?.code;

test("a wave invites the district's employers, those above scale first, by a link each; only its hash is stored", async () => {
  assert.deepEqual([started.invited, started.told], [3, 2]);
  const asked = await inSession(desk.database, clerk, (tx) => listInvitations(tx, { waveId, after: 0, limit: 10 }));
  assert.deepEqual(
    asked.map((one) => one.creditCode),
    ["S2", "S1", "S3"],
  );
  const sent = (await inSession(desk.database, clerk, (tx) => listOutbox(tx, desk.vault, 10))).filter(
    (one) => one.kind === "survey",
  );
  assert.deepEqual(sent.map((one) => one.phone).sort(), ["13800000001", "13800000002"]);
  assert.ok(sent.some((one) => one.text.includes(linkOf(desk, waveId, "S1"))));
  const { rows: stored } = await town.owner.query("SELECT i::text AS text FROM demand.invitations i");
  assert.ok(stored.every((row) => !row.text.includes(linkOf(desk, waveId, "S1"))));
  assert.deepEqual(
    await inSession(desk.database, neighbour, (tx) => listInvitations(tx, { waveId, after: 0, limit: 9 })),
    [],
  );
});

test("two people who answer for one employer at once: the later is told, and the first answer stands", async () => {
  const both = await Promise.all([
    answer("S1", { revision: 0, contact: PERSON, items: [POST] }),
    answer("S1", { revision: 0, contact: null, items: [{ ...POST, post: "会计" }] }),
  ]);
  assert.deepEqual(both.map(codeOf).sort(), ["demand.revisionConflict", undefined]);
  const seen = await read("S1");
  assert.deepEqual([seen.revision, seen.items.length], [1, 1]);
});

test("an employer corrects until the close; what is left out is withdrawn, and what is the same keeps its decision", async () => {
  const [first] = (await read("S1")).items;
  assert.ok(first);
  const kept = { ...POST, post: first.post, field: first.field, itemId: first.itemId };
  expectOk(
    await cleanItem(desk, called(), first.itemId, { decision: "accept", discipline: null, occupation: null }),
    "ok",
  );
  expectOk(await answer("S1", { revision: 1, contact: null, items: [kept, POST, { ...POST, post: "门卫" }] }), "again");
  const mine = (await rows()).filter((row) => row.creditCode === "S1");
  assert.equal(mine.find((row) => row.itemId === first.itemId)?.state, "accepted");
  assert.equal(mine.find((row) => row.itemId === first.itemId)?.discipline, first.field === "" ? null : "08");
  expectOk(await answer("S1", { revision: 2, contact: null, items: [{ ...kept, headcount: 5 }] }), "corrected");
  const { rows: now } = await town.owner.query(
    "SELECT state, headcount FROM demand.items WHERE credit_code = 'S1' ORDER BY item_id",
  );
  assert.deepEqual(
    now.map((row) => row.state),
    ["received", "withdrawn", "withdrawn"],
  );
  assert.equal(now[0]?.headcount, 5);
});

test("duplicates of one employer are shown and merged; a demand of another employer is refused", async () => {
  expectOk(await answer("S2", { revision: 0, contact: PERSON, items: [POST, POST] }), "twice");
  const [one, two] = (await rows()).filter((row) => row.creditCode === "S2");
  const other = (await rows()).find((row) => row.creditCode === "S1");
  assert.ok(one && two && other);
  assert.equal(one.post, "机械设计工程师");
  assert.deepEqual([one.duplicateOf, two.duplicateOf], [null, one.itemId]);
  const merge = (into: number) => cleanItem(desk, called(), two.itemId, { decision: "merge", into });
  assert.equal(codeOf(await merge(other.itemId)), "demand.notDuplicate");
  expectOk(await merge(one.itemId), "merged");
  assert.equal(
    codeOf(await cleanItem(desk, called(neighbour), one.itemId, { decision: "reject", reason: "外人" })),
    "demand.notFound",
  );
});

test("the published list names no contact without consent, and shows what was withdrawn after", async () => {
  const [item] = (await rows()).filter((row) => row.creditCode === "S2");
  assert.ok(item);
  assert.equal(codeOf(await publishList(desk, called(), waveId)), "demand.nothingToPublish");
  expectOk(
    await cleanItem(desk, called(), item.itemId, { decision: "accept", discipline: "08", occupation: null }),
    "ok",
  );
  assert.equal(expectOk(await publishList(desk, called(), waveId), "published").items, 1);
  const list = () => listPublicItems(desk.database, { tenantId: TENANT, skip: 0, take: 10 });
  assert.deepEqual(
    (await list()).map((row) => [row.post, row.withdrawn, row.sealedContact]),
    [["机械设计工程师", false, null]],
  );
  expectOk(
    await answer("S2", {
      revision: 1,
      contact: { ...PERSON, consent: true },
      items: [{ ...POST, post: item.post, itemId: item.itemId }],
    }),
    "consent",
  );
  assert.notEqual((await list())[0]?.sealedContact, null);
  expectOk(await answer("S2", { revision: 2, contact: null, items: [] }), "nothing more");
  assert.deepEqual(
    (await list()).map((row) => [row.withdrawn, row.sealedContact]),
    [[true, null]],
  );
});

test("reminders go to who has not answered, once a day and three times at most", async () => {
  assert.equal(codeOf(await remindEmployers(desk, called(), waveId)), "demand.remindersUsedUp");
  await desk.run({ ...called(), command: "test", input: 2 }, async (tx) => {
    const contact = { name: "校办", phone: "13700000003", creditCode: "S3", officeId: YUECHENG };
    await saveSurveyContact(tx, desk.vault, { ...contact, tenantId: TENANT, now: desk.now() });
    return { ok: true, value: { reply: null, subject: { kind: "test", id: 2 } } };
  });
  for (const date of ["2024-12-03", "2024-12-04", "2024-12-05"]) {
    town.setDay(day(date));
    assert.equal(expectOk(await remindEmployers(desk, called(), waveId), date).told, 1);
    assert.equal(codeOf(await remindEmployers(desk, called(), waveId)), "demand.remindersUsedUp");
  }
  town.setDay(day("2024-12-06"));
  assert.equal(codeOf(await remindEmployers(desk, called(), waveId)), "demand.remindersUsedUp");
});

test("after the close the link still shows what was answered, and takes nothing more, however often", async () => {
  town.setDay(day("2024-12-21"));
  assert.equal((await read("S1")).state, "closed");
  for (const _ of [1, 2])
    assert.equal(codeOf(await answer("S1", { revision: 3, contact: null, items: [] })), "demand.surveyClosed");
  assert.equal((await read("S1")).items.length, 1);
});

test("ten links that do not exist shut an address out for a quarter of an hour, and no other address", async () => {
  const guess = (address: string) => enterByLink(desk, guesses, { link: "AAAAAAAAAAAAAAAAAAAAAA", address });
  for (let tries = 0; tries < 10; tries += 1) assert.equal(codeOf(await guess("10.0.0.9")), "demand.linkUnknown");
  const right = { link: linkOf(desk, waveId, "S1"), address: "10.0.0.9" };
  assert.equal(codeOf(await enterByLink(desk, guesses, right)), "demand.linkGuessed");
  assert.equal((await enterByLink(desk, guesses, { ...right, address: "10.0.0.8" })).ok, true);
});

const HEADER = [
  "岗位",
  "人数",
  "最低学历",
  "职称或技能等级",
  "专业领域",
  "月薪下限（元）",
  "月薪上限（元）",
  "急需截止日期",
];

async function workbook(lines: readonly (readonly string[])[], name = "人才需求"): Promise<Buffer> {
  const out = new PassThrough();
  const written = writeWorkbook(out, [{ name, header: HEADER, rows: lines }]);
  const chunks: Buffer[] = [];
  for await (const chunk of out) chunks.push(chunk as Buffer);
  await written;
  return Buffer.concat(chunks);
}

test("of a workbook good rows are read, and each bad row comes back whole with every reason", async () => {
  const bytes = await workbook([
    ["焊工", "3", "大专", "高级工", "机械", "6000", "9000", "2025-06-30"],
    ["会计", "三", "神童", "", "", "9000", "8000", "明年"],
  ]);
  const { rows: good, failed } = expectOk(
    await readDemandWorkbook(Readable.from([bytes]), { employers: false }),
    "read",
  );
  assert.deepEqual(
    good.map((row) => [row.demand.post, row.demand.headcount, row.demand.education]),
    [["焊工", 3, "college"]],
  );
  assert.equal(failed.length, 1);
  assert.deepEqual(failed[0]?.cells.slice(0, 3), ["会计", "三", "神童"]);
  assert.deepEqual(
    failed[0]?.problems.map((one) => one.params["column"]),
    ["人数", "最低学历", "月薪上限（元）", "急需截止日期"],
  );
});

test("a workbook with macros, one of 50 MB, a picture and another table are refused by what is wrong with them", async () => {
  const code = async (stream: Readable) => codeOf(await readDemandWorkbook(stream, { employers: false }));
  const macros = Buffer.concat([await workbook([]), Buffer.from("xl/vbaProject.bin")]);
  assert.equal(await code(Readable.from([macros])), "demand.macroWorkbook");
  const megabyte = Buffer.alloc(1024 * 1024);
  assert.equal(await code(Readable.from(Array.from({ length: 50 }, () => megabyte))), "demand.fileTooLarge");
  assert.equal(await code(Readable.from([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0])])), "demand.fileUnreadable");
  assert.equal(await code(Readable.from([Buffer.from("姓名,年龄\n张三,30\n")])), "demand.columnsMissing");
});

test("Nanle's 900 demands come out of its records by the query of the page; one record more or less changes the figure", async () => {
  const figure = () => inSession(desk.database, neighbour, (tx) => countItems(tx, {}));
  const file = new URL("../../../../regions/nanle/demand/records.csv", import.meta.url);
  const load = (text: string | Buffer, atLeast: boolean) =>
    loadRecords(
      desk,
      { ...called(neighbour), officeId: SHANGYU },
      { stream: Readable.from([Buffer.from(text)]), atLeast },
    );
  const loaded = expectOk(await load(readFileSync(file), false), "records");
  assert.deepEqual([loaded.loaded, loaded.failed], [900, []]);
  assert.deepEqual(await figure(), { items: 900, atLeast: false });
  await town.owner.query(
    "UPDATE demand.items SET state = 'withdrawn' WHERE item_id = (SELECT max(item_id) FROM demand.items)",
  );
  assert.equal((await figure()).items, 899);
  const header = `统一社会信用代码,用人单位,${HEADER.join(",")}`;
  expectOk(await load(`${header}\n91,示例,焊工,1,大专,,,,,\n`, true), "more than");
  assert.deepEqual(await figure(), { items: 900, atLeast: true });
});
