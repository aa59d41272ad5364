import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, existsSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { creditCodeCheckCharacter } from "@wutong/codes";
import type { FactListJson } from "@wutong/generator";
import { month, type Problem, type Result } from "@wutong/kernel";
import iconv from "iconv-lite";
import { readFacts } from "../../../areas/people/index.ts";
import { findBatch, listFailedRows } from "../../../areas/registers/index.ts";
import { openTable } from "../../../documents/index.ts";
import { inSession } from "../../../storage/index.ts";
import { startImport } from "../change-batch.ts";
import { createImportDesk } from "../import-desk.ts";
import { receiveFile } from "../receive-file.ts";
import { resultWorkbook } from "../result-workbook.ts";
import { uploadsIn } from "../uploads.ts";
import { coverage, importRows, openImportTown, residentNumber, TENANT, TODAY, writeRegister } from "./import-town.ts";

const town = await openImportTown();
after(() => town.close());

const FIRM = `91330602MA2ABCDE1${creditCodeCheckCharacter("91330602MA2ABCDE1")}`;
const SPELL = { insuranceKind: "养老保险", creditCode: FIRM, employerName: "绍兴梧桐科技有限公司", region: "330602" };

function spell(serial: number, changes: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return {
    ...SPELL,
    name: `张试${serial}`,
    documentNumber: residentNumber(serial),
    fromMonth: "2020-01",
    status: "正常参保",
    ...changes,
  };
}

test("rows become facts of people found by document number, each with its batch, row and date", async () => {
  const [talent, observed] = [residentNumber(1), residentNumber(2)];
  await importRows(town, "talents", [
    { name: "王小明", documentNumber: talent, phone: "13800000001", team: "专业技术人才", birth: "", sex: "" },
  ]);
  const imported = await importRows(town, "insurance", [
    { ...SPELL, name: "王小明", documentNumber: talent, fromMonth: "2020-01", toMonth: "2021-12", status: "停保" },
    { ...SPELL, name: "李新", documentNumber: observed, fromMonth: "2022年3月", status: "正常参保" },
  ]);
  assert.ok(imported.ok && imported.value.kind === "ended");
  assert.deepEqual(imported.value.counts, { added: 2, changed: 0, same: 0, failed: 0 });
  const people = await town.query(
    "SELECT name, standing, pinyin, initials, sex, birth::text FROM people.persons WHERE name IN ('王小明', '李新') ORDER BY person_id",
  );
  assert.deepEqual(people, [
    { name: "王小明", standing: "library", pinyin: "wangxiaoming", initials: "wxm", sex: "M", birth: "1990-03-07" },
    { name: "李新", standing: "observed", pinyin: "lixin", initials: "lx", sex: "F", birth: "1990-03-07" },
  ]);
  const [row] = await town.query(
    "SELECT from_day::text, to_day::text, open, batch_id, source_row FROM people.insurance_spells JOIN people.persons USING (tenant_id, person_id) WHERE name = '王小明'",
  );
  assert.deepEqual(row, {
    from_day: "2020-01-01",
    to_day: "2021-12-31",
    open: false,
    batch_id: imported.value.batchId,
    source_row: 2,
  });
  const facts = await factsOf("李新");
  assert.deepEqual(facts?.facts["insurance"], {
    complete: true,
    rows: [
      { region: "330602", kind: "pension", from: "2022-03-01", to: "2024-10-31", open: true, employer: { code: FIRM } },
    ],
  });
});

test("the same file twice changes nothing", async () => {
  const rows = [spell(11), spell(12, { toMonth: "2023-05", status: "终止参保" }), spell(11, { insuranceKind: "医疗" })];
  await importRows(town, "insurance", rows);
  const before = await fingerprint();
  const again = await importRows(town, "insurance", rows);
  assert.ok(again.ok && again.value.kind === "ended");
  assert.deepEqual(again.value.counts, { added: 0, changed: 0, same: 3, failed: 0 });
  assert.deepEqual(await fingerprint(), before);
});

