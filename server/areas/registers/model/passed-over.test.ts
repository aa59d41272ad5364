import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createPassOver, findHeader } from "./index.ts";

const header = findHeader("talents", ["序号", "姓名", "证件号码", "备注"]);
assert.ok(header?.ok);
const passOver = createPassOver(header.value);

test("whoever has a document number is never passed over, whatever stands beside it", () => {
  const number = fc.constantFrom("330602199003070016", "H12345678", " ３３０６０２", "'330602900307001", "3.30602E+17");
  const word = fc.constantFrom("合计", "注：", "小计", "填表人：", "说明", "", "1", "王小明");
  fc.assert(
    fc.property(
      word,
      word,
      number,
      word,
      (first, name, id, remark) => passOver([first, name, id, remark]) === undefined,
    ),
  );
});

test("totals, notes, signatures, repeated headers, examples and numbered blanks are told apart", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["total", ["合　计", "", "12"]],
    ["total", ["", "总计：3人", ""]],
    ["total", ["共12人"]],
    ["note", ["备注：以上均已核实"]],
    ["note", ["", "", "制表日期：2024年11月5日"]],
    ["note", ["填表人：沈某", "审核人：林某"]],
    ["header", ["序号", "姓名", "证件 号码"]],
    ["example", ["示例", "张三", "330602199001011234"]],
    ["blank", ["17", "", " "]],
    ["empty", ["", " ", ""]],
  ];
  for (const [why, cells] of cases) assert.equal(passOver(cells), why, cells.join(","));
});

test("a person without a number, or called like a note, is a row that fails and comes back", () => {
  for (const cells of [
    ["3", "王小明", ""],
    ["3", "注小明", "无"],
    ["3", "说明明", ""],
  ])
    assert.equal(passOver(cells), undefined);
});
