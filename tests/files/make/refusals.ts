import { CFB } from "@e965/xlsx";
import { type Book, rowsOf } from "./book.ts";
import { oldNumberOf, person } from "./people.ts";
import { byExceljs, csvText } from "./writers.ts";

const HEADER = ["姓名", "证件号码", "手机号"];

/** Files that cannot be read, and people who contradict each other. */
export const refusals: readonly Book[] = [
  {
    file: "42-sheets-disagree.xlsx",
    register: "talents",
    ugly: "two sheets name different phones of one person; the first one holds, the other row comes back",
    madeBy: "exceljs",
    make: () => {
      const { name, number, phone } = person(42, 0);
      return byExceljs([
        { name: "一月", rows: [HEADER, [name, number, phone]] },
        { name: "二月", rows: [HEADER, [name, number, "13900009999"]] },
      ]);
    },
    loads: [
      ...rowsOf("一月", [[2, { documentNumber: person(42, 0).number, phone: person(42, 0).phone }]]),
      ...rowsOf("二月", [[2, { documentNumber: person(42, 0).number, phone: "13900009999" }]]),
    ],
    refused: [["二月", 2, "rows.twiceInFile"]],
  },
  {
    file: "43-one-number-two-people.csv",
    register: "talents",
    ugly: "two people bear one ID number",
    madeBy: "bytes",
    make: () =>
      Buffer.from(
        csvText([HEADER, [person(43, 0).name, person(43, 0).number, ""], ["另有其人", person(43, 0).number, ""]]),
      ),
    loads: rowsOf("", [
      [2, { name: person(43, 0).name, documentNumber: person(43, 0).number }],
      [3, { name: "另有其人", documentNumber: person(43, 0).number }],
    ]),
    refused: [["", 3, "rows.nameDiffers"]],
  },
  {
    file: "44-one-person-two-numbers.csv",
    register: "talents",
    ugly: "one person with the old number of 15 digits and with today's: the same number twice, said alike",
    madeBy: "bytes",
    make: () => {
      const one = person(44, 0);
      return Buffer.from(csvText([HEADER, [one.name, oldNumberOf(one), one.phone], [one.name, one.number, one.phone]]));
    },
    loads: rowsOf("", [
      [2, { name: person(44, 0).name, documentNumber: person(44, 0).number }],
      [3, { name: person(44, 0).name, documentNumber: person(44, 0).number }],
    ]),
  },
  {
    file: "45-signed-out.xls",
    register: "talents",
    ugly: "the page of a system that had signed the user out, saved as .xls: HTML without a table",
    madeBy: "bytes",
    make: () =>
      Buffer.from(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>登录</title></head><body><form>会话已超时，请重新登录</form></body></html>",
      ),
    problem: { code: "registers.fileUnreadable", says: "网页" },
  },
  {
    file: "46-password.xlsx",
    register: "talents",
    ugly: "a workbook with a password: a compound file with EncryptedPackage in it",
    madeBy: "@e965/xlsx",
    make: () => {
      const container = CFB.utils.cfb_new();
      CFB.utils.cfb_add(container, "/EncryptionInfo", Buffer.alloc(248, 4));
      CFB.utils.cfb_add(container, "/EncryptedPackage", Buffer.alloc(5_000, 9));
      return Buffer.from(CFB.write(container, { type: "buffer" }) as Uint8Array);
    },
    problem: { code: "registers.fileUnreadable", says: "密码" },
  },
  {
    file: "47-document.xlsx",
    register: "talents",
    ugly: "a Word document renamed .xlsx",
    madeBy: "@e965/xlsx",
    make: () => {
      const container = CFB.utils.cfb_new();
      CFB.utils.cfb_add(container, "/[Content_Types].xml", Buffer.from("<Types/>"));
      CFB.utils.cfb_add(container, "/word/document.xml", Buffer.from("<w:document/>"));
      return Buffer.from(
        CFB.write(container, { type: "buffer", fileType: "zip", compression: true } as never) as Uint8Array,
      );
    },
    problem: { code: "registers.fileUnreadable", says: "Word" },
  },
  {
    file: "48-cut-off.xls",
    register: "talents",
    ugly: "an .xls of which only the first kilobyte came through",
    madeBy: "bytes",
    make: () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(1_016, 3)]),
    problem: { code: "registers.fileUnreadable", says: "损坏" },
  },
  {
    file: "49-endless-cells.xlsx",
    register: "talents",
    ugly: "cells of 32,000 characters: each row comes back with its reasons",
    madeBy: "exceljs",
    make: async () =>
      byExceljs([
        {
          name: "名册",
          rows: [HEADER, ...Array.from({ length: 2 }, () => ["炸".repeat(32_000), "1".repeat(32_000), ""])],
        },
      ]),
    fails: [
      ["名册", 2, "姓名", "rows.textTooLong"],
      ["名册", 2, "证件号码", "rows.idNumberLength"],
      ["名册", 3, "姓名", "rows.textTooLong"],
      ["名册", 3, "证件号码", "rows.idNumberLength"],
    ],
  },
  {
    file: "50-without-number.csv",
    register: "talents",
    ugly: "no number, a masked one, a number cut to stars, one that Excel ruined, and nobody to be known",
    madeBy: "bytes",
    make: () =>
      Buffer.from(
        csvText([
          HEADER,
          ["伍试一", "", "13900000501"],
          ["伍试二", "3306**********1234", ""],
          ["伍试三", "33060219******123X", "13900000503"],
          ["伍试四", "3.30602E+17", "13900000504"],
          ["伍试五", "", ""],
          ["伍试六", "**************1234", ""],
        ]),
      ),
    loads: rowsOf("", [
      [2, { name: "伍试一", documentNumber: "", phone: "13900000501" }],
      [3, { name: "伍试二", documentNumber: "3306**********1234", phone: null }],
      [4, { name: "伍试三", documentNumber: "33060219******123X", phone: "13900000503" }],
    ]),
    fails: [
      ["", 5, "证件号码", "rows.numberLostDigits"],
      ["", 6, "证件号码", "rows.valueMissing"],
      ["", 7, "证件号码", "rows.idNumberLength"],
    ],
    withoutNumber: 3,
  },
];
