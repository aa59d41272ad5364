import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { residentIdCheckCharacter } from "@wutong/codes";
import iconv from "iconv-lite";
import { ROOT } from "../../../../../tests/find-files.ts";
import { describeLinkageProblem } from "./describe-problem.ts";
import { type LinkFiles, linkFiles } from "./link-files.ts";

const root = mkdtempSync(join(tmpdir(), "wutong-link-"));
const data = [
  process.env["WUTONG_LINKAGE_DATA"],
  resolve(ROOT, "../shared/data/linkage"),
  resolve(ROOT, "../../shared/data/linkage"),
].find((folder) => folder !== undefined && existsSync(folder));
const skip =
  data === undefined &&
  "data of others: febrl and fake_1000 aren't on this machine (set WUTONG_LINKAGE_DATA to their folder)";
const numbers = Array.from({ length: 1_000 }, (_, index) => index).values();

after(() => rmSync(root, { recursive: true }));

test("two public registers are linked one to one without labels, with the kinds guessed from their headers", {
  skip,
}, async () => {
  const ids = ["febrl4a.csv", "febrl4b.csv"].map((file) => idsOf(join(data ?? "", file)));
  const right = new Map(ids[1]?.map((id) => [id.split("-")[1], id]));
  const truth = write("febrl4-truth.csv", [
    "left,right",
    ...(ids[0] ?? []).map((id) => `${id},${right.get(id.split("-")[1])}`),
  ]);
  const linked = await link({ left: join(data ?? "", "febrl4a.csv"), right: join(data ?? "", "febrl4b.csv"), truth });
  assert.ok((linked.truth?.joined.f1 ?? 0) >= 0.9998, JSON.stringify(linked.truth));
  assert.equal(linked.truth?.automatic.precision, 1);
});

test("a public register's doubles are grouped without labels", { skip }, async () => {
  const file = join(data ?? "", "febrl1.csv");
  const truth = write("febrl1-truth.csv", ["rec_id,cluster", ...idsOf(file).map((id) => `${id},${id.split("-")[1]}`)]);
  const linked = await link({ left: file, truth });
  assert.ok((linked.truth?.joined.f1 ?? 0) >= 0.999, JSON.stringify(linked.truth));
});

test("the groups of the public fake_1000 are found, by either form of its truth", { skip }, async () => {
  const left = join(data ?? "", "fake_1000.csv");
  const byCluster = await link({ left, truth: left });
  assert.ok((byCluster.truth?.joined.f1 ?? 0) >= 0.94, JSON.stringify(byCluster.truth));
  const byPairs = await link({ left, truth: join(data ?? "", "fake_1000_labels.csv") });
  assert.deepEqual(byPairs.truth, byCluster.truth);
});

test("two people who share a name, a birth and a telephone stay two where their valid numbers differ", async () => {
  const rows = people(60).flatMap((person) => [person, { ...person, id: `${person.id}b` }]);
  const twins = [
    { id: "t1", name: "王小明", number: numberOf("330602", "19900101", 11), birth: "1990-01-01", phone: "13900000001" },
    { id: "t2", name: "王小明", number: numberOf("330602", "19900101", 13), birth: "1990-01-01", phone: "13900000001" },
    { id: "t3", name: "王小明", number: "", birth: "1990-01-01", phone: "13900000001" },
  ];
  const linked = await link({ left: write("twins.csv", csvOf([...rows, ...twins])) });
  const groups = groupsOf(linked.out);
  assert.notEqual(groups.get("t1"), groups.get("t2"));
  assert.ok([groups.get("t1"), groups.get("t2")].includes(groups.get("t3") ?? ""));
  assert.equal(groups.get("p7"), groups.get("p7b"));
});

test("what is wrong with a file is said, where and what to do, and nothing is written", async () => {
  const good = write("good.csv", csvOf(people(5)));
  const cases: readonly (readonly [Partial<LinkFiles>, RegExp])[] = [
    [{ left: join(root, "nowhere.csv") }, /There is no file .*nowhere.csv; check/],
    [{ left: write("empty.csv", []) }, /holds no rows; give a file/],
    [{ left: write("header.csv", ["id,name"]) }, /holds no rows; give a file/],
    [{ left: write("twice.csv", ["id,name", "1,a", "2,b", "1,c"]) }, /“1” is there 2 times in “id”/],
    [{ left: write("noid.csv", ["id,name", "1,a", ",b"]) }, /line 3: “id” is empty/],
    [{ left: write("one.csv", ["id,name", "1,a"]) }, /no two records/],
    [{ left: latin("latin.csv") }, /is not UTF-8; if the file is GB18030/],
    [{ left: good, config: write("bad.json", ["{"]) }, /bad.json is not JSON/],
    [
      { left: good, config: config({ fields: [{ name: "name", kind: "nmae" }] }) },
      /“fields\[0\].kind” is wrong; it should be personName/,
    ],
    [
      { left: good, config: config({ fields: [{ name: "x", kind: "text" }] }) },
      /has no column “x”; there are: id, 姓名/,
    ],
    [{ left: good, truth: write("truth.csv", ["w,x,y,z"]) }, /is no truth that can be read/],
  ];
  for (const [given, expected] of cases) {
    const out = join(root, `out-${nextNumber()}`);
    const linked = await linkFiles({ left: good, out, encoding: "utf8", seed: 1, memoryMiB: 512, ...given });
    assert.ok(!linked.ok, JSON.stringify(given));
    assert.match(describeLinkageProblem(linked.error, "en"), expected);
    assert.doesNotMatch(describeLinkageProblem(linked.error, "zh"), /\{\w+\}|undefined|…/);
    assert.ok(!existsSync(out));
  }
});

