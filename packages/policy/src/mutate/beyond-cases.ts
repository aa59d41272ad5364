import { namesIn } from "../compile/order-names.ts";
import type { ReadPolicy } from "../reading/read-policies.ts";
import type { Mutant } from "./mutant.ts";

/** Parts of a policy that say how it stands to others: a case is about one subject and one policy. */
const BEYOND_CASES = ["stacking/", "limits/quota/", "limits/budget/yearYuan", "resaleLock/"];

/** Tells changes that no case of a single policy can speak of: in those parts, and in names that nothing else uses. */
export function beyondCases(read: ReadPolicy): (mutant: Mutant) => boolean {
  const names = [...namesBeyond(read)].flatMap((id) => ["parameters", "terms", "tables"].map((of) => `${of}/${id}/`));
  return ({ place }) => [...BEYOND_CASES, ...names].some((part) => place.startsWith(part));
}

/** Words for readers are taken for expressions here: at worst a name counts as used by what the cases can speak of. */
function namesBeyond(read: ReadPolicy): ReadonlySet<string> {
  const { terms: _, tables: __, parameters: ___, tests: ____, ...rest } = read.envelope;
  const { stacking, limits, resaleLock, ...others } = rest;
  const told = reached(read, others);
  const beyond = reached(read, [stacking, limits, resaleLock]);
  return new Set([...beyond].filter((id) => !told.has(id)));
}

/** The names that a part of a policy uses, itself or by way of others. */
function reached(read: ReadPolicy, part: unknown): ReadonlySet<string> {
  const named = [...read.terms, ...read.tables, ...read.parameters].map((each) => each.part);
  const found = new Set<string>();
  const waiting: unknown[] = [part];
  while (waiting.length > 0) {
    const mentioned = namesIn(textsIn(waiting.pop()));
    for (const each of named) {
      if (!mentioned.has(each.id) || found.has(each.id)) continue;
      found.add(each.id);
      waiting.push(each);
    }
  }
  return found;
}

function textsIn(part: unknown): readonly string[] {
  if (typeof part === "string") return [part];
  return typeof part === "object" && part !== null ? Object.values(part).flatMap(textsIn) : [];
}
