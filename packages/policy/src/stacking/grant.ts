import type { Day, Fen } from "@wutong/kernel";
import type { Stacking } from "../envelope/envelope.ts";
import type { Instalment } from "../pay-plan/plan-instalments.ts";

/** A benefit that a person could take now: the input of stacking. */
export type Grant = {
  /** Unique among the person's grants, e.g. the policy's id, or with "#" and the certificate's key. */
  readonly key: string;
  readonly policyId: string;
  readonly benefit: string;
  /** The place of its rule among all rules: the smaller is the earlier clause. */
  readonly rank: number;
  readonly stacking: Stacking;
  readonly instalments: readonly Pick<Instalment, "due" | "amountFen">[];
  readonly certificate?: CertificateOfGrant;
  /** How many of the same policy count in this calendar year already, by the register. */
  readonly alreadyThisYear?: number;
};
export type CertificateOfGrant = { readonly key: string; readonly occupation: string; readonly level: string };

/** A benefit committed, running or paid: it stays, unless the person's own choice ends it. */
export type TakenBenefit = {
  readonly key: string;
  readonly policyId: string;
  readonly benefit: string;
  readonly from: Day;
  readonly stacking: Stacking;
  readonly paidFen: Fen;
  /** What is still to be paid. */
  readonly instalments: readonly Pick<Instalment, "due" | "amountFen">[];
  readonly certificate?: CertificateOfGrant;
};

export type LostReason =
  | "nothingLeft"
  | "endedBy"
  | "wouldEnd"
  | "chooseOne"
  | "onceOnly"
  | "higherLevel"
  | "notTogether"
  | "yearLimit";

export type StackedBenefits = {
  /** The keys of the chosen grants, the earlier clause first. */
  readonly chosen: readonly string[];
  /** Money already paid plus the instalments due under the chosen set, nominal fen. */
  readonly valueFen: Fen;
  readonly lost: readonly {
    readonly key: string;
    readonly toPolicy: string | null;
    readonly toKey: string | null;
    readonly why: LostReason;
  }[];
  /** Running benefits that taking a chosen one would end: the person must choose this themselves. */
  readonly endsRunning: readonly { readonly key: string; readonly by: string; readonly from: Day }[];
  /** False only when the search hit its bound (never with up to 12 benefits). */
  readonly exact: boolean;
};
