import type { Day } from "@wutong/kernel";
import type { GivenList } from "@wutong/policy";
import type { Tx } from "../../../storage/index.ts";
import { listSpouses } from "../store/spouses.ts";
import { readFacts } from "./read-facts.ts";

/** `index` is the blind index of the spouse's document number within the tenant, in hexadecimal. */
export type Marriage =
  | { readonly kind: "unknown" }
  | { readonly kind: "single" }
  | { readonly kind: "married"; readonly index: string };

/**
 * Whom a person is married to, by the register of family ties as known now. The newest tie counts; nobody is single because the
 * register is silent: only one that is complete for them tells that there is no spouse.
 */
export async function findMarriage(tx: Tx, personId: number, asOf: Day): Promise<Marriage> {
  const spouses = await listSpouses(tx, personId);
  const newest = spouses.find((each) => each.newest);
  if (newest) return { kind: "married", index: newest.index };
  // Two ties of which neither is known to be the later.
  if (spouses.length > 0) return { kind: "unknown" };
  const family = (await readFacts(tx, personId, asOf))?.facts["family"] as GivenList | undefined;
  const named = family?.rows.some((row) => row["relation"] === "spouse") ?? false;
  return { kind: family?.complete === true && !named ? "single" : "unknown" };
}
