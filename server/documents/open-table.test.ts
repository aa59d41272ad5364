import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, before, test } from "node:test";
import { CFB, utils, write } from "@e965/xlsx";
import ExcelJS from "exceljs";
import fc from "fast-check";
import iconv from "iconv-lite";
import {
  DEFAULT_TABLE_LIMITS,
  openSealedFile,
  openTable,
  sealFile,
  type TableLimits,
  type TableRow,
  writeWorkbook,
} from "./index.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "wutong-documents-"));
});
after(() => rm(folder, { recursive: true, force: true }));

async function read(content: Buffer | string, limits: Partial<TableLimits> = {}) {
  const path = join(folder, "handed-in");
  await writeFile(path, content);
  return readFrom(path, { ...DEFAULT_TABLE_LIMITS, ...limits });
}

async function readFrom(path: string, limits: TableLimits = DEFAULT_TABLE_LIMITS) {
  const table = await openTable(path, limits);
  if (!table.ok) return { problem: table.error, rows: [] as readonly TableRow[], sheets: [] as readonly string[] };
  const rows: TableRow[] = [];
  const sheets = new Set<string>();
  for await (const event of table.value.read()) {
    if (event.kind === "failed") return { problem: event.problem, rows, sheets: [...sheets] };
    if (event.kind === "hidden") continue;
    rows.push(...event.rows);
    sheets.add(event.sheet);
  }
  return { problem: undefined, rows, sheets: [...sheets] };
}

const cellsOf = (rows: readonly TableRow[]) => rows.map((row) => row.cells);

test("csv is read in UTF-8 with and without a byte-order mark, and in GB18030", async () => {
  const text = "姓名,单位\r\n王小明,绍兴某公司\n李㐂,𠮷田株式会社\n";
  const expected = [
    ["姓名", "单位"],
    ["王小明", "绍兴某公司"],
    ["李㐂", "𠮷田株式会社"],
  ];
  assert.deepEqual(cellsOf((await read(text)).rows), expected);
  assert.deepEqual(cellsOf((await read(`\uFEFF${text}`)).rows), expected);
  assert.deepEqual(cellsOf((await read(iconv.encode(text, "gb18030"))).rows), expected);
});

test("a character that a chunk cuts in two is read whole, in any encoding", async () => {
  const line = `${"a".repeat(7)},汉字\n`;
  const text = line.repeat(60_000);
  for (const bytes of [
    Buffer.from(text),
    iconv.encode(text, "gb18030"),
    iconv.encode(text, "utf16be", { addBOM: true }),
  ]) {
    const { rows, problem } = await read(bytes);
    assert.equal(problem, undefined);
    assert.equal(rows.length, 60_000);
    assert.ok(rows.every((row) => row.cells[1] === "汉字"));
  }
});

test("bytes that are neither UTF-8, UTF-16 nor GB18030 are a wrong encoding, not strange characters", async () => {
  assert.equal((await read(Buffer.from([0x61, 0xff, 0xff, 0x0a]))).problem?.code, "documents.wrongEncoding");
  const late = Buffer.concat([Buffer.from("姓名\n".repeat(100_000)), iconv.encode("王小明\n", "gb18030")]);
  assert.equal((await read(late)).problem?.code, "documents.wrongEncoding");
});

test("quotes keep commas, line ends and quotes; a quote inside a cell is taken as it stands", async () => {
  const { rows } = await read('a,"b,1","c\n2","d""3"\n="330602",x"y\n\n"",last');
  assert.deepEqual(rows, [
    { row: 1, cells: ["a", "b,1", "c\n2", 'd"3'] },
    { row: 2, cells: ['="330602"', 'x"y'] },
    { row: 4, cells: ["", "last"] },
  ]);
});

test("tabs and semicolons separate where the header says so", async () => {
  assert.deepEqual(cellsOf((await read("a\tb\n1,5\t2\n")).rows), [
    ["a", "b"],
    ["1,5", "2"],
  ]);
  assert.deepEqual(cellsOf((await read("a;b;c\n1;2;3\n")).rows), [
    ["a", "b", "c"],
    ["1", "2", "3"],
  ]);
});

test("whatever cells a table holds, its csv reads back as they were", async () => {
  const cell = fc.string({ maxLength: 12, unit: fc.constantFrom("a", '"', ",", "\n", "汉", " ", "1", "b\r\n") });
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 });
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const csv = [["h1", "h2", "h3"], ...rows].map((cells) => cells.map(quoted).join(",")).join("\r\n");
      assert.deepEqual(cellsOf((await read(`${csv}\r\n`)).rows).slice(1), rows);
    }),
    { numRuns: 60 },
  );
});

