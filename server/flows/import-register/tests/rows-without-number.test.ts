import assert from "node:assert/strict";
import { after, test } from "node:test";
import { FIRM, failuresOf, importRows, openImportTown, residentNumber, SPELL } from "./import-town.ts";

const town = await openImportTown();
after(() => town.close());

const masked = (serial: number) => residentNumber(serial).replace(/^(\d{4}).{10}/, "$1**********");
const paying = { ...SPELL, fromMonth: "2020-01", status: "正常参保" };

type Rows = Parameters<typeof importRows>[2];

async function take(kind: Parameters<typeof importRows>[1], rows: Rows) {
  const done = await importRows(town, kind, rows);
  assert.ok(done.ok && done.value.kind === "ended" && done.value.state === "done", JSON.stringify(done));
  const [batch] = await town.query("SELECT without_number FROM registers.batches WHERE batch_id = $1", [
    done.value.batchId,
  ]);
  return { ...done.value, withoutNumber: batch?.["without_number"] };
}

const peopleNamed = (name: string) =>
  town.query(
    `SELECT p.person_id, p.standing, p.phone, p.sex, i.kind FROM people.persons p JOIN people.identities i USING (tenant_id, person_id)
     WHERE p.name = $1 ORDER BY p.person_id`,
    [name],
  );

test("a row of the library without a whole number is an observed person with its facts; the same file again changes nothing", async () => {
  const rows = [
    { name: "陆无号", documentNumber: "", phone: "13800000201", team: "党政人才" },
    { name: "陆脱敏", documentNumber: masked(201), birth: "1990-03-07" },
    { name: "陆有号", documentNumber: residentNumber(202) },
    { name: "陆无凭", documentNumber: "无" },
    { name: "陆毁号", documentNumber: "3.30602E+17", phone: "13800000203" },
    {
      name: "陆错号",
      documentNumber: `${residentNumber(204).slice(0, 17)}${residentNumber(204).endsWith("1") ? "2" : "1"}`,
    },
  ];
  const first = await take("talents", rows);
  assert.deepEqual(first.counts, { added: 3, changed: 0, same: 0, failed: 3 });
  assert.equal(first.withoutNumber, 2);
  assert.deepEqual(await failuresOf(town, first.batchId), [
    [5, "rows.valueMissing"],
    [6, "rows.numberLostDigits"],
    [7, "rows.idNumberCheck"],
  ]);
  const [without] = await peopleNamed("陆无号");
  assert.equal(without?.["standing"], "observed");
  assert.equal(without?.["kind"], "noNumber");
  assert.equal(without?.["phone"], "13800000201");
  assert.equal((await peopleNamed("陆脱敏"))[0]?.["standing"], "observed");
  assert.equal((await peopleNamed("陆有号"))[0]?.["standing"], "library");
  const [entry] = await town.query(
    "SELECT team, batch_id, source_row FROM people.library_entries WHERE person_id = $1",
    [without?.["person_id"]],
  );
  assert.deepEqual(entry, { team: "partyGovernment", batch_id: first.batchId, source_row: 2 });
  const again = await take("talents", rows);
  assert.deepEqual(again.counts, { added: 0, changed: 0, same: 3, failed: 3 });
  assert.equal((await peopleNamed("陆无号")).length, 1);
  assert.equal((await peopleNamed("陆无号"))[0]?.["standing"], "observed", "nor does a second file admit anybody");
});

test("rows of one masked number and firm are one person's; namesakes of whom less is known stay apart", async () => {
  const taken = await take("insurance", [
    { ...paying, name: "陈脱敏", documentNumber: masked(211) },
    { ...paying, name: "陈脱敏", documentNumber: masked(211), insuranceKind: "失业保险" },
    { ...paying, name: "陈脱敏", documentNumber: masked(212) },
    { ...paying, name: "陈同名", documentNumber: "" },
    { ...paying, name: "陈同名", documentNumber: "", fromMonth: "2021-05" },
  ]);
  assert.deepEqual(taken.counts, { added: 5, changed: 0, same: 0, failed: 0 });
  assert.equal(taken.withoutNumber, 5);
  assert.equal((await peopleNamed("陈脱敏")).length, 2, "another end of the number is another person");
  assert.equal((await peopleNamed("陈同名")).length, 2, "a name and a firm make nobody one");
  const [workplace] = await town.query(
    "SELECT w.credit_code FROM people.workplaces w JOIN people.persons p USING (tenant_id, person_id) WHERE p.name = '陈同名' LIMIT 1",
  );
  assert.equal(workplace?.["credit_code"], FIRM);
});

test("an invalid number is taken where the register says so, and proves nobody", async () => {
  const wrong = `${residentNumber(221).slice(0, 17)}${residentNumber(221).endsWith("1") ? "2" : "1"}`;
  const row = { name: "孙误号", documentNumber: wrong, occupation: "焊工", skillLevel: "三级", issued: "2020-05-01" };
  const certificate = { ...row, certificateNumber: "S000033060299", region: "330602" };
  const taken = await take("certificates", [certificate]);
  assert.deepEqual(taken.counts, { added: 1, changed: 0, same: 0, failed: 0 });
  const [person] = await peopleNamed("孙误号");
  assert.deepEqual([person?.["kind"], person?.["standing"], person?.["sex"]], ["invalidNumber", "observed", null]);
  const contract = { name: "孙误号", documentNumber: wrong, creditCode: FIRM, from: "2020-01-01", term: "固定期限" };
  const refused = await take("contracts", [contract]);
  assert.deepEqual(await failuresOf(town, refused.batchId), [[2, "rows.idNumberCheck"]]);
});

test("one number under two names is told of both rows: the first is kept, the other comes back, nobody is overwritten", async () => {
  const number = residentNumber(231);
  const rows = [
    { name: "周甲", documentNumber: number, phone: "13800000231" },
    { name: "周乙", documentNumber: number, phone: "13800000232" },
  ];
  const taken = await take("talents", rows);
  assert.deepEqual(taken.counts, { added: 1, changed: 0, same: 0, failed: 1 });
  const [failed] = await town.query(
    "SELECT row_number, failures, sealed_cells FROM registers.failed_rows WHERE batch_id = $1",
    [taken.batchId],
  );
  assert.match(JSON.stringify(failed?.["failures"]), /nameDiffers/);
  assert.ok(failed?.["sealed_cells"], "the row is kept as it came");
  assert.equal((await peopleNamed("周甲"))[0]?.["phone"], "13800000231");
  assert.equal((await peopleNamed("周乙")).length, 0);
});

test("one name under two valid numbers is two people until a person says otherwise", async () => {
  await take("talents", [
    { name: "吴双号", documentNumber: residentNumber(241), phone: "13800000241" },
    { name: "吴双号", documentNumber: residentNumber(242), phone: "13800000241" },
  ]);
  assert.equal((await peopleNamed("吴双号")).length, 2);
});
