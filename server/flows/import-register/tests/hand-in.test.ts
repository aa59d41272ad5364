import assert from "node:assert/strict";
import { createReadStream, existsSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, test } from "node:test";
import { month, type Problem, type Result } from "@wutong/kernel";
import iconv from "iconv-lite";
import { findBatch } from "../../../areas/registers/index.ts";
import { openTable } from "../../../documents/index.ts";
import { inSession } from "../../../storage/index.ts";
import { startImport } from "../change-batch.ts";
import { createImportDesk, type ImportDeskOptions } from "../import-desk.ts";
import { receiveFile } from "../receive-file.ts";
import { resultWorkbook } from "../result-workbook.ts";
import { uploadsIn } from "../uploads.ts";
import { coverage, openImportTown, spell, TENANT, TODAY } from "./import-town.ts";

const town = await openImportTown();
after(() => town.close());

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

test("the dry run and the workbook say how many rows have no number, and an import that is done is told of once", async () => {
  const told: unknown[] = [];
  const desk = openDesk((batch) => told.push(batch));
  const unnumbered = spell(65, { documentNumber: "", employerName: "绍兴梧桐科技有限公司" });
  const batchId = await handIn(desk, Buffer.from(textOf([spell(64, { fromMonth: "去年" }), unnumbered])));
  const checked = (await batchOf(batchId)) ?? assert.fail();
  assert.deepEqual([checked.state, checked.withoutNumber, checked.counts.added], ["checked", 1, 1]);
  assert.deepEqual(told, []);
  const token = await town.tokenOf(330602);
  assert.ok((await startImport(town.tools.run, { token, key: `start-${batchId}` }, batchId)).ok);
  desk.take({ batchId, officeId: 330602 });
  await desk.idle();
  assert.deepEqual(told, [{ batchId, officeId: 330602 }]);
  const path = join(town.folder, "unnumbered.xlsx");
  const batch = (await batchOf(batchId)) ?? assert.fail();
  writeFileSync(path, await bufferOf(resultWorkbook({ ...town.tools, token }, batch)));
  const table = await openTable(path);
  assert.ok(table.ok);
  const said: string[] = [];
  for await (const event of table.value.read())
    if (event.kind === "rows") said.push(...event.rows.flatMap(({ cells }) => cells));
  assert.ok(
    said.some((cell) => /另有 1 行没有证件号码/.test(cell)),
    said.join("|"),
  );
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
    ["registers.encodingUnknown", Readable.from([Buffer.from([0xb2, 0xff, 0xff, 0x2c, 0x0a])])],
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

function openDesk(onImported?: ImportDeskOptions["onImported"]) {
  const uploads = uploadsIn(join(town.folder, "uploads"), town.vault, TENANT);
  const told = onImported ? { onImported } : {};
  return createImportDesk({ ...town.tools, ...told, uploads, today: () => TODAY, report: (line) => assert.fail(line) });
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

async function bufferOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