test("a workbook gives texts, dates as days, whole numbers as digits, and gaps as empty cells", async () => {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("参保明细");
  sheet.addRow(["姓名", "起始", "金额", "在职", "公式", "证件"]);
  sheet.addRow([
    "王<小>&明",
    new Date(Date.UTC(2024, 9, 1)),
    1234.5,
    true,
    { formula: "1+1", result: 2 },
    "330602199001011234",
  ]);
  sheet.getRow(5).getCell(3).value = { richText: [{ text: "富" }, { text: "文本" }] };
  sheet.getRow(6).getCell(6).value = Number("330602199001011234");
  workbook.addWorksheet("空表");
  workbook.addWorksheet("第三").addRow(["x"]);
  const path = join(folder, "typed.xlsx");
  await workbook.xlsx.writeFile(path);
  const { rows, sheets, problem } = await readFrom(path);
  assert.equal(problem, undefined);
  assert.deepEqual(sheets, ["参保明细", "第三"]);
  assert.deepEqual(rows[1], {
    row: 2,
    cells: ["王<小>&明", "2024-10-01", "1234.5", "TRUE", "2", "330602199001011234"],
  });
  assert.deepEqual(rows[2], { row: 5, cells: ["", "", "富文本"] });
  assert.equal(rows[3]?.row, 6);
  assert.match(rows[3]?.cells[5] ?? "", /^3\.30602199001011E\+17$/);
});

test("a written workbook reads back the same, whatever its texts", async () => {
  const rows = [
    ["王小明", "330602199001011234", "a<b>&\"c'"],
    ["", "x", "行\n二"],
  ];
  const path = join(folder, "written.xlsx");
  await written(path, (out) => writeWorkbook(out, [{ name: "人才库", header: ["姓名", "证件号码", "备注"], rows }]));
  assert.deepEqual(cellsOf((await readFrom(path)).rows), [["姓名", "证件号码", "备注"], ...rows]);
});

test("workbooks of another writer read the same, with shared and with inline texts", async () => {
  const rows = [
    ["姓名", "日期", "数"],
    ["  两端空格 ", "2024-10", "0.3"],
    ["行\n二 & <三>", "", "12"],
  ];
  for (const bookSST of [true, false]) {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), "登记");
    const path = join(folder, "other.xlsx");
    await writeFile(path, write(book, { type: "buffer", bookType: "xlsx", bookSST, compression: true }) as Buffer);
    const { rows: seen, sheets } = await readFrom(path);
    assert.deepEqual(cellsOf(seen), rows);
    assert.deepEqual(sheets, ["登记"]);
  }
});

test("tags with a prefix are read like those without", async () => {
  const path = join(folder, "prefixed.xlsx");
  await written(path, (out) => writeWorkbook(out, [{ name: "a", header: ["姓名"], rows: [["王"]] }]));
  const plain = await readFile(path);
  const prefixed = rezipped(plain, (xml) =>
    xml.replaceAll(/<(\/?)(worksheet|sheetData|row|c|v|is|t|si|sst)(?=[\s>/])/g, "<$1x:$2"),
  );
  assert.deepEqual(cellsOf((await read(prefixed)).rows), [["姓名"], ["王"]]);
});

test("a workbook that was cut off or damaged is reported as corrupt", async () => {
  const path = join(folder, "whole.xlsx");
  const many = Array.from({ length: 3000 }, (_, i) => [`王${i}`, String(i * 7919)]);
  await written(path, (out) => writeWorkbook(out, [{ name: "a", header: ["姓名", "号"], rows: many }]));
  const whole = await readFile(path);
  assert.equal((await read(whole)).rows.length, 3001);
  assert.equal((await read(whole.subarray(0, whole.length >> 1))).problem?.code, "documents.corruptWorkbook");
  for (const at of [0.2, 0.4, 0.6].map((part) => Math.floor(whole.length * part))) {
    const damaged = Buffer.from(whole);
    damaged.fill(0x55, at, at + 40);
    assert.equal((await read(damaged)).problem?.code, "documents.corruptWorkbook", `damage at ${at}`);
  }
});

