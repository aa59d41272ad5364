import { formatDay } from "@wutong/kernel";
import type { BenefitState } from "../../areas/benefits/index.ts";
import type { Hold } from "../../areas/cases/index.ts";

/** A case's state and hold as a command's reply: JSON, the reason as a problem to be put into the reader's words. */
export type StateAndHold = {
  readonly state: BenefitState;
  readonly hold: {
    readonly kind: Hold["kind"];
    readonly since: string;
    readonly code: string;
    readonly params: Readonly<Record<string, string | number>>;
  } | null;
};

export function stateAndHold(state: string, hold: Hold | null): StateAndHold {
  const reply = hold && { kind: hold.kind, since: formatDay(hold.since), ...hold.problem };
  return { state: state as BenefitState, hold: reply };
}
