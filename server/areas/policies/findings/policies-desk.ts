import type { Day, Fen } from "@wutong/kernel";
import type { CommandRunner, Database, Tx } from "../../../storage/index.ts";
import type { PolicyBook } from "../policy-book.ts";
import type { FindingsReader } from "../store/findings-reader.ts";

/** What has happened beside an outcome. */
export type Standing = "offered" | "declined" | "expired" | "inCase" | "running" | "paid";

/** Tells what has happened, for people that a page shows; it belongs to a later area and is handed in. */
export type ReadStandings = (
  tx: Tx,
  personIds: readonly number[],
) => Promise<readonly { personId: number; policy: string; certificateKey: string; standing: Standing }[]>;

/** A benefit that money was committed for: stacking counts it beside what the registers say was paid. */
export type Commitment = {
  readonly personId: number;
  readonly policy: string;
  readonly version: number;
  readonly benefit: string;
  readonly certificateKey: string;
  readonly occupation: string;
  readonly level: string;
  readonly from: Day;
  readonly paidFen: Fen;
  readonly instalments: readonly { readonly due: Day; readonly amountFen: Fen }[];
};

/** Tells what is committed, for people that a page shows or a clerk pushes to; handed in like the standings. */
type ReadCommitments = (tx: Tx, personIds: readonly number[]) => Promise<readonly Commitment[]>;

/** What the area's pages work with; wired once in `main.ts`. */
export type PoliciesDesk = {
  readonly database: Database;
  readonly run: CommandRunner;
  readonly book: PolicyBook;
  readonly reader: FindingsReader;
  readonly readStandings: ReadStandings;
  readonly readCommitments: ReadCommitments;
  readonly today: () => Day;
};

/** A finding that is entitled and kept, with its plan, as an offer needs it. */
export type FindingToOffer = {
  readonly findingId: string;
  readonly personId: number;
  readonly policyId: string;
  readonly version: number;
  readonly certificateKey: string;
  readonly amountFen: Fen;
  /** Since the sweep something was committed beside which this one loses. */
  readonly barred: boolean;
  /** `earnedOn`: the day for which it counts, where it is paid later. */
  readonly plan: readonly {
    readonly number: number;
    readonly dueOn: Day;
    readonly earnedOn?: Day;
    readonly amountFen: Fen;
  }[];
};
