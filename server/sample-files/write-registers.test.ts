import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { REGISTER_KINDS, REGISTERS } from "@wutong/codes";
import { registerHeaders } from "@wutong/generator";
import { day } from "@wutong/kernel";
import exceljs from "exceljs";
import iconv from "iconv-lite";
import { type WriteRegistersOptions, writeRegisters } from "./write-registers.ts";

const folder = mkdtempSync(join(tmpdir(), "wutong-registers-"));
after(() => rmSync(folder, { recursive: true }));

function optionsFor(name: string, change: Partial<WriteRegistersOptions> = {}): WriteRegistersOptions {
  const made = { office: 330602, people: 300, seed: 3, asOf: day("2024-11-30") };
  return { ...made, out: join(folder, name), format: "csv", encoding: "utf8", truth: "full", ...change };
}

function linesOf(path: string): readonly string[] {
  return readFileSync(path, "utf8")
    .replace(/^\ufeff/, "")
    .split("\r\n")
    .slice(0, -1);
}

test("every register becomes a csv file with its headers, its coverage beside it, all in one manifest", async () => {
  const options = optionsFor("csv");
  const registers = await writeRegisters(options);
  assert.deepEqual(
    registers.map((one) => one.kind),
    [...REGISTER_KINDS],
  );
  const manifest = JSON.parse(readFileSync(join(options.out, "manifest.json"), "utf8"));
  assert.deepEqual(manifest.registers, registers);
  for (const { kind, file, rows, ...rest } of registers) {
    const lines = linesOf(join(options.out, file));
    assert.equal(lines[0], registerHeaders(options, kind).join(","));
    assert.equal(lines.length, rows + 1);
    const beside = JSON.parse(readFileSync(join(options.out, `${file}.coverage.json`), "utf8"));
    const { district, from, through, complete } = rest;
    assert.deepEqual(beside, { kind, file, district, from, through, complete });
  }
});

test("the truth says of each person what registers say, and in which line a row is wrong", async () => {
  const options = optionsFor("truth", { people: 1_500 });
  const registers = await writeRegisters(options);
  const truth = readFileSync(join(options.out, "truth.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(truth.length, options.people);
  assert.ok(truth.every((one) => one.facts.insurance && one.truth.insurance.complete));
  const wrong = truth.flatMap((one) => one.odd.map((odd: object) => ({ ...odd, name: one.name })));
  const rejected = wrong.filter((one) => one.mustReject);
  assert.equal(
    rejected.length,
    registers.reduce((sum, one) => sum + one.mustReject, 0),
  );
  for (const one of rejected.filter((each) => each.what === "impossibleDate")) {
    const line = linesOf(join(options.out, `${one.register}-330602.csv`))[one.row - 1] ?? "";
    const at = REGISTERS[one.register as "talents"].columns.findIndex((column) => column.key === one.column);
    assert.equal(line.split(",")[0], one.name);
    assert.match(line.split(",")[at] ?? "", /-02-30$/);
  }
});

test("GB18030 holds the same text as UTF-8, and the same seed the same bytes", async () => {
  const [utf8, gb, again] = [optionsFor("utf8"), optionsFor("gb", { encoding: "gb18030" }), optionsFor("again")];
  for (const options of [utf8, gb, again]) await writeRegisters(options);
  const file = "talents-330602.csv";
  const bytes = readFileSync(join(gb.out, file));
  assert.equal(iconv.decode(bytes, "gb18030"), readFileSync(join(utf8.out, file), "utf8").slice(1));
  assert.notEqual(bytes[0], 0xef);
  assert.ok(readFileSync(join(utf8.out, file)).equals(readFileSync(join(again.out, file))));
});

test("a workbook opens in a spreadsheet program: text stays text, areas are numbers", async () => {
  const options = optionsFor("xlsx", { format: "xlsx", truth: "none" });
  const registers = await writeRegisters(options);
  const housing = registers.find((one) => one.kind === "housing");
  assert.ok(housing);
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(join(options.out, housing.file));
  const sheet = workbook.getWorksheet("房产交易");
  assert.ok(sheet);
  assert.equal(sheet.rowCount, housing.rows + 1);
  const row = sheet.getRow(2);
  assert.equal(typeof row.getCell(2).value, "string");
  assert.equal(typeof row.getCell(8).value, "number");
});