test("a later batch changes what it says otherwise, keeps what stood before, and an older file handed in again takes nothing back", async () => {
  const running = [spell(21)];
  const ended = [spell(21, { toMonth: "2024-09", status: "终止参保" })];
  await importRows(town, "insurance", running, { covering: { throughMonth: month("2024-08") } });
  const second = await importRows(town, "insurance", ended, { covering: { throughMonth: month("2024-09") } });
  assert.ok(second.ok && second.value.kind === "ended" && second.value.counts.changed === 1);
  const [kept] = await town.query(
    "SELECT content->>'open' AS open, content->>'to_day' AS to_day FROM people.superseded_rows ORDER BY superseded_at DESC LIMIT 1",
  );
  assert.deepEqual(kept, { open: "true", to_day: null });
  const third = await importRows(town, "insurance", running, { covering: { throughMonth: month("2024-08") } });
  assert.ok(third.ok && third.value.kind === "ended");
  assert.deepEqual(third.value.counts, { added: 0, changed: 0, same: 1, failed: 0 });
  const [row] = await town.query(
    "SELECT to_day::text FROM people.insurance_spells JOIN people.persons USING (tenant_id, person_id) WHERE name = '张试21'",
  );
  assert.deepEqual(row, { to_day: "2024-09-30" });
});

test("a spell that still runs is known as far as the latest batch that repeats it", async () => {
  await importRows(town, "insurance", [spell(25)], { covering: { throughMonth: month("2024-07") } });
  const later = await importRows(town, "insurance", [spell(25)], { covering: { throughMonth: month("2024-10") } });
  assert.ok(later.ok && later.value.kind === "ended" && later.value.counts.changed === 1);
  assert.match(JSON.stringify((await factsOf("张试25"))?.facts["insurance"]), /"to":"2024-10-31"/);
});

test("a spell called running whose row names an earlier month is open but known through that month only", async () => {
  const rows = [spell(26, { toMonth: "2024-03" }), spell(27, { toMonth: "2024-10" }), spell(28)];
  await importRows(town, "insurance", rows, { covering: { throughMonth: month("2024-10") } });
  const known = [];
  for (const serial of [26, 27, 28]) {
    const list = (await factsOf(`张试${serial}`))?.facts["insurance"] as FactListJson | undefined;
    known.push([list?.rows[0]?.["to"], list?.rows[0]?.["open"]]);
  }
  assert.deepEqual(known, [
    ["2024-03-31", true],
    ["2024-10-31", true],
    ["2024-10-31", true],
  ]);
});

test("rows that contradict their file, another name or another office fail alone, with their reason", async () => {
  const shangyu = residentNumber(31);
  await importRows(town, "talents", [{ name: "赵上虞", documentNumber: shangyu }], { covering: { officeId: 330604 } });
  const imported = await importRows(
    town,
    "insurance",
    [
      spell(32),
      spell(32, { toMonth: "2022-01", status: "停保" }),
      spell(32, { name: "张冠李戴", insuranceKind: "失业" }),
      { ...spell(33), documentNumber: "3.30602E+17" },
      { ...SPELL, name: "赵上虞", documentNumber: shangyu, fromMonth: "2020-01", status: "正常参保" },
      spell(34),
    ],
    { chunkRows: 4 },
  );
  assert.ok(imported.ok && imported.value.kind === "ended");
  assert.deepEqual(imported.value.counts, { added: 2, changed: 0, same: 0, failed: 4 });
  const failed = await failures(imported.value.batchId);
  assert.deepEqual(failed, [
    [3, "rows.twiceInFile"],
    [4, "rows.nameDiffers"],
    [5, "rows.numberLostDigits"],
    [6, "rows.personOfAnotherOffice"],
  ]);
});

