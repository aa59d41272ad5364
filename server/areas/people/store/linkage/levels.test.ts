import assert from "node:assert/strict";
import { after, test } from "node:test";
import { residentIdCheckCharacter } from "@wutong/codes";
import {
  comparedSql,
  DEFAULT_BANDS,
  DEFAULT_BOUNDS,
  explainPair,
  type FieldKind,
  type LinkageConfig,
  type LinkageModel,
  planFields,
  planRecords,
} from "@wutong/linkage";
import { openAnalytics, quoteText } from "../../../../storage/analytics/index.ts";
import { writeCharacters } from "./chinese-tables.ts";

const analytics = await openAnalytics({ memoryMiB: 512, threads: 1 });
after(() => analytics.close());

const configOf = (kind: FieldKind): LinkageConfig => ({
  fields: [{ name: "field", kind, column: "field", termFrequency: false }],
  ...{ blocking: [[]], oneToOne: false, bands: DEFAULT_BANDS, bounds: DEFAULT_BOUNDS },
});

/** The level of each pair of values, as the review page would say it. */
async function levels(kind: FieldKind, pairs: readonly (readonly [string, string])[]): Promise<readonly string[]> {
  const config = configOf(kind);
  const tables = await writeCharacters(analytics, config);
  const rows = pairs.flat().map((value, rid) => `(${rid}, 0, '${rid}', ${quoteText(value)})`);
  const given = `(SELECT rid::INTEGER AS rid, side::UTINYINT AS side, id, nullif(field, '') AS field FROM (VALUES ${rows.join(", ")}) t(rid, side, id, field))`;
  await analytics.run(planRecords(config, { given, into: "records", tables }).sql);
  const candidates = `SELECT (2 * i)::INTEGER AS l, (2 * i + 1)::INTEGER AS r FROM range(${pairs.length}) t(i)`;
  const { pattern = [] } = await analytics.columns(
    `SELECT pattern FROM (${comparedSql(config, "records", candidates)}) ORDER BY l`,
  );
  const chances = planFields(config).map(({ levels: all }) => ({
    name: "field",
    levels: all.map(({ id }) => ({ id, m: 0.1, u: 0.1 })),
  }));
  const model: LinkageModel = { prior: 0.5, fields: chances };
  return pattern.map((each) => explainPair(config, model, { pattern: each as bigint }).fields[0]?.level ?? "");
}

test("an identity number is compared by its validity: fifteen digits, a small x and full width are the same, a masked one never is", async () => {
  const orders = Array.from({ length: 900 }, (_, index) => `33060219900307${index + 100}`);
  const first17 = orders.find((each) => residentIdCheckCharacter(each) === "X") ?? "";
  const number = `${first17}X`;
  const end = number.slice(14);
  const slipped = `${number.slice(0, 9)}1${number.slice(10)}`;
  const other = `33060219900307099${residentIdCheckCharacter("33060219900307099")}`;
  const wide = [...number].map((each) => (each === "X" ? "Ｘ" : String.fromCodePoint(0xff10 + Number(each)))).join("");
  const pairs = [
    [number, number.toLowerCase()],
    [number.slice(0, 6) + number.slice(8, 17), number],
    [wide, ` ${number.slice(0, 6)} ${number.slice(6)}`],
    [number, slipped],
    [`3306***********${end}`, number],
    [`330602********${end}`, number],
    [`330602********${end}`, `3306***********${end}`],
    [`330602********${end}`, `330603********${end}`],
    [`330602********${end}`, other],
    [slipped, other],
    [number, other],
    [number, ""],
    ["***", number],
  ] as const;
  assert.deepEqual(await levels("residentId", pairs), [
    ...["same", "same", "same", "oneOff", "maskedAgrees", "maskedAgrees", "maskedAgrees"],
    ...["maskedDiffers", "maskedDiffers", "invalidDiffers", "twoNumbers", "missing", "missing"],
  ]);
});

test("a Chinese name is compared by characters and by sounds, in either script", async () => {
  const pairs = [
    ["王小明", "王 小明"],
    ["张伟", "張偉"],
    ["张伟", "章维"],
    ["欧阳文静", "欧阳文婧"],
    ["王小明", "王明小"],
    ["王小明", "王明"],
    ["王小明", "王大明"],
    ["王小明", "王建国"],
    ["王小明", "李小明"],
    ["王小明", "李建国"],
    ["阿卜杜拉·买买提", "阿卜杜拉买买提"],
  ] as const;
  assert.deepEqual(await levels("personName", pairs), [
    ...["same", "same", "sameSound", "sameSound", "oneCharacter", "oneCharacter", "oneCharacter"],
    ...["sameSurname", "oneCharacter", "different", "same"],
  ]);
});

test("an employer is known under its short name, its branch and its traditional spelling", async () => {
  const pairs = [
    ["绍兴鼎恒纺织有限公司", "紹興鼎恆紡織有限公司"],
    ["绍兴鼎恒纺织有限公司", "鼎恒纺织"],
    ["绍兴鼎恒纺织有限公司", "绍兴市鼎恒纺织有限公司第二分公司"],
    ["绍兴鼎恒纺织有限公司", "鼎恒"],
    ["绍兴鼎恒纺织有限公司", "杭州瑞信软件有限公司"],
  ] as const;
  assert.deepEqual(await levels("organisation", pairs), ["same", "sameCore", "sameCore", "contained", "different"]);
});

test("days and telephones are the same however they are typed, and near where a digit slipped", async () => {
  const days = [
    ["1990-03-07", "1990年3月7日"],
    ["19900307", "1990/3/7"],
    ["1990-03-07", "1990-07-03"],
    ["1990-03-07", "1990-03-08"],
    ["1990-03-07", "1990-03-21"],
    ["1990-03-07", "1990-11-21"],
    ["1990-03-07", "1971-11-21"],
    ["1990-03-07", "unknown"],
  ] as const;
  assert.deepEqual(await levels("date", days), [
    "same",
    "same",
    "oneDigit",
    "oneDigit",
    "twoOfThree",
    "sameYear",
    "different",
    "missing",
  ]);
  const phones = [
    ["13812345678", "+86 138-1234-5678"],
    ["138****5678", "13812345678"],
    ["138****5679", "13812345678"],
    ["13812345678", "13812345687"],
    ["13812345678", "15912345670"],
  ] as const;
  assert.deepEqual(await levels("phone", phones), ["same", "maskedAgrees", "different", "oneOff", "different"]);
});
