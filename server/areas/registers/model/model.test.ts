import assert from "node:assert/strict";
import { test } from "node:test";
import {
  creditCodeCheckCharacter,
  REGISTER_KINDS,
  REGISTERS,
  type RegisterKind,
  residentIdCheckCharacter,
} from "@wutong/codes";
import { describeProblem } from "@wutong/contracts";
import { day, formatDay, formatMonth, month } from "@wutong/kernel";
import { createRowReader, findHeader, maskNumbers, normaliseName } from "./index.ts";

const RULES = { asOf: day("2024-11-30"), fromMonth: month("2010-01"), throughMonth: month("2024-11") };
const NUMBER = withCheck("33060219900307123");
const CREDIT_CODE = `91330602MA2ABCDE1${creditCodeCheckCharacter("91330602MA2ABCDE1")}`;

/** One sound row of each register, by column key. */
const SOUND: Readonly<Record<RegisterKind, Readonly<Record<string, string>>>> = {
  talents: {
    name: "王小明",
    documentKind: "身份证",
    documentNumber: NUMBER,
    birth: "1990.3.7",
    sex: "男",
    phone: "138 1234 5678",
    nativePlace: "浙江省绍兴市越城区",
    residence: "330602",
    team: "专技人才",
    talentClass: "E类",
  },
  insurance: {
    name: "王小明",
    documentNumber: NUMBER,
    employerName: "某公司",
    creditCode: CREDIT_CODE,
    insuranceKind: "养老",
    fromMonth: "2020年1月",
    toMonth: "202312",
    status: "停保",
    region: "330602",
  },
  education: {
    name: "王小明",
    documentNumber: NUMBER,
    school: "浙江大学",
    major: "数学",
    level: "硕士研究生",
    studyMode: "统招",
    graduated: "2015/6/30",
    certificateNumber: "1033512015",
  },
  employers: {
    creditCode: CREDIT_CODE,
    employerName: "某公司",
    employerKind: "有限责任公司",
    industry: "7010",
    region: "越城区",
    aboveScale: "无",
    stateOwned: "",
  },
  contracts: {
    name: "王小明",
    documentNumber: NUMBER,
    creditCode: CREDIT_CODE,
    signed: "2020-01-01",
    from: "2020-01-01",
    to: "2026-12-31",
    term: "固定期限",
  },
  housing: {
    name: "王小明",
    documentNumber: NUMBER,
    property: "FC-1",
    region: "330602",
    housingKind: "商品房",
    transaction: "买入",
    day: "45108",
    areaM2: "89.5㎡",
    priceYuan: "1,234,567.80",
  },
  benefits: {
    name: "王小明",
    documentNumber: NUMBER,
    policy: "租房补贴",
    benefitKind: "租房补贴",
    region: "330602",
    from: "2022-01-01",
    to: "2022-12-31",
    amountYuan: "12000",
    certificateNumber: "",
    occupation: "",
    skillLevel: "",
  },
  family: {
    name: "王小明",
    documentNumber: NUMBER,
    relation: "妻子",
    otherDocumentNumber: withCheck("33060219910101122"),
    since: "2018-05-20",
  },
  statuses: { name: "王小明", documentNumber: NUMBER, statusKind: "选调生", from: "2019-07-01", to: "" },
  certificates: {
    name: "王小明",
    documentNumber: NUMBER,
    certificateNumber: "S000033",
    occupation: "电焊工",
    skillLevel: "高级工",
    issued: "2021-09-01",
    region: "330602",
  },
};

function read(kind: RegisterKind, changes: Readonly<Record<string, string>> = {}) {
  const columns = REGISTERS[kind].columns;
  const header = findHeader(
    kind,
    columns.map((one) => one.header),
  );
  assert.ok(header?.ok);
  const cells = columns.map((one) => changes[one.key] ?? SOUND[kind][one.key] ?? "");
  return createRowReader(kind, header.value, RULES)(cells);
}