test("a row that contradicts an earlier chunk of the same file fails too", async () => {
  const rows = [spell(41), spell(42), spell(41, { toMonth: "2022-01", status: "停保" })];
  const imported = await importRows(town, "insurance", rows, { chunkRows: 1 });
  assert.ok(imported.ok && imported.value.kind === "ended");
  assert.deepEqual(imported.value.counts, { added: 2, changed: 0, same: 0, failed: 1 });
  assert.deepEqual(await failures(imported.value.batchId), [[4, "rows.twiceInFile"]]);
});

test("two offices' libraries that disagree leave the field unknown", async () => {
  const number = residentNumber(45);
  const row = { name: "钱两处", documentNumber: number, phone: "13800000045" };
  await importRows(town, "talents", [{ ...row, team: "专业技术人才" }]);
  await importRows(town, "talents", [{ ...row, team: "技能人才" }], { covering: { officeId: 330600 } });
  const [person] = await town.query("SELECT conflicts, team FROM people.persons WHERE name = '钱两处'");
  assert.deepEqual(person, { conflicts: ["team"], team: "skilled" });
  assert.equal((await factsOf("钱两处"))?.facts["team"], undefined);
});

test("the register of employers fills in firms that were known by name, and refuses a code said two ways", async () => {
  const firm = {
    creditCode: FIRM,
    employerName: "绍兴梧桐科技股份有限公司",
    employerKind: "企业",
    industry: "I6510",
    region: "330602",
    aboveScale: "是",
  };
  const imported = await importRows(town, "employers", [firm, { ...firm, aboveScale: "否" }]);
  assert.ok(imported.ok && imported.value.kind === "ended");
  assert.deepEqual(imported.value.counts, { added: 1, changed: 0, same: 0, failed: 1 });
  const [row] = await town.query(
    "SELECT name, kind, industry, above_scale FROM employers.organisations WHERE credit_code = $1",
    [FIRM],
  );
  assert.deepEqual(row, { name: "绍兴梧桐科技股份有限公司", kind: "enterprise", industry: "I6510", above_scale: true });
  const again = await importRows(town, "employers", [firm]);
  assert.ok(again.ok && again.value.kind === "ended" && again.value.counts.same === 1);
});

test("the dry run says what the import then does, and leaves nobody behind", async () => {
  const desk = openDesk();
  const rows = [spell(51), spell(52), { ...spell(53), documentNumber: "330602" }, spell(51)];
  const batchId = await handIn(desk, iconv.encode(textOf(rows), "gb18030"));
  const people = await town.query("SELECT count(*)::int AS n FROM people.persons WHERE name LIKE '张试5_'");
  const checked = await batchOf(batchId);
  assert.deepEqual(
    [checked?.state, checked?.counts, checked?.rowsTotal, people],
    ["checked", { added: 2, changed: 0, same: 1, failed: 1 }, 4, [{ n: 0 }]],
  );
  const started = await startImport(
    town.tools.run,
    { token: await town.tokenOf(330602), key: `start-${batchId}` },
    batchId,
  );
  assert.ok(started.ok);
  desk.take({ batchId, officeId: 330602 });
  await desk.idle();
  const done = await batchOf(batchId);
  assert.deepEqual([done?.state, done?.counts, done?.sealedFileKey], ["done", checked?.counts, null]);
  assert.deepEqual(readdirSync(join(town.folder, "uploads")), []);
});

test("failed rows come back in a workbook with the file's columns and the reason", async () => {
  const desk = openDesk();
  const batchId = await handIn(desk, Buffer.from(textOf([spell(61, { fromMonth: "去年" }), spell(62)])));
  const batch = (await batchOf(batchId)) ?? assert.fail();
  const source = { ...town.tools, token: await town.tokenOf(330602) };
  const path = join(town.folder, "back.xlsx");
  writeFileSync(path, await bufferOf(resultWorkbook(source, batch)));
  const table = await openTable(path);
  assert.ok(table.ok);
  for await (const event of table.value.read()) {
    assert.ok(event.kind === "rows");
    const [header, row, ...more] = event.rows;
    assert.deepEqual(
      [header?.cells.at(-1), header?.cells[0], row?.cells[0], more.length],
      ["失败原因", "姓名", "张试61", 0],
    );
    assert.match(row?.cells.at(-1) ?? "", /第 2 行 起始年月.*去年/);
  }
});

