import assert from "node:assert/strict";
import { after, test } from "node:test";
import { describeProblem } from "@wutong/contracts";
import type { CompiledPolicy, Envelope } from "@wutong/policy";
import { testDatabase } from "../../../tests/support/database.ts";
import { pushOffers } from "../push-offers/push-offers.ts";
import { by, must, RENT, SWEPT } from "./money-path.ts";
import { openTown, type Town, YUECHENG } from "./money-town.ts";

const opened = await openTown(await testDatabase());
const texts = { zh: "某", en: "some" };

/** Policies like the rent subsidy, each with something that payments can't carry out yet. */
const changed: Readonly<Record<string, (envelope: Envelope) => Partial<Envelope>>> = {
  "test-taxed": ({ amount }) => ({ amount: { ...amount, tax: { percent: 20, says: texts } } }),
  "test-employer": () => ({ payee: { who: "employer", passesOn: true } }),
  "test-plain": () => ({}),
};

const town: Town = {
  ...opened,
  desk: {
    ...opened.desk,
    findPolicy: async (tx, id, version) => {
      const rent = await opened.desk.findPolicy(tx, RENT, version);
      const change = changed[id];
      return rent && change ? withChange(rent, id, change) : opened.desk.findPolicy(tx, id, version);
    },
  },
};
after(() => town.close());
const staff = await town.staff(YUECHENG);

function withChange(
  like: CompiledPolicy,
  id: string,
  change: (envelope: Envelope) => Partial<Envelope>,
): CompiledPolicy {
  return { ...like, envelope: { ...like.envelope, id, ...change(like.envelope) } };
}

test("what payments can't carry out yet is not offered, and the part is named in both languages", async () => {
  const personId = await town.addPerson({});
  const finding = await town.finding(personId, RENT, SWEPT);
  const findings = Object.keys(changed).map((policyId) => ({ ...finding, findingId: policyId, policyId }));
  const pushed = must(await pushOffers(town.desk, by(staff.clerk), { sweepId: 1, findings }));
  assert.equal(pushed.pushed, 1);
  assert.deepEqual(
    pushed.skipped.map(({ findingId, code }) => [findingId, code]),
    [
      ["test-taxed", "notPayable.tax"],
      ["test-employer", "notPayable.payee"],
    ],
  );
  const [taxed] = pushed.skipped;
  assert.match(describeProblem(taxed ?? { code: "", params: {} }, "zh").what, /代扣个人所得税/);
  assert.match(describeProblem(taxed ?? { code: "", params: {} }, "en").what, /tax withheld/);
  const { rows } = await town.owner.query("SELECT policy FROM benefits.offers WHERE person_id = $1", [personId]);
  assert.deepEqual(rows, [{ policy: "test-plain" }]);
});