/** The code of the one failure that changed cells lead to, and what is shown of the cell. */
function failure(kind: RegisterKind, changes: Readonly<Record<string, string>>) {
  const result = read(kind, changes);
  assert.ok(!result.ok, `${kind} took ${JSON.stringify(changes)}`);
  assert.equal(result.error.length, 1);
  for (const language of ["zh", "en"] as const) {
    const message = describeProblem(result.error[0]?.problem ?? assert.fail(), language);
    assert.doesNotMatch(`${message.what}${message.todo}`, /…|\{/, "a message with a gap");
  }
  return [result.error[0]?.problem.code, result.error[0]?.column, result.error[0]?.value];
}

test("a sound row of every register is read, with exactly the columns of its type", () => {
  for (const kind of REGISTER_KINDS) {
    const result = read(kind);
    assert.ok(result.ok, `${kind}: ${result.ok ? "" : JSON.stringify(result.error)}`);
    const expected = REGISTERS[kind].columns.flatMap((one) =>
      one.type === "documentNumber"
        ? [one.key === "documentNumber" ? "document" : "other"]
        : one.type === "documentKind"
          ? []
          : [one.key],
    );
    assert.deepEqual(Object.keys(result.value).toSorted(), expected.toSorted());
  }
});

test("cells are read as people type them", () => {
  const talent = read("talents");
  assert.ok(talent.ok && "phone" in talent.value && "team" in talent.value);
  assert.deepEqual(
    [
      talent.value.phone,
      talent.value.team,
      talent.value.nativePlace,
      talent.value.residence,
      talent.value.document.sex,
    ],
    ["13812345678", "professional", 330602, 330602, "M"],
  );
  const spell = read("insurance", {
    fromMonth: "２０２０.2",
    toMonth: "",
    status: "正常",
    documentNumber: ` ＇${NUMBER} `.replace("＇", "'"),
  });
  assert.ok(spell.ok && "fromMonth" in spell.value);
  assert.deepEqual(
    [formatMonth(spell.value.fromMonth), spell.value.toMonth, spell.value.status],
    ["2020-02", null, "paying"],
  );
  const home = read("housing");
  assert.ok(home.ok && "areaM2" in home.value);
  assert.deepEqual(
    [formatDay(home.value.day), home.value.areaM2, home.value.priceYuan],
    ["2023-07-01", "89.50", 123_456_780n],
  );
  const employer = read("employers");
  assert.ok(employer.ok && "aboveScale" in employer.value);
  assert.deepEqual(
    [employer.value.industry, employer.value.aboveScale, employer.value.stateOwned],
    ["K7010", false, null],
  );
});

test("an old number of 15 digits becomes the 18 of today", () => {
  const result = read("talents", { documentNumber: "330602900307123", sex: "", birth: "" });
  assert.ok(result.ok && "phone" in result.value);
  assert.equal(result.value.document.number, NUMBER);
});

test("passports and permits are other kinds, not errors", () => {
  const passport = read("talents", { documentKind: "护照", documentNumber: "E12345678", birth: "1990-03-07" });
  assert.ok(passport.ok && "phone" in passport.value);
  assert.equal(passport.value.document.kind, "foreignPassport");
  const permit = read("education", { documentNumber: "H12345678" });
  assert.ok(permit.ok && "school" in permit.value);
  assert.equal(permit.value.document.kind, "hkMacauPermit");
});

test("a number that Excel ruined is refused with its reason, never guessed", () => {
  assert.deepEqual(failure("talents", { documentNumber: "3.30602E+17" }), [
    "rows.numberLostDigits",
    "证件号码",
    "3.30602E+17",
  ]);
  assert.equal(failure("insurance", { documentNumber: "330602199003072000" })[0], "rows.numberLostDigits");
});

test("each fault names its column, and never shows a whole document number", () => {
  const wrongDigit = NUMBER.slice(0, 17) + (NUMBER.endsWith("1") ? "2" : "1");
  assert.deepEqual(failure("insurance", { documentNumber: wrongDigit }), [
    "rows.idNumberCheck",
    "身份证号",
    `3306************${wrongDigit.slice(16)}`,
  ]);
  assert.equal(failure("insurance", { documentNumber: "33060219900307" })[0], "rows.idNumberLength");
  assert.equal(
    failure("talents", { documentNumber: "33060219901307123X", birth: "", sex: "" })[0]?.startsWith("rows.idNumber"),
    true,
  );
  assert.equal(failure("talents", { documentKind: "会员卡" })[0], "rows.documentKindUnknown");
  assert.deepEqual(failure("talents", { birth: "1990-03-08" }).slice(0, 2), ["rows.birthDiffers", "出生日期"]);
  assert.equal(failure("talents", { sex: "女" })[0], "rows.sexDiffers");
  assert.deepEqual(failure("talents", { phone: "0575-88001234" }), ["rows.phoneInvalid", "手机号", "05*********4"]);
  assert.equal(failure("talents", { nativePlace: "乌有县" })[0], "rows.divisionUnknown");
  assert.equal(failure("insurance", { creditCode: "91330602MA2ABCDE1Y" })[0], "rows.creditCodeCheck");
  assert.equal(failure("insurance", { insuranceKind: "车险" })[0], "rows.choiceUnknown");
  assert.equal(failure("insurance", { fromMonth: "去年" })[0], "rows.dateUnreadable");
  assert.equal(failure("insurance", { fromMonth: "2024-01", toMonth: "2023-12" })[0], "rows.monthsBackwards");
  assert.equal(failure("insurance", { toMonth: "2024-12" })[0], "rows.outsideCoverage");
  assert.equal(failure("education", { graduated: "2023-02-30" })[0], "rows.dateImpossible");
  assert.equal(failure("education", { graduated: "2025-06-30" })[0], "rows.dateInFuture");
  assert.equal(failure("education", { school: "—" })[0], "rows.valueMissing");
  assert.equal(failure("employers", { industry: "Z99" })[0], "rows.industryUnknown");
  assert.equal(failure("housing", { priceYuan: "100.125" })[0], "rows.moneyDecimals");
  assert.equal(failure("housing", { areaM2: "很大" })[0], "rows.numberUnreadable");
});

test("a row shows all its faults at once", () => {
  const result = read("insurance", { name: "", fromMonth: "?", region: "x" });
  assert.ok(!result.ok);
  assert.deepEqual(
    result.error.map((one) => one.column),
    ["姓名", "起始年月", "参保地"],
  );
});

test("headers are found by alias, in any order, through stars and spaces", () => {
  const header = findHeader("insurance", [
    "备注",
    "公民身份号码 *",
    "人员 姓名",
    "险种类型",
    "开始年月",
    "参保状态：",
    "统筹区",
  ]);
  assert.ok(header?.ok);
  assert.deepEqual(
    header.value.columns.map((one) => [one.column.key, one.at]),
    [
      ["documentNumber", 1],
      ["name", 2],
      ["insuranceKind", 3],
      ["fromMonth", 4],
      ["status", 5],
      ["region", 6],
    ],
  );
  assert.equal(findHeader("insurance", ["越城区参保明细", ""]), undefined);
});

test("a missing or doubled column is named", () => {
  const missing = findHeader("insurance", ["姓名", "身份证号", "险种"]);
  assert.deepEqual(missing, {
    ok: false,
    error: { code: "registers.columnsMissing", params: { columns: "起始年月、状态、参保地" } },
  });
  const doubled = findHeader("family", ["姓名", "身份证号码", "证件号码", "关系", "对方身份证号", "起始日期"]);
  assert.ok(doubled && !doubled.ok && doubled.error.code === "registers.columnTwice");
});

test("names compare whatever the width, the dots and the spaces", () => {
  assert.equal(normaliseName("王 小 明"), "王小明");
  assert.equal(normaliseName("阿不都•热合曼"), normaliseName("阿不都・热合曼"));
  assert.equal(normaliseName("Ｊｏｈｎ  Smith"), "John Smith");
});

test("numbers that identify somebody are masked wherever they stand", () => {
  assert.equal(maskNumbers(`见${NUMBER}号`), `见3306************${NUMBER.slice(16)}号`);
  assert.doesNotMatch(maskNumbers("３３０６０２１９９００３０７１２３４"), /1990/);
  assert.equal(maskNumbers("2024-09-01 第12号"), "2024-09-01 第12号");
});

function withCheck(first17: string): string {
  return first17 + residentIdCheckCharacter(first17);
}
