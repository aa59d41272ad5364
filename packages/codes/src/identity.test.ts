import assert from "node:assert/strict";
import { test } from "node:test";
import { day, formatDay, type Problem, type Result } from "@wutong/kernel";
import fc from "fast-check";
import { isSocialCreditCode } from "util-helpers";
import {
  creditCodeCheckCharacter,
  guessDocumentKind,
  readCreditCode,
  readDocument,
  readResidentId,
  residentIdCheckCharacter,
  residentIdFrom15,
} from "./index.ts";

const MADE_UP = "330602199001011";
const VALID = `${MADE_UP}23${residentIdCheckCharacter(`${MADE_UP}23`)}`;

function codeOf(result: Result<unknown, Problem>): string {
  return result.ok ? "ok" : result.error.code;
}

test("the check character follows the standard's own example", () => {
  // GB 11643-1999 gives 11010519491231002X and 440524188001010014.
  assert.equal(residentIdCheckCharacter("11010519491231002"), "X");
  assert.equal(residentIdCheckCharacter("44052418800101001"), "4");
});

test("birth, sex and division are read out of the number", () => {
  const read = readResidentId(` '${VALID.toLowerCase()} `);
  assert.ok(read.ok);
  assert.equal(formatDay(read.value.birth), "1990-01-01");
  assert.equal(read.value.sex, "M");
  assert.equal(read.value.division, "330602");
  assert.ok(readResidentId("11010519491231002x").ok);
  assert.ok(readResidentId("１１０１０５１９４９１２３１００２Ｘ").ok);
});

test("a 15-digit number becomes its 18-character form", () => {
  const read = readResidentId("110105491231002");
  assert.ok(read.ok);
  assert.equal(read.value.number, "11010519491231002X");
  assert.equal(residentIdFrom15("110105491231002"), "11010519491231002X");
});

test("each way of being wrong is told apart, and none repeats the number", () => {
  const wrongDigit = VALID.slice(0, 17) + (VALID[17] === "1" ? "2" : "1");
  const noSuchDay = `33060219900230123${residentIdCheckCharacter("33060219900230123")}`;
  const cases: readonly [string, string][] = [
    ["3.30602E+17", "codes.residentId.ruinedByExcel"],
    ["3.30602199001011E+17", "codes.residentId.ruinedByExcel"],
    ["330602199001012000", "codes.residentId.ruinedByExcel"],
    [wrongDigit, "codes.residentId.badCheckDigit"],
    [noSuchDay, "codes.residentId.impossibleDate"],
    [VALID.slice(0, 17), "codes.residentId.wrongLength"],
    ["", "codes.residentId.wrongLength"],
    [`${VALID.slice(0, 10)}A${VALID.slice(11)}`, "codes.residentId.badCharacter"],
  ];
  for (const [text, code] of cases) {
    const read = readResidentId(text);
    assert.equal(codeOf(read), code, text);
    assert.ok(text === "" || !JSON.stringify(read).includes(text));
  }
  assert.equal(codeOf(readResidentId(VALID, { asOf: day("1989-12-31") })), "codes.residentId.impossibleDate");
});

test("any one wrong digit of a resident number is noticed", () => {
  fc.assert(
    fc.property(fc.nat(16), fc.integer({ min: 1, max: 9 }), (place, shift) => {
      const digit = (Number(VALID[place]) + shift) % 10;
      assert.equal(readResidentId(VALID.slice(0, place) + digit + VALID.slice(place + 1)).ok, false);
    }),
  );
});

test("passports and permits are other kinds, not errors", () => {
  const cases: readonly [string, string, string][] = [
    ["护照", "K12345678", "foreignPassport"],
    ["中国护照", "EA1234567", "passport"],
    ["港澳居民来往内地通行证", "H12345678", "hkMacauPermit"],
    ["台胞证", "12345678", "taiwanPermit"],
    ["居民身份证", VALID, "residentId"],
    ["", "M12345678", "hkMacauPermit"],
    ["", "E12345678", "passport"],
  ];
  for (const [kind, number, expected] of cases) {
    const read = readDocument(kind, number);
    assert.ok(read.ok, `${kind} ${number}`);
    assert.equal(read.value.kind, expected);
  }
  assert.equal(codeOf(readDocument("台胞证", "12")), "codes.document.badShape");
  assert.equal(codeOf(readDocument("学生证", "12")), "codes.notInTable");
});

test("a damaged resident number is still taken for one", () => {
  for (const text of ["3.30602E+17", "33060219900101123", "330602199001012000"]) {
    assert.equal(guessDocumentKind(text), "residentId");
  }
});

const ALPHABET = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"];
const bodies = fc
  .tuple(fc.array(fc.constantFrom(...ALPHABET), { minLength: 9, maxLength: 9 }), fc.nat(999_999))
  .map(([letters, region]) => `91${String(region).padStart(6, "0")}${letters.join("")}`);

test("credit codes agree with a second implementation, remainder 0 included", () => {
  let zeros = 0;
  fc.assert(
    fc.property(bodies, fc.constantFrom(...ALPHABET), (body, last) => {
      const right = body + creditCodeCheckCharacter(body);
      if (right.endsWith("0")) zeros += 1;
      assert.ok(readCreditCode(right).ok);
      assert.ok(isSocialCreditCode(right), right);
      assert.equal(readCreditCode(body + last).ok, isSocialCreditCode(body + last));
    }),
    { numRuns: 5_000, seed: 20241130 },
  );
  assert.ok(zeros > 50, `${zeros} codes end in 0`);
});

test("credit codes of another length, with letters that don't exist, or damaged are told apart", () => {
  const body = "91330602MA2JQ0X12";
  const right = body + creditCodeCheckCharacter(body);
  assert.deepEqual(readCreditCode(` ${right.toLowerCase()} `), { ok: true, value: right });
  assert.equal(codeOf(readCreditCode(body)), "codes.creditCode.wrongLength");
  assert.equal(codeOf(readCreditCode(`91330602MA2JQ0I12${right[17]}`)), "codes.creditCode.badCharacter");
  assert.equal(codeOf(readCreditCode(body + (right[17] === "1" ? "2" : "1"))), "codes.creditCode.badCheckDigit");
});
