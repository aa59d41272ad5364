import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Day, expectOk } from "@wutong/kernel";
import { createRandom, type Random } from "../../../../tests/parity/random.ts";
import { setFieldRule, settleField, takeFieldBack } from "../../../areas/people/commands/settle-field.ts";
import { readFacts } from "../../../areas/people/index.ts";
import { type Dispute, type RuleStep, type ToldValue, verdictOn } from "../../../areas/people/model/field-rules.ts";
import { describeFields } from "../../../areas/people/queries/describe-fields.ts";
import { inSession } from "../../../storage/index.ts";
import { importRows, openImportTown, residentNumber, TENANT, TODAY } from "./import-town.ts";

const town = await openImportTown();
after(town.close);
const { run } = town.tools;
const [CITY, DISTRICT, NEIGHBOUR] = [330600, 330602, 330604];
const [SKILLED, PROFESSIONAL, RURAL] = ["技能人才", "专业技术人才", "农村实用人才"];
const entry = (key: string) => ({ key, by: "李审", now: new Date("2024-12-01T02:00:00Z") });
let keys = 0;
const asked = async (office = DISTRICT) => {
  keys += 1;
  return { ...entry(`key-${keys}`), token: await town.tokenOf(office) };
};

async function imported(serial: number, office: number, team: string): Promise<void> {
  const row = { name: `钱两处${serial}`, documentNumber: residentNumber(serial), phone: `138000000${serial}`, team };
  await importRows(town, "talents", [row], { covering: { officeId: office } });
}

async function known(serial: number) {
  const [person] = await town.query("SELECT person_id, team, conflicts FROM people.persons WHERE name = $1", [
    `钱两处${serial}`,
  ]);
  const personId = Number(person?.["person_id"]);
  const token = await town.tokenOf(DISTRICT);
  return inSession(town.database, token, async (tx) => ({
    personId,
    team: (await readFacts(tx, personId, TODAY as Day))?.facts["team"],
    fields: (await describeFields(tx, personId))?.rows ?? [],
  }));
}

test("what two libraries say otherwise stands side by side with its sources, and a word by hand settles it for every policy", async () => {
  await imported(51, DISTRICT, PROFESSIONAL);
  await imported(51, CITY, SKILLED);
  const open = await known(51);
  assert.equal(open.team, undefined);
  const [field] = open.fields;
  assert.equal(field?.by, "nobody");
  assert.deepEqual(
    field?.told.map(({ shown, office, source, counts }) => [
      shown,
      office.officeId,
      source.fileName,
      source.row,
      counts,
    ]),
    [
      ["skilled", CITY, "talents.csv", 2, false],
      ["professional", DISTRICT, "talents.csv", 2, false],
    ],
  );
  const wanted = {
    personId: open.personId,
    field: "team" as const,
    key: field?.told[1]?.key ?? "",
    reason: "看过聘书原件",
  };
  expectOk(await settleField(run, await asked(), wanted), "settling");
  const settled = await known(51);
  assert.equal(settled.team, "professional");
  assert.equal(settled.fields[0]?.by, "hand");
  const [noted] = await town.query("SELECT subject_kind, after FROM journal.entries WHERE command = 'settleField'");
  assert.match(JSON.stringify(noted?.["after"]), /看过聘书原件/);
});

test("what was settled holds when a source says the same again, and is open again when one says something new", async () => {
  await imported(52, DISTRICT, PROFESSIONAL);
  await imported(52, CITY, SKILLED);
  const { personId, fields } = await known(52);
  const key = fields[0]?.told.find(({ shown }) => shown === "professional")?.key ?? "";
  expectOk(await settleField(run, await asked(), { personId, field: "team", key, reason: "看过聘书原件" }), "settling");
  await imported(52, CITY, SKILLED);
  assert.equal((await known(52)).team, "professional");
  await imported(52, CITY, RURAL);
  const again = await known(52);
  assert.equal(again.team, undefined);
  assert.equal(again.fields[0]?.settled?.holds, false);
});

test("a value that nobody told, a word without a reason and a field without a dispute are refused", async () => {
  await imported(53, DISTRICT, PROFESSIONAL);
  await imported(53, CITY, SKILLED);
  const { personId } = await known(53);
  const code = async (given: Parameters<typeof settleField>[2]) => {
    const result = await settleField(run, await asked(), given);
    return result.ok ? "ok" : result.error.code;
  };
  const team = { personId, field: "team" as const };
  assert.equal(await code({ ...team, key: "library-1-1", reason: "看过聘书原件" }), "people.nobodySaysSo");
  assert.equal(await code({ ...team, key: null, reason: "  " }), "people.fieldReasonMissing");
  assert.equal(await code({ personId, field: "sex", key: null, reason: "看过聘书原件" }), "people.notDisputed");
  assert.equal(await code({ ...team, key: null, reason: "两处都有依据" }), "ok");
  assert.equal((await known(53)).team, undefined, "looked at, and still unknown");
  expectOk(await takeFieldBack(run, await asked(), team), "taking back");
  const back = await takeFieldBack(run, await asked(), team);
  assert.equal(back.ok ? "" : back.error.code, "people.notSettledByHand");
});

