import type { Standing } from "../store/standings.ts";
import { readStandings } from "../store/standings.ts";
import type { Tx } from "../store/storage.ts";

/** What has happened beside an outcome, for people and policies that a page shows. */
export type StandingOf = {
  readonly personId: number;
  readonly policy: string;
  readonly certificateKey: string;
  readonly standing: Standing;
};

/**
 * For each person's policy the most that has happened: paid, running, in a case, offered, declined or expired. A person paid
 * in full is so not shown as having lost an entitlement. At most 1,000 people at a time.
 */
export function listStandings(tx: Tx, personIds: readonly number[]): Promise<readonly StandingOf[]> {
  return readStandings(tx, personIds.slice(0, 1_000));
}
