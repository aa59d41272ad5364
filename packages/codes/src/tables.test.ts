import assert from "node:assert/strict";
import { test } from "node:test";
import { day, formatDay, formatMonth, type Problem, type Result } from "@wutong/kernel";
import { findDivision, listCounties, readDivision } from "./divisions.ts";
import {
  addWorkingDays,
  compareEducationLevels,
  DOUBLE_FIRST_CLASS_ROUND_2,
  EDUCATION_LEVELS,
  findRegisterColumn,
  INDUSTRY_DIVISIONS,
  INDUSTRY_SECTIONS,
  industryName,
  isCalendarPublished,
  isDoubleFirstClass,
  listDoubleFirstClass,
  nameOfCode,
  normaliseHeader,
  REGISTER_KINDS,
  REGISTERS,
  readCode,
  readIndustry,
  readTypedDay,
  readTypedMonth,
  SKILL_LEVELS,
  STUDY_MODES,
  TEAMS,
} from "./index.ts";

function codeOf(result: Result<unknown, Problem>): string {
  return result.ok ? "ok" : result.error.code;
}

test("education levels are read by any of their names and stand on one ladder", () => {
  const cases = [
    ["大专", "college"],
    ["专科", "college"],
    [" 本 科", "bachelor"],
    ["学士", "bachelor"],
    ["硕士研究生", "master"],
    ["博士", "phd"],
    ["PhD", "phd"],
    ["中专", "secondary"],
  ] as const;
  for (const [text, code] of cases) assert.deepEqual(readCode(EDUCATION_LEVELS, text), { ok: true, value: code });
  assert.ok(compareEducationLevels("bachelor", "college") > 0);
  const unknown = readCode(EDUCATION_LEVELS, "学前班");
  assert.ok(!unknown.ok && unknown.error.code === "codes.notInTable");
  assert.match(String(unknown.error.params.known), /大专、本科/);
});

test("study modes, teams and skill levels are read by their common names", () => {
  assert.deepEqual(readCode(STUDY_MODES, "普通全日制"), { ok: true, value: "fullTime" });
  assert.deepEqual(readCode(STUDY_MODES, "函授"), { ok: true, value: "partTime" });
  assert.deepEqual(readCode(SKILL_LEVELS, "高级工"), { ok: true, value: "3" });
  assert.deepEqual(readCode(SKILL_LEVELS, "三级/高级工"), { ok: true, value: "3" });
  assert.equal(TEAMS.entries.length, 6);
  assert.equal(nameOfCode(TEAMS, "skilled", "zh"), "高技能人才");
});

test("no alias of a table leads to two codes", () => {
  for (const table of [EDUCATION_LEVELS, STUDY_MODES, SKILL_LEVELS, TEAMS]) {
    const texts = table.entries.flatMap((entry) => [entry.zh, entry.en, ...entry.aliases]);
    assert.equal(new Set(texts).size, texts.length, table.name);
  }
});

test("divisions are found by code and by each way of writing the name", () => {
  assert.equal(findDivision("330602")?.fullName, "浙江省绍兴市越城区");
  assert.equal(findDivision("330600")?.fullName, "浙江省绍兴市");
  assert.equal(findDivision("110101")?.fullName, "北京市东城区");
  assert.equal(findDivision("330699"), undefined);
  for (const text of ["330602", "越城区", "绍兴市越城区", "浙江省绍兴市越城区", "浙江绍兴越城区", " 浙江省 越城区"]) {
    assert.deepEqual(readDivision(text), { ok: true, value: "330602" }, text);
  }
  assert.deepEqual(readDivision("3306"), { ok: true, value: "330600" });
  assert.deepEqual(readDivision("绍兴"), { ok: true, value: "330600" });
  assert.deepEqual(readDivision("广西"), { ok: true, value: "450000" });
  assert.equal(codeOf(readDivision("鼓楼区")), "codes.division.ambiguous");
  assert.deepEqual(readDivision("南京市鼓楼区"), { ok: true, value: "320106" });
  assert.equal(codeOf(readDivision("无此区")), "codes.division.unknown");
  assert.equal(listCounties("3306").length, 6);
});

test("industries have 97 divisions under 20 sections, and a code without its letter gets it", () => {
  assert.equal(INDUSTRY_DIVISIONS.length, 97);
  assert.equal(INDUSTRY_SECTIONS.length, 20);
  assert.deepEqual(readIndustry("7010"), { ok: true, value: "K7010" });
  assert.deepEqual(readIndustry("k70"), { ok: true, value: "K70" });
  assert.deepEqual(readIndustry("J66"), { ok: true, value: "J66" });
  assert.equal(codeOf(readIndustry("A7010")), "codes.industry.unknown");
  assert.equal(codeOf(readIndustry("99")), "codes.industry.unknown");
  assert.equal(industryName("K7010", "zh"), "房地产业");
  assert.equal(industryName("C16", "en"), "Tobacco");
  assert.equal(industryName("D44", "zh"), "电力、热力生产和供应业");
  assert.equal(industryName("I6311", "zh"), "电信、广播电视和卫星传输服务");
  assert.equal(industryName("S97", "zh"), industryName("T97", "zh"));
});