test("a rule that would make too many pairs is named before any is made, and a block that is too large is listed", async () => {
  const rows = people(300).map((person) => ({ ...person, phone: "13800000000" }));
  const left = write("crowded.csv", csvOf(rows));
  const fields = ["name:personName:姓名", "birth:date:出生日期", "phone:phone:手机"].map((each) => {
    const [name, kind, column] = each.split(":");
    return { name, kind, column };
  });
  const out = join(root, `out-${nextNumber()}`);
  const tooMany = { left, out, encoding: "utf8", seed: 1, memoryMiB: 512 } as const;
  const refused = await linkFiles({
    ...tooMany,
    config: config({ id: "id", fields, blocking: [["phone"]], bounds: { pairsMax: 1000 } }),
  });
  assert.ok(!refused.ok);
  assert.match(
    describeLinkageProblem(refused.error, "en"),
    /would make 44,850 pairs, the limit is 1,000; most come from “phone”/,
  );
  const linked = await link({
    left,
    config: config({ id: "id", fields, blocking: [["phone"], ["name"], ["birth"]], bounds: { blockMax: 100 } }),
  });
  assert.deepEqual(linked.summary.largeBlocks, [{ rule: "phone", records: 300, exampleId: "p0" }]);
  assert.equal(groupsOf(linked.out).size, 300, "no record is lost");
});

test("a GB18030 file is read as what it says", async () => {
  const text = csvOf(people(30).flatMap((person) => [person, { ...person, id: `${person.id}b` }])).join("\n");
  const file = join(root, "gb.csv");
  writeFileSync(file, iconv.encode(text, "gb18030"));
  const linked = await link({ left: file, encoding: "gb18030" });
  assert.equal(linked.summary.groups, 30);
});

async function link(given: Partial<LinkFiles> & Pick<LinkFiles, "left">) {
  const out = join(root, `out-${nextNumber()}`);
  const linked = await linkFiles({ out, encoding: "utf8", seed: 1, memoryMiB: 1_024, ...given });
  assert.ok(linked.ok, JSON.stringify(linked));
  return { ...linked.value, out };
}

type Row = {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly birth: string;
  readonly phone: string;
};

/** Made-up people who share no name, number or telephone. */
function people(count: number): readonly Row[] {
  const given = [..."伟强磊军勇杰涛超明刚平辉鹏华飞鑫波斌宇浩"];
  return Array.from({ length: count }, (_, index) => {
    const [month, day] = [String(1 + (index % 12)).padStart(2, "0"), String(1 + (index % 28)).padStart(2, "0")];
    const birth = `${1960 + (index % 40)}${month}${day}`;
    return {
      id: `p${index}`,
      name: `${"赵钱孙李周吴郑"[index % 7]}${given[index % 20]}${given[Math.floor(index / 20) % 20]}`,
      number: numberOf("330602", birth, 100 + index),
      birth: `${birth.slice(0, 4)}-${month}-${day}`,
      phone: `139${String(10_000_000 + index * 7_919)}`,
    };
  });
}

function numberOf(division: string, birth: string, order: number): string {
  const first17 = `${division}${birth}${String(order).padStart(3, "0")}`;
  return first17 + residentIdCheckCharacter(first17);
}

function csvOf(rows: readonly Row[]): readonly string[] {
  return [
    "id,姓名,身份证号,出生日期,手机",
    ...rows.map(({ id, name, number, birth, phone }) => [id, name, number, birth, phone].join(",")),
  ];
}

function write(name: string, lines: readonly string[]): string {
  const file = join(root, name);
  writeFileSync(file, lines.join("\n"));
  return file;
}

function nextNumber(): number {
  return numbers.next().value ?? 0;
}

function config(json: object): string {
  return write(`config-${nextNumber()}.json`, [JSON.stringify(json)]);
}

function latin(name: string): string {
  const file = join(root, name);
  writeFileSync(file, Buffer.from([...Buffer.from("id,name\n1,a\n2,"), 0xcd, 0xf5, 0xd0, 0xa1, 0x0a]));
  return file;
}

function idsOf(file: string): readonly string[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",", 1)[0]?.trim() ?? "");
}

/** Record → its group. */
function groupsOf(out: string): ReadonlyMap<string, string> {
  const lines = readFileSync(join(out, "groups.csv"), "utf8").trim().split("\n").slice(1);
  return new Map(lines.map((line) => [line.split(",").at(-1) ?? "", line.split(",")[0] ?? ""]));
}