test("a picture, a Word document and an .xls that is cut off are named for what they are", async () => {
  assert.equal(
    (await read(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]))).problem?.code,
    "documents.corruptWorkbook",
  );
  assert.equal((await read(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]))).problem?.code, "documents.unknownFormat");
  assert.equal((await read("")).problem?.code, "documents.empty");
  assert.equal((await readFrom(join(folder, "nowhere"))).problem?.code, "documents.missing");
});

test("a file of 200 MB is refused before it is read", async () => {
  const path = join(folder, "large.csv");
  const file = await open(path, "w");
  await file.truncate(200 * 1024 * 1024);
  await file.close();
  const started = performance.now();
  assert.deepEqual((await readFrom(path)).problem, {
    code: "documents.tooLarge",
    params: { megabytes: 200, max: 100 },
  });
  assert.ok(performance.now() - started < 100);
});

test("too many rows or columns, an open quote and a bomb end the reading", async () => {
  assert.equal((await read("a\n1\n2\n3\n", { rowsMax: 3 })).problem?.code, "documents.tooManyRows");
  assert.equal((await read("a,b,c,d\n", { columnsMax: 3 })).problem?.code, "documents.tooManyColumns");
  assert.deepEqual((await read('a\n1\n"2\n3\n')).problem, { code: "documents.unclosedQuote", params: { row: 3 } });
  const path = join(folder, "bomb.xlsx");
  const many = Array.from({ length: 20_000 }, () => ["a".repeat(100)]);
  await written(path, (out) => writeWorkbook(out, [{ name: "a", header: ["h"], rows: many }]));
  const bomb = await readFrom(path, { ...DEFAULT_TABLE_LIMITS, unpackedBytesMax: 500_000 });
  assert.equal(bomb.problem?.code, "documents.tooMuchContent");
});

async function written(path: string, write: (out: import("node:stream").Writable) => Promise<void>): Promise<void> {
  const out = createWriteStream(path);
  const closed = new Promise<void>((resolve, reject) => out.on("close", resolve).on("error", reject));
  await write(out);
  if (!out.writableEnded) out.end();
  await closed;
}

/** Changes the sheets and shared texts of a workbook with another library's zip, which also stores what ours packs. */
function rezipped(workbook: Buffer, change: (xml: string) => string): Buffer {
  const container = CFB.read(workbook, { type: "buffer" });
  for (const [index, name] of container.FullPaths.entries()) {
    const entry = container.FileIndex[index];
    if (!entry || !/worksheets\/.*\.xml$|sharedStrings\.xml$/.test(name)) continue;
    entry.content = Buffer.from(change(Buffer.from(entry.content as Uint8Array).toString("utf8")));
    entry.size = entry.content.length;
  }
  return Buffer.from(
    CFB.write(container, { type: "buffer", fileType: "zip", compression: true } as never) as Uint8Array,
  );
}

test("a sealed file reads the same as the plain one, and holds nothing of it in the clear", async () => {
  const text = `姓名,证件号码\n${"王小明,330602199003071234\n".repeat(40_000)}`;
  const key = randomBytes(32);
  const path = join(folder, "sealed");
  const sealed = await sealFile(Readable.from([Buffer.from(text)]), { path, key, bytesMax: 10_000_000 });
  assert.ok(sealed.ok);
  assert.equal((await readFile(path)).includes("330602"), false);
  const table = await openTable(() => openSealedFile(path, key));
  assert.ok(table.ok);
  let rows = 0;
  for await (const event of table.value.read()) rows += event.kind === "rows" ? event.rows.length : Number.NaN;
  assert.equal(rows, 40_001);
  const book = join(folder, "book.xlsx");
  await written(book, (out) => writeWorkbook(out, [{ name: "a", header: ["姓名"], rows: [["王"]] }]));
  await sealFile(createReadStream(book), { path: `${path}2`, key, bytesMax: 10_000_000 });
  const workbook = await openTable(() => openSealedFile(`${path}2`, key));
  assert.ok(workbook.ok && workbook.value.format === "xlsx");
  for await (const event of workbook.value.read()) assert.ok(event.kind === "rows" && event.rows.length === 2);
});

test("an upload that grows too large is refused while it comes in, and nothing of it stays", async () => {
  const path = join(folder, "growing");
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(65_536);
    })(),
  );
  const sealed = await sealFile(endless, { path, key: randomBytes(32), bytesMax: 1_000_000 });
  assert.ok(!sealed.ok && sealed.error.code === "documents.tooLarge");
  await assert.rejects(readFile(path));
});
