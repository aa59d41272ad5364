import type { Day } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { SubjectKind } from "../facts/fact-catalogue.ts";
import type { FlatFacts } from "./flat-facts.ts";

export type SweepOptions = {
  readonly asOf: Day;
  /**
   * The facts of persons laid flat; or SQL that can stand after FROM, columns by the fact contract (lists as columns),
   * `personId` and `office` among them: it is laid flat first. No `personId` twice. Where left out, no policy about persons
   * or their claims is swept.
   */
  readonly source?: FlatFacts | string;
  /** The same of other kinds of subjects; `personId` is then the subject's own number. Kinds left out are not swept. */
  readonly sources?: Readonly<Partial<Record<Exclude<SubjectKind, "person">, FlatFacts | string>>>;
  /** Begins the names of the tables that the plan makes; "sweep" where left out. */
  readonly prefix?: string;
};

export type SqlStep = { readonly name: string; readonly sql: string };

/**
 * SQL for DuckDB, to be run in this order on one connection: `tables`; then `contested`, whose rows `stackContested`
 * settles; its answers go into the table `stacked` (made by `tables`); then `findings` is what to write.
 */
export type SweepPlan = {
  readonly policies: readonly CompiledPolicy[];
  readonly asOf: Day;
  readonly tables: readonly SqlStep[];
  /** The places of policies about kinds of subjects of which there are no facts: nothing is found about them. */
  readonly withoutSource: readonly number[];
  /** Rows of the subjects whose grants compete, ordered by kind of subject, then subject. */
  readonly contested: string;
  /** The table (personId, policy, subject, chosen, lostTo) that takes the answers of stacking. */
  readonly stacked: string;
  /** One row for each pair: see `findingColumns`. */
  readonly findings: string;
};

/** The columns of a finding, in their order, with DuckDB's types. */
export const findingColumns = {
  /** Of the subject, among those of its kind. */
  personId: "INTEGER",
  office: "BIGINT",
  /** The place of the policy in the plan, from 0. */
  policy: "UTINYINT",
  /** The key of the claim, or NULL for the subject itself. */
  subject: "VARCHAR",
  /** 2 entitled, 1 possible, 0 not entitled. */
  outcome: "UTINYINT",
  /** Bit i: condition i is met. */
  met: "UINTEGER",
  /** Bit i: condition i is unknown; a bit in neither mask is not met. */
  unknown: "UINTEGER",
  /** Bit i: mending condition i alone would make the root true. */
  steps: "UINTEGER",
  /** By the policy's `per`; NULL while unknown or when not entitled. */
  amountFen: "BIGINT",
  thisYearFen: "BIGINT",
  wholePlanFen: "BIGINT",
  /** Entitled, something left to pay, and in the best lawful set. */
  chosen: "BOOLEAN",
  /** The place of the policy that the benefit lost to; NULL when it lost to none. */
  lostTo: "UTINYINT",
} as const;
