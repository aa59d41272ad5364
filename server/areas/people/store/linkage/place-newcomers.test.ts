import assert from "node:assert/strict";
import { after, test } from "node:test";
import { residentIdCheckCharacter } from "@wutong/codes";
import { DEFAULT_BANDS, DEFAULT_BOUNDS, explainPair, type LinkageConfig } from "@wutong/linkage";
import { openAnalytics, quoteText } from "../../../../storage/analytics/index.ts";
import { type Comparing, compareRecords } from "./compare-records.ts";
import { createPlacing } from "./place-newcomers.ts";

const analytics = await openAnalytics({ memoryMiB: 512, threads: 2 });
after(() => analytics.close());

const config: LinkageConfig = {
  fields: [
    { name: "name", kind: "personName", column: "name", termFrequency: true },
    { name: "number", kind: "residentId", column: "number", termFrequency: false },
    { name: "birth", kind: "date", column: "birth", termFrequency: false },
    { name: "phone", kind: "phone", column: "phone", termFrequency: true },
  ],
  blocking: [["number"], ["phone"], ["name", "birth"], ["name.sound", "birth.year"]],
  ...{ oneToOne: false, bands: DEFAULT_BANDS, bounds: DEFAULT_BOUNDS },
};

type Row = readonly [name: string, number: string, birth: string, phone: string];

/** 400 made-up people, three in four of them twice. */
const library: readonly Row[] = Array.from({ length: 400 }, (_, index) => personOf(index)).flatMap((row, index) =>
  index % 4 === 0
    ? [row]
    : [row, [row[0], index % 5 === 0 ? "" : row[1], row[2], index % 3 === 0 ? "" : row[3]] as const],
);
const comparing: Comparing = { analytics, config, mode: "dedupe", given: relation(library), seed: 7 };

test("a newcomer is placed beside the library's records, a stranger beside none, with each field's say", async () => {
  const compared = await compareRecords(comparing);
  assert.ok(compared.ok);
  const place = await createPlacing(analytics, config, compared.value.model);
  const [name, number, birth, phone] = personOf(4);
  const other = `33060219551111001${residentIdCheckCharacter("33060219551111001")}`;
  const newcomers: readonly Row[] = [
    [name, number, birth, ""],
    ["司马无名", other, "1955-11-11", "13100000000"],
    [name, other, birth, phone],
  ];
  const placed = await place(relation(newcomers));
  const of = (newcomer: number) => placed.filter((each) => each.newcomer === newcomer);
  assert.equal(library[of(0)[0]?.record ?? -1]?.[1], number);
  assert.equal(of(0)[0]?.band, "automatic");
  assert.deepEqual(of(1), []);
  assert.deepEqual(of(2), [], "another valid number is another person");
  const says = explainPair(config, compared.value.model, { pattern: of(0)[0]?.pattern ?? 0n });
  assert.deepEqual(
    says.fields.map(({ level }) => level),
    ["same", "same", "same", "missing"],
  );
  assert.ok((says.fields[1]?.bits ?? 0) > 8);
});

test("what people decided moves the model", async () => {
  const before = await compareRecords(comparing);
  await analytics.run("CREATE TABLE decided AS SELECT 0 AS l, i::INTEGER AS r, TRUE AS same FROM range(100, 300) t(i)");
  const after = await compareRecords({ ...comparing, decided: "decided" });
  assert.ok(before.ok && after.ok);
  const different = (compared: typeof before) => compared.ok && compared.value.model.fields[3]?.levels.at(-1)?.m;
  assert.ok(Number(different(after)) > Number(different(before)) + 0.05, `${different(before)} → ${different(after)}`);
});

function personOf(index: number): Row {
  const [first, second] = [
    [..."伟强磊军勇杰涛超明刚"][index % 10],
    [..."国建志文子海春晓玉金"][Math.floor(index / 10) % 10],
  ];
  const name = `${[..."赵钱孙李"][Math.floor(index / 100)]}${second}${first}`;
  const birth = `${1960 + (index % 40)}-${String(1 + (index % 12)).padStart(2, "0")}-${String(1 + (index % 28)).padStart(2, "0")}`;
  const first17 = `330602${birth.replaceAll("-", "")}${String(100 + index)}`;
  return [name, first17 + residentIdCheckCharacter(first17), birth, `139${String(10_000_000 + index * 7_919)}`];
}

function relation(rows: readonly Row[]): string {
  const values = rows.map((row, rid) => `(${rid}, '${rid}', ${row.map(quoteText).join(", ")})`);
  const fields = config.fields.map(({ name }) => `nullif(${name}, '') AS ${name}`);
  return `(SELECT rid::INTEGER AS rid, 0::UTINYINT AS side, id, ${fields.join(", ")} FROM (VALUES ${values.join(", ")}) t(rid, id, name, number, birth, phone))`;
}
