import type { Day, Fen } from "@wutong/kernel";
import type { Stacking } from "../envelope/envelope.ts";
import type { Instalment } from "../pay-plan/plan-instalments.ts";

/** What stacking looks at in a benefit, whether it could be taken now or is taken already. */
type Benefit = {
  /** Unique among all that is handed to stacking, e.g. the policy's id, or with "#" and the certificate's key. */
  readonly key: string;
  readonly policyId: string;
  readonly benefit: string;
  /** The office whose rule it is. */
  readonly office: number;
  readonly stacking: Stacking;
  /** What is still to be paid. */
  readonly instalments: readonly GrantInstalment[];
  readonly certificate?: CertificateOfGrant;
  /** Whose it is, where the benefits of a household are stacked together; without it all are one person's. */
  readonly person?: number;
  /** The home that it is for, once that is known. */
  readonly home?: string;
  /** Not money: the amounts are its stated worth. */
  readonly inKind?: boolean;
};

/** A benefit that a person could take now: the input of stacking. */
export type Grant = Benefit & {
  /** The place of its rule among all rules: the smaller is the earlier clause. */
  readonly rank: number;
  /** How many of the same policy count in this calendar year already, by the register. */
  readonly alreadyThisYear?: number;
  /** What all grants of the group on the same home may come to together, worked out from the facts. */
  readonly jointCap?: { readonly group: string; readonly capFen: Fen };
};

/** A benefit committed, running or paid: it stays, unless the person's own choice ends it. */
export type TakenBenefit = Benefit & {
  readonly from: Day;
  readonly paidFen: Fen;
  /** For how many months it was paid, as far as months count together with other benefits; none where left out. */
  readonly paidMonths?: number;
};

/** `months`: for how many months the instalment stands; none (a single payment) where left out. */
export type GrantInstalment = Pick<Instalment, "due" | "earned" | "amountFen"> & { readonly months?: number };
export type CertificateOfGrant = { readonly key: string; readonly occupation: string; readonly level: string };

export type LostReason =
  /** Nothing is left to pay, whatever else is taken. */
  | "nothingLeft"
  /** The other one ends it (停发). */
  | "endedBy"
  /** It would end the other one, and the sum would be lower. */
  | "wouldEnd"
  /** One of the group, the best (就高不重复). */
  | "chooseOne"
  /** Once for a person, or for an occupation and level. */
  | "onceOnly"
  | "onceInHousehold"
  | "onceForHome"
  /** A higher level of the occupation is held (取高等级). */
  | "higherLevel"
  /** It is the higher level, and with it the lower one would go, which is worth more. */
  | "barsLower"
  | "notTogether"
  /** The group's benefits come from one office only. */
  | "otherOffice"
  | "yearLimit"
  /** What the other one paid is deducted, and nothing is left (先租后购，扣除已领). */
  | "deducted"
  /** The group never pays more than its best, and the other one pays that (就高补差). */
  | "toppedUp"
  /** The group's months together are used up (合并计算期限). */
  | "monthsUsed"
  /** The group's joint cap is reached (合计封顶). */
  | "jointCap"
  /** The chosen set is worth more. */
  | "worthLess";

export type StackedBenefits = {
  /** The keys of the chosen grants, the earlier clause first. */
  readonly chosen: readonly string[];
  /** What each chosen one pays under the set, in the same order. */
  readonly dues: readonly GrantDue[];
  /** Money already paid plus the instalments due under the chosen set, nominal fen; in kind at its stated worth. */
  readonly valueFen: Fen;
  readonly lost: readonly LostGrant[];
  /** Running benefits that taking a chosen one would end: the person must choose this themselves. */
  readonly endsRunning: readonly { readonly key: string; readonly by: string; readonly from: Day }[];
  /** False only when the search hit its bound (never with up to 16 benefits that touch each other). */
  readonly exact: boolean;
};

/** `dueFen` is `fullFen` (what its plan comes to) less what the others of the set take off. */
export type GrantDue = {
  readonly key: string;
  readonly fullFen: Fen;
  readonly dueFen: Fen;
  readonly inKind: boolean;
  readonly less: readonly { readonly why: DueStep; readonly fen: Fen }[];
};
/** What can take something off a chosen benefit, in the order in which they apply. */
export type DueStep = "endedBy" | "monthsUsed" | "deducted" | "toppedUp" | "jointCap";

/** `toKey` names the benefit that it lost to, where there is one. */
export type LostGrant = {
  readonly key: string;
  readonly toPolicy: string | null;
  readonly toKey: string | null;
  readonly why: LostReason;
};
