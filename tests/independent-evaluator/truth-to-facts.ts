import { factsOf, type OfficeOptions, type Person } from "@wutong/generator";
import type { Facts } from "./facts.ts";

/** What the registers say of a made-up person, through JSON and back, as every reader of facts gets it. */
export function truthToFacts(person: Person, options: OfficeOptions): Facts {
  return JSON.parse(JSON.stringify(factsOf(person, options, "registers"))) as Facts;
}
