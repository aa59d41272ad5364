import assert from "node:assert/strict";
import { after, test } from "node:test";
import type * as contract from "@wutong/contracts";
import type { ReplyOf } from "@wutong/contracts";
import { testDatabase } from "../../../tests/support/database.ts";
import { confirm, offer } from "./money-path.ts";
import { serveTown } from "./money-server.ts";
import { openTown, YUECHENG } from "./money-town.ts";

const town = await openTown(await testDatabase());
const server = await serveTown(town);
after(async () => {
  await server.close();
  await town.close();
});
const staff = await town.staff(YUECHENG);
const { owner } = town;

type Conditions = ReplyOf<typeof contract.getCase>["why"]["conditions"];

function evidence(conditions: Conditions, nodeId: string) {
  const found = conditions.find((each) => each.nodeId === nodeId);
  return found?.evidence.map(({ text, source }) => [
    text.zh,
    source && [source.register, source.fileName, source.row, source.receivedOn],
  ]);
}

test("each condition names the file and the row that decided it, or the batch that tells of absence, as frozen at confirmation", async () => {
  const personId = await town.addPerson();
  await owner.query(
    `UPDATE registers.batches SET file_name = register || '-2024.xlsx', started_at = '2024-11-01T02:00:00Z' WHERE tenant_id = 330600`,
  );
  await owner.query(
    `UPDATE people.insurance_spells SET source_row = 17, recorded_at = '2024-11-02T02:00:00Z' WHERE person_id = $1`,
    [personId],
  );
  // A second degree, which the voucher's condition on degrees does not rest on.
  await owner.query(
    `INSERT INTO people.credentials (tenant_id, person_id, natural_key, office_id, content_digest, recorded_at, batch_id, source_row, school, major, level, full_time, double_first_class, graduated)
     SELECT 330600, $1, '\\x02', $2, '\\x00', '2024-11-02T02:00:00Z', batch_id, 5, 's', 'm', 'secondary', true, false, '2014-06-30'
     FROM registers.batches WHERE tenant_id = 330600 AND register = 'education'`,
    [personId, YUECHENG],
  );
  await owner.query(
    `UPDATE people.credentials SET source_row = 4, recorded_at = '2024-11-02T02:00:00Z',
       batch_id = (SELECT batch_id FROM registers.batches WHERE tenant_id = 330600 AND register = 'education')
     WHERE person_id = $1 AND level = 'bachelor'`,
    [personId],
  );
  const offerId = await offer(town, staff, personId);
  const insured = [["社会保险登记（2024-03-01）", ["insurance", "insurance-2024.xlsx", 17, "2024-11-02"]]];
  const degree = [["学历学位登记（2018-06-30）", ["education", "education-2024.xlsx", 4, "2024-11-02"]]];
  const noHome = [["住房交易登记", ["housing", "housing-2024.xlsx", null, "2024-11-01"]]];
  const talent = await town.talent(personId);
  const mine: Conditions = (await server.get(talent, `/api/talent/offers/${offerId}`)).why.conditions;
  assert.deepEqual(evidence(mine, "insuredNow"), insured);
  assert.deepEqual(evidence(mine, "collegeDegree"), degree);
  assert.deepEqual(evidence(mine, "firstPurchase"), noHome);
  const caseId = await confirm(town, personId, offerId);
  // A later file says the same on another row: what was decided on stays what it was.
  await owner.query("UPDATE people.insurance_spells SET source_row = 99 WHERE person_id = $1", [personId]);
  const frozen: Conditions = (await server.get(staff.clerk, `/api/cases/${caseId}`)).why.conditions;
  assert.deepEqual(evidence(frozen, "insuredNow"), insured);
  assert.deepEqual(evidence(frozen, "collegeDegree"), degree);
  assert.deepEqual(evidence(frozen, "firstPurchase"), noHome);
  // Evidence frozen before sources were names the register alone.
  await owner.query("UPDATE benefits.evidence SET sources = NULL");
  const older: Conditions = (await server.get(staff.clerk, `/api/cases/${caseId}`)).why.conditions;
  assert.deepEqual(evidence(older, "insuredNow"), [["社会保险登记", null]]);
  assert.deepEqual(server.bugs, []);
});
