import { createRequire } from "node:module";
import { evaluate } from "feelin";
import { Engine } from "json-rules-engine";
import { EIGHT_CONDITIONS, type FlatPerson } from "./eight-conditions.ts";

/** Decides the eight conditions for one person: whether all are met. Each tells which condition failed, as ours does. */
export type Peer = (person: FlatPerson) => boolean | Promise<boolean>;

/** One engine for all people, as its documentation advises; its results carry each condition's own. */
export function jsonRulesEngine(): Peer {
  const engine = new Engine();
  const all = EIGHT_CONDITIONS.flatMap(({ tests }) => tests) as { fact: string; operator: string; value: unknown }[];
  engine.addRule({ conditions: { all }, event: { type: "entitled" } });
  return async (person) => (await engine.run(person)).events.length > 0;
}

type Zen = { readonly evaluateExpressionSync: (expression: string, context: object) => unknown };

const ZEN_PACKAGE = "@gorules/zen-engine-linux-x64-gnu";

/** Its npm package depends on builds for other systems, so only the one for this system is installed, where there is one. */
export function zenIsMissing(): string | undefined {
  try {
    createRequire(import.meta.url).resolve(ZEN_PACKAGE);
    return undefined;
  } catch {
    return `${ZEN_PACKAGE} is not installed on this system`;
  }
}

/** A list of the eight answers: of its ways (decision graph, one expression, list) the fastest that gives reasons. */
export function zen(): Peer {
  const { evaluateExpressionSync } = createRequire(import.meta.url)(ZEN_PACKAGE) as Zen;
  const expression = `[${EIGHT_CONDITIONS.map((each) => each.zen).join(", ")}]`;
  return (person) => (evaluateExpressionSync(expression, person) as readonly boolean[]).every(Boolean);
}

/** The list of the eight answers; it parses the expression each time, having no compiled form. */
export function feelin(): Peer {
  const expression = `[${EIGHT_CONDITIONS.map((each) => each.feel).join(", ")}]`;
  return (person) => (evaluate(expression, person).value as readonly boolean[]).every(Boolean);
}