test("files that can't be taken are refused with a reason, and nothing of them stays", async () => {
  const desk = openDesk();
  const waiting = readdirSync(join(town.folder, "uploads"));
  const large = join(town.folder, "large.csv");
  writeFileSync(large, "姓名\n");
  truncateSync(large, 200 * 1024 * 1024);
  const cases: readonly (readonly [string, Readable])[] = [
    ["registers.fileTooLarge", createReadStream(large)],
    ["registers.fileUnreadable", Readable.from([Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(500, 7)])])],
    ["registers.encodingUnknown", Readable.from([iconv.encode(textOf([spell(1)]), "utf16le", { addBOM: true })])],
    ["registers.columnsMissing", Readable.from([Buffer.from("姓名,身份证号,单位名称\n王,1,x\n")])],
    ["registers.fileEmpty", Readable.from([])],
  ];
  for (const [code, stream] of cases) {
    const refused = await receive(stream);
    assert.ok(!refused.ok);
    assert.equal(refused.error.code, code);
  }
  const backwards = await receive(Readable.from([Buffer.from(textOf([spell(1)]))]), { fromMonth: month("2024-12") });
  assert.ok(!backwards.ok && backwards.error.code === "registers.coverageBackwards");
  const elsewhere = await receive(Readable.from([Buffer.from(textOf([spell(1)]))]), { officeId: 330604 });
  assert.ok(!elsewhere.ok && elsewhere.error.code === "access.officeOutOfScope");
  assert.deepEqual(readdirSync(join(town.folder, "uploads")), waiting);
  const headerOnly = await handIn(desk, Buffer.from(textOf([])));
  assert.equal((await batchOf(headerOnly))?.problem?.code, "registers.fileEmpty");
});

test("an import killed between chunks goes on where it stopped, and nothing is done twice", async () => {
  const rows = Array.from({ length: 400 }, (_, i) => spell(100 + i));
  const path = writeRegister(town.folder, "insurance", rows, "killed.csv");
  const script = fileURLToPath(new URL("import-until-killed.ts", import.meta.url));
  const args = [script, JSON.stringify({ urls: town.urls, keyFile: town.keyFile, path })];
  const killed = spawn(process.execPath, args, { stdio: "ignore" });
  for (let i = 0; i < 2000 && (await chunksDone()) < 5 && killed.exitCode === null; i += 1) await sleep(5);
  killed.kill("SIGKILL");
  if (killed.exitCode === null && killed.signalCode === null) await once(killed, "exit");
  const half = await chunksDone();
  assert.ok(half >= 5 && half < 40, `killed after ${half} of 40 chunks`);
  const resumed = spawn(process.execPath, args, { stdio: "inherit" });
  assert.deepEqual(await once(resumed, "exit"), [0, null]);
  const [batch] = await town.query(
    "SELECT state, rows_read, rows_new, chunks_done FROM registers.batches WHERE file_name = 'killed.csv'",
  );
  assert.deepEqual(batch, { state: "done", rows_read: 400, rows_new: 400, chunks_done: 40 });
  const [people] = await town.query(
    "SELECT count(*)::int AS n, count(DISTINCT name)::int AS names FROM people.persons WHERE name ~ '^张试[1-9]\\d\\d$'",
  );
  assert.deepEqual(people, { n: 400, names: 400 });
  const [journal] = await town.query(
    "SELECT count(*)::int AS n, count(DISTINCT command_key)::int AS keys FROM journal.entries WHERE command = 'importRegisterChunk' AND after->>'rows' = '10'",
  );
  assert.deepEqual(journal, { n: 40, keys: 40 });
});

