import type { TakenBenefit } from "@wutong/policy";
import type { Tx } from "../../../storage/index.ts";
import type { PoliciesDesk } from "./policies-desk.ts";

/** What is committed for people already, as stacking takes it: by person. */
export async function readTaken(
  desk: PoliciesDesk,
  tx: Tx,
  personIds: readonly number[],
): Promise<ReadonlyMap<number, readonly TakenBenefit[]>> {
  const taken = new Map<number, TakenBenefit[]>();
  for (const { personId, policy: policyId, version, certificateKey, ...each } of await desk.readCommitments(
    tx,
    personIds,
  )) {
    const policy = await desk.book.find(tx, policyId, version);
    if (!policy) throw new Error(`the policy ${policyId}@${version} is not in the rule book`);
    const { benefit, from, paidFen, instalments, occupation, level } = each;
    const mine = taken.get(personId) ?? [];
    mine.push({
      key: certificateKey === "" ? policyId : `${policyId}#${certificateKey}`,
      ...{ policyId, benefit, from, paidFen, instalments },
      office: policy.envelope.office,
      stacking: policy.envelope.stacking,
      ...(certificateKey === "" ? {} : { certificate: { key: certificateKey, occupation, level } }),
    });
    taken.set(personId, mine);
  }
  return taken;
}
