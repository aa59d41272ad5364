import type { Envelope } from "../envelope/envelope.ts";

/** Parts of a policy that can be decided, planned and compared, but that no payment follows yet. */
const notPayableParts = [
  "fragment",
  "subject",
  "beneficiary",
  "payee",
  "inKind",
  "tax",
  "window",
  "proofs",
  "oncePerHousehold",
  "lessThanPlanned",
  "shares",
  "choices",
  "levels",
] as const;
export type NotPayablePart = (typeof notPayableParts)[number];

/**
 * The parts of a policy that payments would ignore, so that somebody would get the wrong sum, or somebody else the money;
 * empty where the policy can be paid as it stands.
 */
export function notYetPayable(envelope: Envelope): readonly NotPayablePart[] {
  const { fragment, subject, beneficiary, payee, amount, payPlan, stacking, limits, choices, handling } = envelope;
  const holds: Readonly<Record<NotPayablePart, boolean>> = {
    fragment,
    subject: subject !== "person" && subject !== "certificate",
    beneficiary: beneficiary.who !== "person" && beneficiary.who !== "couple",
    // The account that is named is always one of the verified person.
    payee: payee.who !== "person",
    inKind: amount.inKind !== undefined,
    tax: amount.tax !== undefined,
    window: payPlan.kind === "monthly" && payPlan.window !== undefined,
    proofs: payPlan.kind === "staged" && payPlan.stages.some(({ requires }) => requires !== undefined),
    oncePerHousehold: stacking.oncePer === "household",
    lessThanPlanned:
      stacking.topUp !== undefined ||
      stacking.deducts.length > 0 ||
      stacking.combined !== undefined ||
      stacking.jointCap !== undefined,
    shares: (limits.budget?.shares.length ?? 0) > 1,
    choices: choices.length > 0,
    levels: handling.levels.length > 0,
  };
  return notPayableParts.filter((part) => holds[part]);
}