test("an office's rule settles at once whom it concerns and whoever comes later, until it is taken away; the office above is heard", async () => {
  await imported(54, DISTRICT, PROFESSIONAL);
  await imported(54, CITY, SKILLED);
  const set = async (office: number, steps: readonly RuleStep[] | null) =>
    expectOk(await setFieldRule(run, await asked(office), { officeId: office, field: "team", steps }), "rule").people;
  assert.ok((await set(CITY, ["higherOffice"])) > 0);
  assert.equal((await known(54)).team, "skilled");
  assert.equal((await known(54)).fields[0]?.by, "higherOffice");
  await set(DISTRICT, ["ownOffice"]);
  assert.equal((await known(54)).team, "professional", "the nearest office's rule counts");
  await imported(55, DISTRICT, RURAL);
  await imported(55, CITY, SKILLED);
  assert.equal((await known(55)).team, "rural");
  await set(DISTRICT, null);
  assert.equal((await known(55)).team, "skilled", "as the office above says");
  await set(CITY, []);
  assert.equal((await known(55)).team, undefined);
});

test("the database settles as one person is settled: generated disputes, rules and words by hand", async () => {
  const random = createRandom(Number(process.env["WUTONG_SEED"] ?? 20_241_201));
  const offices = [CITY, DISTRICT, NEIGHBOUR];
  await town.query("DELETE FROM people.field_rules");
  const batches = await town.query(
    `INSERT INTO registers.batches (tenant_id, office_id, register, file_name, file_digest, district, from_month, through_month, complete, state, started_at)
     SELECT $1, office, 'talents', 'made.csv', '\\x00', office, '2024-01-01', '2024-01-01', false, 'done', now() FROM unnest($2::int[]) office
     RETURNING office_id, batch_id`,
    [TENANT, offices],
  );
  const batchOf = (office: number) => Number(batches.find((row) => row["office_id"] === office)?.["batch_id"]);
  const steps = random.pick<readonly RuleStep[]>([
    ["ownOffice", "higherOffice"],
    ["higherOffice", "newest"],
    ["newest"],
    ["higherOffice"],
    [],
  ]);
  const disputes = Array.from({ length: 300 }, (_, index) => ({
    personId: 900_000 + index,
    ...randomDispute(random, { offices, batchOf }),
  }));
  await town.query(
    `INSERT INTO people.persons (tenant_id, person_id, office_id, standing, name, pinyin, initials, team, conflicts, disputed, recorded_at) OVERRIDING SYSTEM VALUE
     SELECT $1, "personId", "ownOffice", 'library', '试', 'shi', 's', 'party', '{team}', '{team}', now() FROM jsonb_to_recordset($2) AS x ("personId" int, "ownOffice" int)`,
    [TENANT, JSON.stringify(disputes)],
  );
  await town.query(
    `INSERT INTO people.library_entries (tenant_id, person_id, natural_key, office_id, content_digest, batch_id, recorded_at, name, team)
     SELECT $1, "personId", decode(md5("officeId"::text), 'hex'), "ownOffice", '\\x00', "batchId", "recordedAt", '试', value FROM jsonb_to_recordset($2)
       AS x ("personId" int, "ownOffice" int, "officeId" int, "batchId" int, "recordedAt" timestamptz, value text)`,
    [TENANT, JSON.stringify(disputes.flatMap(({ told, ...whose }) => told.map((each) => ({ ...whose, ...each }))))],
  );
  await town.query(
    `INSERT INTO people.settled_fields (tenant_id, person_id, office_id, field, value, told, reason, settled_by, settled_at)
     SELECT $1, "personId", "ownOffice", 'team', value, told, 'seen', '', now() FROM jsonb_to_recordset($2)
       AS x ("personId" int, "ownOffice" int, value text, told text[])`,
    [TENANT, JSON.stringify(disputes.flatMap(({ settled, ...whose }) => (settled ? [{ ...whose, ...settled }] : [])))],
  );
  expectOk(await setFieldRule(run, await asked(CITY), { officeId: CITY, field: "team", steps }), "rule");
  const rows = await town.query("SELECT person_id, team, conflicts FROM people.persons WHERE name = '试'");
  const outcomes = new Set<string | null>();
  for (const { personId, ...dispute } of disputes) {
    const row = rows.find((each) => each["person_id"] === personId);
    const { value } = verdictOn({ ...dispute, steps });
    assert.ok(row);
    const found = (row["conflicts"] as string[]).length === 0 ? row["team"] : null;
    assert.equal(found, value, JSON.stringify({ row, dispute, steps }));
    outcomes.add(value);
  }
  assert.equal(outcomes.size, 4, "every value wins, and sometimes none does");
});

type Towns = { readonly offices: readonly number[]; readonly batchOf: (office: number) => number };

function randomDispute(random: Random, { offices, batchOf }: Towns): Omit<Dispute, "steps"> {
  const values = ["skilled", "professional", "rural"];
  const told = offices
    .filter(() => random.chance(0.75))
    .map(
      (officeId): ToldValue => ({
        value: random.pick(values),
        ...{ officeId, depth: officeId === CITY ? 0 : 1, batchId: batchOf(officeId) },
        recordedAt: new Date(Date.UTC(2024, random.below(4), 1)),
      }),
    );
  const settled = {
    value: random.chance(0.2) ? null : random.pick(values),
    told: values.filter(() => random.chance(0.8)),
  };
  return { told, ownOffice: random.pick([DISTRICT, NEIGHBOUR]), ...(random.chance(0.3) ? { settled } : {}) };
}
