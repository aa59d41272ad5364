import assert from "node:assert/strict";
import { after, test } from "node:test";
import { restsOnUnconfirmed } from "../../areas/people/index.ts";
import { actInSession } from "../../storage/index.ts";
import { importRows, openImportTown, residentNumber, SPELL } from "../import-register/tests/import-town.ts";
import { createComparisonDesk } from "./comparison-desk.ts";

const OFFICE = 330602;
const CITY = 330600;
const town = await openImportTown();
const bugs: string[] = [];
const desk = createComparisonDesk({
  ...town.tools,
  analytics: { memoryMiB: 500, threads: 1 },
  report: (line) => bugs.push(line),
});
after(async () => {
  await desk.stop();
  await town.close();
});

const masked = (serial: number) => residentNumber(serial).replace(/^(\d{4}).{10}/, "$1**********");
const paying = { ...SPELL, fromMonth: "2020-01", status: "正常参保" };

/** All but three of the number's characters, and the phone. */
const MOSTLY_SHOWN = {
  name: "南宫照夜",
  documentNumber: residentNumber(405).replace(/^(\d{14}).{3}/, "$1***"),
  phone: "13800000405",
};

async function personOf(name: string, kind: string): Promise<number> {
  const rows = await town.query(
    "SELECT p.person_id FROM people.persons p JOIN people.identities i USING (tenant_id, person_id) WHERE p.name = $1 AND i.kind = $2",
    [name, kind],
  );
  assert.equal(rows.length, 1, `${name} ${kind}`);
  return Number(rows[0]?.["person_id"]);
}

const pairsOf = (personId: number) =>
  town.query("SELECT * FROM people.pairs WHERE first_person = $1 OR second_person = $1 ORDER BY pair_id", [personId]);

const jobs = () => town.query("SELECT * FROM people.register_comparisons ORDER BY comparison_id");

/** As the import desk tells it, to the end of what follows. */
async function imported(after: string): Promise<Record<string, unknown> | undefined> {
  await desk.placeNewcomers({ officeId: OFFICE, after });
  const last = (await jobs()).at(-1);
  await desk.ended(Number(last?.["comparison_id"]));
  assert.deepEqual(bugs, []);
  return (await jobs()).at(-1);
}

test("before the first comparison nobody is placed", async () => {
  const people = Array.from({ length: 30 }, (_, at) => ({
    name: `路人${at}`,
    documentNumber: residentNumber(300 + at),
  }));
  await importRows(town, "talents", [
    { name: "司徒云起", documentNumber: residentNumber(401), phone: "13800000401" },
    { name: "端木长风", documentNumber: residentNumber(402), phone: "13800000402" },
    { name: "濮阳千里", documentNumber: residentNumber(406), phone: "13800000406" },
    { name: "南宫照夜", documentNumber: residentNumber(405), phone: "13800000405" },
    ...people,
  ]);
  await importRows(town, "insurance", [
    { ...paying, name: "司徒云起", documentNumber: residentNumber(401) },
    { ...paying, name: "端木长风", documentNumber: residentNumber(402) },
  ]);
  assert.equal(await imported("import 1"), undefined);
});

test("a masked row of a later import waits beside the person whom it fits, without comparing everybody again", async () => {
  const token = await town.tokenOf(CITY);
  const started = await desk.start({ token, key: "all", officeId: CITY, startedBy: "test" });
  assert.ok(started.ok);
  await desk.ended(started.value.comparisonId);
  await importRows(town, "insurance", [
    { ...paying, name: "司徒云启", documentNumber: masked(401), insuranceKind: "失业保险" },
    { ...paying, name: "端木长风", documentNumber: masked(403), insuranceKind: "失业保险" },
    { ...paying, name: "公冶无名", documentNumber: masked(404), insuranceKind: "失业保险" },
  ]);
  const elsewhere = residentNumber(406).replace(/^.{14}/, "1101**********");
  await importRows(town, "talents", [
    MOSTLY_SHOWN,
    { name: "濮阳千里", documentNumber: elsewhere, phone: "13800000406" },
  ]);
  const job = await imported("import 2");
  assert.equal(job?.["kind"], "newcomers");
  assert.deepEqual([job?.["state"], job?.["merged"]], ["finished", 1]);
  assert.equal((await jobs()).filter((one) => one["kind"] === "everybody").length, 1);
  const [pair, ...more] = await pairsOf(await personOf("司徒云启", "maskedNumber"));
  assert.deepEqual(more, []);
  assert.equal(
    [pair?.["first_person"], pair?.["second_person"]].includes(await personOf("司徒云起", "residentId")),
    true,
  );
  assert.equal(pair?.["state"], "waiting");
  const fields = pair?.["fields"] as readonly {
    readonly field: string;
    readonly zh: string;
    readonly weight: number;
  }[];
  const document = fields.find(({ field }) => field === "document");
  assert.equal(document?.zh, "末四位相同");
  assert.ok((document?.weight ?? 0) > 10);
  assert.deepEqual(await pairsOf(await personOf("公冶无名", "maskedNumber")), []);
  const [contradicted] = await pairsOf(await personOf("濮阳千里", "maskedNumber"));
  assert.equal(contradicted?.["band"], "review", "whose number begins otherwise is never merged unseen either");
  for (const other of await pairsOf(await personOf("端木长风", "maskedNumber")))
    assert.equal(other["band"], "review", "whose number ends otherwise is never merged unseen");
});

test("what is certain was merged unconfirmed: until somebody says so, nothing of the person is paid on", async () => {
  const whole = await personOf("南宫照夜", "residentId");
  assert.equal(await personOf("南宫照夜", "maskedNumber"), whole);
  const unconfirmed = await actInSession(town.database, await town.tokenOf(OFFICE), (tx) =>
    restsOnUnconfirmed(tx, whole),
  );
  assert.equal(unconfirmed, true);
  await importRows(town, "talents", [MOSTLY_SHOWN]);
  const again = await imported("import 3");
  assert.deepEqual([again?.["kind"], again?.["people"]], ["newcomers", 0], "the same file again brings nobody");
});

test("what was decided isn't asked again, and a job that a stopped server left begins anew", async () => {
  const [pair] = await pairsOf(await personOf("司徒云启", "maskedNumber"));
  await town.query("UPDATE people.pairs SET state = 'different' WHERE pair_id = $1", [pair?.["pair_id"]]);
  await importRows(town, "insurance", [
    { ...paying, name: "司徒云启", documentNumber: masked(401), fromMonth: "2022-01" },
  ]);
  await town.query(
    `INSERT INTO people.register_comparisons (tenant_id, office_id, kind, state, started_by, started_at)
     SELECT tenant_id, office_id, 'newcomers', 'running', 'test', now() FROM people.register_comparisons WHERE kind = 'everybody'`,
  );
  const before = await pairsOf(await personOf("司徒云起", "residentId"));
  await desk.settleLost();
  const [lost, anew] = (await jobs()).slice(-2);
  assert.deepEqual([lost?.["state"], anew?.["kind"]], ["failed", "newcomers"]);
  await desk.ended(Number(anew?.["comparison_id"]));
  assert.equal((await jobs()).at(-1)?.["state"], "finished");
  assert.deepEqual(await pairsOf(await personOf("司徒云起", "residentId")), before);
});
