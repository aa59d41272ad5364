import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { FactListJson } from "@wutong/generator";
import { month } from "@wutong/kernel";
import { readFacts } from "../../../areas/people/index.ts";
import { inSession } from "../../../storage/index.ts";
import { FIRM, importRows, openImportTown, residentNumber, SPELL, spell, TODAY } from "./import-town.ts";

const town = await openImportTown();
after(() => town.close());

test("rows become facts of people found by document number, each with its batch, row and date", async () => {
  const [talent, observed] = [residentNumber(1), residentNumber(2)];
  await importRows(town, "talents", [
    { name: "王小明", documentNumber: talent, phone: "13800000001", team: "专业技术人才", birth: "", sex: "" },
  ]);
  const imported = await importRows(town, "insurance", [
    { ...SPELL, name: "王小明", documentNumber: talent, fromMonth: "2020-01", toMonth: "2021-12", status: "停保" },
    { ...SPELL, name: "李新", documentNumber: observed, fromMonth: "2022年3月", status: "正常参保" },
  ]);
  assert.ok(imported.ok && imported.value.kind === "ended");
  assert.deepEqual(imported.value.counts, { added: 2, changed: 0, same: 0, failed: 0 });
  const people = await town.query(
    "SELECT name, standing, pinyin, initials, sex, birth::text FROM people.persons WHERE name IN ('王小明', '李新') ORDER BY person_id",
  );
  assert.deepEqual(people, [
    { name: "王小明", standing: "library", pinyin: "wangxiaoming", initials: "wxm", sex: "M", birth: "1990-03-07" },
    { name: "李新", standing: "observed", pinyin: "lixin", initials: "lx", sex: "F", birth: "1990-03-07" },
  ]);
  const [row] = await town.query(
    "SELECT from_day::text, to_day::text, open, batch_id, source_row FROM people.insurance_spells JOIN people.persons USING (tenant_id, person_id) WHERE name = '王小明'",
  );
  assert.deepEqual(row, {
    from_day: "2020-01-01",
    to_day: "2021-12-31",
    open: false,
    batch_id: imported.value.batchId,
    source_row: 2,
  });
  const facts = await factsOf("李新");
  assert.deepEqual(facts?.facts["insurance"], {
    complete: true,
    rows: [
      { region: "330602", kind: "pension", from: "2022-03-01", to: "2024-10-31", open: true, employer: { code: FIRM } },
    ],
  });
});

test("the same file twice changes nothing", async () => {
  const rows = [spell(11), spell(12, { toMonth: "2023-05", status: "终止参保" }), spell(11, { insuranceKind: "医疗" })];
  await importRows(town, "insurance", rows);
  const before = await fingerprint();
  const again = await importRows(town, "insurance", rows);
  assert.ok(again.ok && again.value.kind === "ended");
  assert.deepEqual(again.value.counts, { added: 0, changed: 0, same: 3, failed: 0 });
  assert.deepEqual(await fingerprint(), before);
});

test("a later batch changes what it says otherwise, keeps what stood before, and an older file handed in again takes nothing back", async () => {
  const running = [spell(21)];
  const ended = [spell(21, { toMonth: "2024-09", status: "终止参保" })];
  await importRows(town, "insurance", running, { covering: { throughMonth: month("2024-08") } });
  const second = await importRows(town, "insurance", ended, { covering: { throughMonth: month("2024-09") } });
  assert.ok(second.ok && second.value.kind === "ended" && second.value.counts.changed === 1);
  const [kept] = await town.query(
    "SELECT content->>'open' AS open, content->>'to_day' AS to_day FROM people.superseded_rows ORDER BY superseded_at DESC LIMIT 1",
  );
  assert.deepEqual(kept, { open: "true", to_day: null });
  const third = await importRows(town, "insurance", running, { covering: { throughMonth: month("2024-08") } });
  assert.ok(third.ok && third.value.kind === "ended");
  assert.deepEqual(third.value.counts, { added: 0, changed: 0, same: 1, failed: 0 });
  const [row] = await town.query(
    "SELECT to_day::text FROM people.insurance_spells JOIN people.persons USING (tenant_id, person_id) WHERE name = '张试21'",
  );
  assert.deepEqual(row, { to_day: "2024-09-30" });
});