test("no document number stands in any table in the clear", async () => {
  const number = residentNumber(71);
  await importRows(town, "family", [
    {
      name: "孙密",
      documentNumber: number,
      relation: "配偶",
      otherDocumentNumber: residentNumber(72),
      since: "2020-01-01",
    },
  ]);
  await importRows(town, "certificates", [
    {
      name: "孙密",
      documentNumber: number,
      certificateNumber: "S330602777",
      occupation: "电工",
      skillLevel: "高级工",
      issued: "2020-01-01",
      region: "330602",
    },
  ]);
  await importRows(town, "statuses", [
    { name: number, documentNumber: `${number.slice(0, 17)}Z`, statusKind: "选调生", from: "2020-01-01" },
  ]);
  const tables = await town.query(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  );
  for (const { name } of tables) {
    const found = await town.query(
      `SELECT t::text AS row FROM ${name} t WHERE t::text ~ '330602(19900307|S330602777|\\d{8})\\d{3}[0-9X]' OR t::text ~ 'S330602777' LIMIT 1`,
    );
    assert.deepEqual(found, [], `${name} holds a number`);
  }
});

function textOf(rows: readonly Readonly<Record<string, string>>[]): string {
  const keys = [
    "name",
    "documentNumber",
    "employerName",
    "creditCode",
    "insuranceKind",
    "fromMonth",
    "toMonth",
    "status",
    "region",
  ];
  const header = "姓名,身份证号,单位名称,统一社会信用代码,险种,起始年月,截止年月,状态,参保地";
  return `${[header, ...rows.map((row) => keys.map((key) => row[key] ?? "").join(","))].join("\n")}\n`;
}

function openDesk() {
  const uploads = uploadsIn(join(town.folder, "uploads"), town.vault, TENANT);
  return createImportDesk({ ...town.tools, uploads, today: () => TODAY, report: (line) => assert.fail(line) });
}

async function receive(
  stream: Readable,
  covering: Parameters<typeof coverage>[0] = {},
): Promise<Result<number, Problem>> {
  const uploads = uploadsIn(join(town.folder, "uploads"), town.vault, TENANT);
  const token = await town.tokenOf(330602);
  const key = `upload-${Math.random()}`;
  return receiveFile(
    { ...town.tools, uploads },
    { token, key, register: "insurance", coverage: coverage(covering), fileName: "f.csv", stream, startedBy: "测试" },
  );
}

async function handIn(desk: ReturnType<typeof openDesk>, content: Buffer): Promise<number> {
  const batchId = await receive(Readable.from([content]));
  assert.ok(batchId.ok, JSON.stringify(batchId));
  assert.ok(existsSync(join(town.folder, "uploads", `${TENANT}-${batchId.value}.sealed`)));
  desk.take({ batchId: batchId.value, officeId: 330602 });
  await desk.idle();
  return batchId.value;
}

async function batchOf(batchId: number) {
  return inSession(town.database, await town.tokenOf(330602), (tx) => findBatch(tx, batchId));
}

async function failures(batchId: number): Promise<readonly (readonly [number, string | undefined])[]> {
  const rows = await inSession(town.database, await town.tokenOf(330602), (tx) =>
    listFailedRows(tx, batchId, { after: undefined, limit: 100 }),
  );
  return rows.map((row) => [row.row, row.failures[0]?.problem.code] as const);
}

async function factsOf(name: string) {
  const [row] = await town.query("SELECT person_id FROM people.persons WHERE name = $1", [name]);
  return inSession(town.database, await town.tokenOf(330602), (tx) => readFacts(tx, Number(row?.["person_id"]), TODAY));
}

/** Everything that an import writes about people, as one value. */
async function fingerprint() {
  return town.query(`SELECT (SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM people.insurance_spells t) AS spells,
    (SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM people.persons t) AS persons,
    (SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM people.identities t) AS identities,
    (SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM people.workplaces t) AS workplaces,
    (SELECT count(*) FROM people.superseded_rows) AS superseded`);
}

async function chunksDone(): Promise<number> {
  const [row] = await town.query("SELECT chunks_done FROM registers.batches WHERE file_name = 'killed.csv'");
  return Number(row?.["chunks_done"] ?? 0);
}

async function bufferOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
