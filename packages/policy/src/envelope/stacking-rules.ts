import type { Fen } from "@wutong/kernel";
import type { BothTexts } from "../fault.ts";
import type { Evidence } from "./evidence.ts";

/** Which benefits may stand side by side; the others are named by their kind (`benefit`). */
export type Stacking = {
  /** Taking this one stops those from that day. */
  readonly ends: readonly string[];
  /** At most one benefit of the same group: the best is kept (就高不重复). */
  readonly chooseOne?: string;
  /** Of one group, the best in full and never more than it in all: what others of the group paid is taken off (就高补差). */
  readonly topUp?: string;
  /** Taking this takes off what those have paid or will still pay before it, and ends them. */
  readonly deducts: readonly string[];
  /** The months of all members of a group together. */
  readonly combined?: { readonly group: string; readonly months: number };
  /** Only one household member (`household`), only one grant a home (`home`), … */
  readonly oncePer?: "person" | "household" | "occupationAndLevel";
  /** One grant for one home, whoever asks. */
  readonly oncePerHome?: boolean;
  /** Benefits of the same group only from one office. */
  readonly oneJurisdiction?: string;
  /** All grants of the group (of a couple on one home) together at most so many yuan (FEEL). */
  readonly jointCap?: { readonly group: string; readonly yuan: string };
  /** The certificate of a higher level bars the lower of the same occupation. */
  readonly higherBarsLower: boolean;
  readonly notWith: readonly string[];
  /** At most so many in a calendar year; `already` (FEEL) counts those of before. */
  readonly perYear?: { readonly max: number; readonly already: string };
};

export type Limits = {
  readonly quota?: Quota;
  readonly budget?: BudgetLine;
};

/** Places, and who gets them. Those below the line wait. */
export type Quota = {
  readonly places: number;
  readonly per: "year" | "round" | "policy";
  /** Counted apart for each value of this (FEEL, text): so many for each employer. */
  readonly eachOf?: PlacesOf;
  readonly order: QuotaOrder;
  /** Places kept for some; a place left over goes to the others. */
  readonly reserved: readonly { readonly feel: string; readonly places: number; readonly says: BothTexts }[];
};
/** Whose the places are; a decision waits while that is unknown. */
export type PlacesOf = { readonly feel: string; readonly says: BothTexts; readonly evidence: Evidence };
export type QuotaOrder =
  /** Who confirmed first. */
  | { readonly kind: "firstCome" }
  /** The smaller number (FEEL) first, or the greater one. Equal ones: who confirmed first. */
  | { readonly kind: "rank"; readonly by: string }
  | { readonly kind: "points"; readonly by: string }
  /** Drawn with a seed that is published before; `weight` (FEEL, a whole number) where points count as tickets. */
  | { readonly kind: "lottery"; readonly weight?: string };

/** What the policy may cost in a year, and who bears it. */
export type BudgetLine = {
  readonly line: string;
  readonly yearFen?: Fen;
  readonly shares: readonly { readonly payer: BothTexts; readonly percent: number }[];
};

/** To whom the money goes; `passesOn`: they must hand it to the beneficiary. */
export type Payee = {
  readonly who: "person" | "employer" | "platform" | "host" | "family";
  readonly passesOn?: boolean;
  readonly says?: BothTexts;
};

/** What is asked back, and when. */
export type Clawback = {
  readonly id: string;
  readonly text: BothTexts;
  readonly clause: BothTexts;
  /** `whole`; `proRata` by what of the promised years was not served; `unpaid`: only what is not paid yet is lost. */
  readonly kind: "whole" | "proRata" | "unpaid";
  /** The years promised, for `proRata`; served years count full years or full months. */
  readonly years?: number;
  readonly by?: "fullYears" | "fullMonths";
};

/** The home may not be sold for so many years from a day. */
export type ResaleLock = {
  readonly years: number;
  readonly from: "contractFiling" | "deed" | "firstClaim";
  readonly text: BothTexts;
};