test("a spell that still runs is known as far as the latest batch that repeats it", async () => {
  await importRows(town, "insurance", [spell(25)], { covering: { throughMonth: month("2024-07") } });
  const later = await importRows(town, "insurance", [spell(25)], { covering: { throughMonth: month("2024-10") } });
  assert.ok(later.ok && later.value.kind === "ended" && later.value.counts.changed === 1);
  assert.match(JSON.stringify((await factsOf("张试25"))?.facts["insurance"]), /"to":"2024-10-31"/);
});

test("a spell called running whose row names an earlier month is open but known through that month only", async () => {
  const rows = [spell(26, { toMonth: "2024-03" }), spell(27, { toMonth: "2024-10" }), spell(28)];
  await importRows(town, "insurance", rows, { covering: { throughMonth: month("2024-10") } });
  const known = [];
  for (const serial of [26, 27, 28]) {
    const list = (await factsOf(`张试${serial}`))?.facts["insurance"] as FactListJson | undefined;
    known.push([list?.rows[0]?.["to"], list?.rows[0]?.["open"]]);
  }
  assert.deepEqual(known, [
    ["2024-03-31", true],
    ["2024-10-31", true],
    ["2024-10-31", true],
  ]);
});

test("two offices' libraries that disagree leave the field unknown", async () => {
  const number = residentNumber(45);
  const row = { name: "钱两处", documentNumber: number, phone: "13800000045" };
  await importRows(town, "talents", [{ ...row, team: "专业技术人才" }]);
  await importRows(town, "talents", [{ ...row, team: "技能人才" }], { covering: { officeId: 330600 } });
  const [person] = await town.query("SELECT conflicts, team FROM people.persons WHERE name = '钱两处'");
  assert.deepEqual(person, { conflicts: ["team"], team: "skilled" });
  assert.equal((await factsOf("钱两处"))?.facts["team"], undefined);
});

test("the register of employers fills in firms that were known by name, and refuses a code said two ways", async () => {
  const firm = {
    creditCode: FIRM,
    employerName: "绍兴梧桐科技股份有限公司",
    employerKind: "企业",
    industry: "I6510",
    region: "330602",
    aboveScale: "是",
  };
  const imported = await importRows(town, "employers", [firm, { ...firm, aboveScale: "否" }]);
  assert.ok(imported.ok && imported.value.kind === "ended");
  assert.deepEqual(imported.value.counts, { added: 1, changed: 0, same: 0, failed: 1 });
  const [row] = await town.query(
    "SELECT name, kind, industry, above_scale FROM employers.organisations WHERE credit_code = $1",
    [FIRM],
  );
  assert.deepEqual(row, { name: "绍兴梧桐科技股份有限公司", kind: "enterprise", industry: "I6510", above_scale: true });
  const again = await importRows(town, "employers", [firm]);
  assert.ok(again.ok && again.value.kind === "ended" && again.value.counts.same === 1);
});

test("no document number stands in any table in the clear", async () => {
  const number = residentNumber(71);
  await importRows(town, "family", [
    {
      name: "孙密",
      documentNumber: number,
      relation: "配偶",
      otherDocumentNumber: residentNumber(72),
      since: "2020-01-01",
    },
  ]);
  await importRows(town, "certificates", [
    {
      name: "孙密",
      documentNumber: number,
      certificateNumber: "S330602777",
      occupation: "电工",
      skillLevel: "高级工",
      issued: "2020-01-01",
      region: "330602",
    },
  ]);
  await importRows(town, "statuses", [
    { name: number, documentNumber: `${number.slice(0, 17)}Z`, statusKind: "选调生", from: "2020-01-01" },
  ]);
  const tables = await town.query(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  );
  for (const { name } of tables) {
    const found = await town.query(
      `SELECT t::text AS row FROM ${name} t WHERE t::text ~ '330602(19900307|S330602777|\\d{8})\\d{3}[0-9X]' OR t::text ~ 'S330602777' LIMIT 1`,
    );
    assert.deepEqual(found, [], `${name} holds a number`);
  }
});

async function factsOf(name: string) {
  const [row] = await town.query("SELECT person_id FROM people.persons WHERE name = $1", [name]);
  return inSession(town.database, await town.tokenOf(330602), (tx) => readFacts(tx, Number(row?.["person_id"]), TODAY));
}

/** Everything that an import writes about people, as one value. */
async function fingerprint() {
  return town.query(`SELECT (SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM people.insurance_spells t) AS spells,
    (SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM people.persons t) AS persons,
    (SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM people.identities t) AS identities,
    (SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM people.workplaces t) AS workplaces,
    (SELECT count(*) FROM people.superseded_rows) AS superseded`);
}