test("the second round of double-first-class schools has 147, 34 of them in Beijing", () => {
  const schools = listDoubleFirstClass();
  assert.equal(schools.length, 147);
  assert.equal(new Set(schools).size, 147);
  assert.equal(DOUBLE_FIRST_CLASS_ROUND_2.schoolsByProvince.北京.split(" ").length, 34);
  assert.equal(DOUBLE_FIRST_CLASS_ROUND_2.schoolsByProvince.江苏.split(" ").length, 16);
  assert.equal(DOUBLE_FIRST_CLASS_ROUND_2.schoolsByProvince.上海.split(" ").length, 15);
  for (const school of ["宁波大学", "中国石油大学（北京）", "上海体育大学", "湘潭大学"]) {
    assert.ok(isDoubleFirstClass(school), school);
  }
  for (const school of ["绍兴文理学院", "浙江工业大学", "宁波大学科学技术学院", ""]) {
    assert.ok(!isDoubleFirstClass(school), school);
  }
});

test("days are read in the ways people type them", () => {
  const ways = [
    "2023-07-01",
    "2023.7.1",
    "2023/7/1",
    "2023年7月1日",
    "20230701",
    "45108",
    "2023-07-01 00:00:00",
    " ２０２３．７．１ ",
    "2023-7-1",
  ];
  for (const text of ways) {
    const read = readTypedDay(text);
    assert.ok(read.ok, text);
    assert.equal(formatDay(read.value), "2023-07-01", text);
  }
  const faults: readonly [string, string][] = [
    ["2023-02-30", "codes.day.impossible"],
    ["20231301", "codes.day.impossible"],
    ["1023-02-03", "codes.day.impossible"],
    ["2023年7月", "codes.day.onlyMonth"],
    ["202307", "codes.day.onlyMonth"],
    ["7/1/2023", "codes.day.yearNotFirst"],
    ["23-7-1", "codes.day.yearNotFirst"],
    ["昨天", "codes.day.unreadable"],
    ["", "codes.day.unreadable"],
    ["99999", "codes.day.impossible"],
  ];
  for (const [text, code] of faults) assert.equal(codeOf(readTypedDay(text)), code, text);
});

test("months are read in the ways people type them, and Excel's 2023.1 is not guessed at", () => {
  for (const text of ["2023-07", "2023.7", "2023/07", "2023年7月", "2023年07月份", "202307", "2023-07-31", "45108"]) {
    const read = readTypedMonth(text);
    assert.ok(read.ok, text);
    assert.equal(formatMonth(read.value), "2023-07", text);
  }
  assert.equal(codeOf(readTypedMonth("2023.1", { fromNumber: true })), "codes.month.ambiguousDecimal");
  assert.ok(readTypedMonth("2023.1").ok);
  assert.equal(codeOf(readTypedMonth("202313")), "codes.month.impossible");
  assert.equal(codeOf(readTypedMonth("七月")), "codes.month.unreadable");
});

test("working days skip holidays, count make-up Saturdays, and say when the calendar ends", () => {
  // National Day 2024: 1–7 October off; Sunday 29 September and Saturday 12 October worked.
  assert.deepEqual(addWorkingDays(day("2024-09-30"), 1), { day: day("2024-10-08"), provisional: false });
  assert.deepEqual(addWorkingDays(day("2024-10-11"), 1), { day: day("2024-10-12"), provisional: false });
  assert.deepEqual(addWorkingDays(day("2024-11-29"), 5), { day: day("2024-12-06"), provisional: false });
  assert.deepEqual(addWorkingDays(day("2024-11-30"), 0), { day: day("2024-11-30"), provisional: false });
  assert.equal(addWorkingDays(day("2035-09-28"), 7).provisional, true);
  assert.equal(isCalendarPublished(day("2024-12-31")), true);
  assert.equal(isCalendarPublished(day("2035-01-01")), false);
});

test("a header finds its column by name or alias, whatever its width and stars", () => {
  assert.equal(findRegisterColumn("talents", "*身份证号码 ")?.key, "documentNumber");
  assert.equal(findRegisterColumn("talents", "证件类型")?.key, "documentKind");
  assert.equal(findRegisterColumn("education", "毕（结）业日期")?.key, "graduated");
  assert.equal(findRegisterColumn("insurance", "备注"), undefined);
});

test("no header or alias of a register names two columns", () => {
  for (const kind of REGISTER_KINDS) {
    const names = REGISTERS[kind].columns.flatMap((one) => [
      ...new Set([one.header, ...one.aliases].map(normaliseHeader)),
    ]);
    const twice = names.filter((name, i) => names.indexOf(name) !== i);
    assert.deepEqual(twice, [], kind);
  }
});
