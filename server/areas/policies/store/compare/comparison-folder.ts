import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Day, formatDay } from "@wutong/kernel";
import { type ComparedPolicies, type DifferenceKind, KINDS, type Tier, tiersOf } from "@wutong/policy";
import type { ComparedSums } from "./compared-sums.ts";

/** Folders of a comparison, by office: everybody concerned, and their subjects policy by policy. */
export const PEOPLE = "people";
export const PAIRS = "pairs";
const SUMMARY = "comparison.json";

type Versioned = {
  readonly policyId: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** The version in force, and the draft's; null where that side has none. */
  readonly old: number | null;
  readonly draft: number | null;
};

/** Sums over the people of one office, tier, sex and kind. Money in fen, as text; `other`: what unchanged policies cost more. */
export type SummaryCell = {
  readonly office: number;
  /** The place of the tier, or null: no amount, or one without rows. */
  readonly tier: number | null;
  readonly sex: string | null;
  readonly kind: DifferenceKind;
  readonly people: number;
  readonly oldFen: string;
  readonly newFen: string;
  readonly oldYearFen: string;
  readonly newYearFen: string;
  readonly otherFen: string;
  readonly otherYearFen: string;
};
export type SummaryYear = Pick<SummaryCell, "office" | "tier" | "sex" | "oldFen" | "newFen" | "otherFen"> & {
  readonly year: number;
};

/** `comparison.json`: what was compared with what, and the sums; the same office, tier, sex and kind may stand in several rows. */
export type ComparisonSummary = {
  readonly snapshot: string;
  readonly asOf: string;
  /** The places are the numbers in the column `which` of `pairs`: first the changed ones. */
  readonly changed: readonly Versioned[];
  /** Unchanged, but weighed against a changed one in stacking. */
  readonly partners: readonly Versioned[];
  readonly tiers: readonly Tier[];
  readonly cells: readonly SummaryCell[];
  readonly years: readonly SummaryYear[];
  readonly everybody: readonly { readonly office: number; readonly sex: string | null; readonly people: number }[];
};

export type Compared = { readonly snapshot: string; readonly asOf: Day; readonly compared: ComparedPolicies };

export function summaryOf({ snapshot, asOf, compared }: Compared, sums: ComparedSums): ComparisonSummary {
  const versionAt = (place: number | null): number | null =>
    place === null ? null : (compared.policies[place]?.envelope.version ?? null);
  const versioned = (those: ComparedPolicies["changed"]): readonly Versioned[] =>
    those.map(({ policyId, title, old, new: draft }) => ({
      ...{ policyId, title },
      old: versionAt(old),
      draft: versionAt(draft),
    }));
  return {
    snapshot,
    asOf: formatDay(asOf),
    changed: versioned(compared.changed),
    partners: versioned(compared.partners),
    tiers: tiersOf(compared).all,
    cells: sums.cells.map(({ kind, ...cell }) => ({ ...withText(cell), kind: KINDS[kind] ?? "unchanged" })),
    years: sums.yearly.map(withText),
    everybody: sums.everybody,
  };
}

type Text<Value> = Value extends bigint ? string : Value;

function withText<Row extends object>(row: Row): { readonly [Name in keyof Row]: Text<Row[Name]> } {
  const entries = Object.entries(row).map(([name, value]) => [name, typeof value === "bigint" ? String(value) : value]);
  return Object.fromEntries(entries) as { readonly [Name in keyof Row]: Text<Row[Name]> };
}

export function writeComparison(folder: string, summary: ComparisonSummary): void {
  writeFileSync(join(folder, SUMMARY), JSON.stringify(summary, null, 2), { mode: 0o600 });
}

export function readComparison(folder: string): ComparisonSummary | undefined {
  const file = join(folder, SUMMARY);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ComparisonSummary) : undefined;
}
