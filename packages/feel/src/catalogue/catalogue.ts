import { dateFunctions } from "./date-functions.ts";
import { formDocs } from "./form-docs.ts";
import type { FunctionDoc, FunctionEntry } from "./function-entry.ts";
import { internalFunctions } from "./internal-functions.ts";
import { spellFunctions } from "./spell-functions.ts";
import { textFunctions } from "./text-functions.ts";

const entries: ReadonlyMap<string, FunctionEntry> = new Map(
  [...textFunctions, ...dateFunctions, ...spellFunctions, ...internalFunctions].map((entry) => [entry.name, entry]),
);

/** The whole closed catalogue, for editors and for the reference page. */
export function listFunctions(): readonly FunctionDoc[] {
  const callable = [...entries.values()].filter((entry) => !entry.property);
  return [...Object.values(formDocs), ...callable];
}

export function findFunction(name: string): FunctionEntry | undefined {
  return entries.get(name);
}

/** Of a function that the checker has let through. */
export function getFunction(name: string): FunctionEntry {
  const entry = entries.get(name);
  if (!entry) throw new Error(`the catalogue has no function "${name}"`);
  return entry;
}
