import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pythonPeer } from "./python-peer.ts";

/** Licensed under the AGPL: it is measured in a process of its own and is no part of what is built here. */
const PEER = pythonPeer({ name: "openfisca", pin: "openfisca-core==46.0.1", module: "openfisca_core" });
const SCRIPT = join(import.meta.dirname, "openfisca_rule.py");

export const openFiscaIsMissing = PEER.missing;

export type OpenFiscaSeconds = { readonly whole: number; readonly formula: number };

/** The eight conditions over so many people: with handing it their facts as texts and numbers, and the formula alone. */
export function secondsInOpenFisca(people: number): OpenFiscaSeconds {
  const printed = execFileSync(PEER.python, [SCRIPT, String(people)], { encoding: "utf8" });
  const [whole = 0, formula = 0] = printed.trim().split(" ").map(Number);
  if (!(whole > 0 && formula > 0)) throw new Error("OpenFisca gave no time");
  return { whole, formula };
}
