import { type CompiledFeel, visitIr } from "@wutong/feel";
import type { CompiledPolicy } from "@wutong/policy";
import type { Answer } from "./engine.ts";

/** How often conditions with a node came out so. */
export type Seen = { readonly met: number; readonly notMet: number; readonly unknown: number };

/**
 * Which nodes of the typed form stood in conditions that were met, not met, unknown; and which parts policies had of which
 * people were entitled, not entitled, perhaps.
 */
export type Coverage = Map<string, Seen>;

export function addCoverage(
  coverage: Coverage,
  policy: CompiledPolicy,
  parts: readonly string[],
  answers: readonly Answer[],
): void {
  for (const part of parts) {
    const of = (outcome: number) => answers.filter((answer) => answer.outcome === outcome).length;
    add(coverage, `policy: ${part}`, { met: of(2), notMet: of(0), unknown: of(1) });
  }
  for (const { index, test } of policy.conditions) {
    const bit = 1 << index;
    const met = answers.filter((answer) => (answer.met & bit) !== 0).length;
    const unknown = answers.filter((answer) => (answer.unknown & bit) !== 0).length;
    const notMet = answers.length - met - unknown;
    for (const node of nodesOf(test.feel)) add(coverage, node, { met, notMet, unknown });
  }
}

function add(coverage: Coverage, name: string, { met, notMet, unknown }: Seen): void {
  const seen = coverage.get(name) ?? { met: 0, notMet: 0, unknown: 0 };
  coverage.set(name, { met: seen.met + met, notMet: seen.notMet + notMet, unknown: seen.unknown + unknown });
}

/** The kinds of nodes in an expression, told apart by operator or function. */
function nodesOf(compiled: CompiledFeel): ReadonlySet<string> {
  const nodes = new Set<string>();
  visitIr(compiled.ir, (node) => {
    const detail = "operator" in node ? node.operator : "quantifier" in node ? node.quantifier : undefined;
    nodes.add(node.kind === "call" ? `call ${node.name}` : detail === undefined ? node.kind : `${node.kind} ${detail}`);
  });
  return nodes;
}

export function coverageLines(coverage: Coverage): readonly string[] {
  const sorted = [...coverage].sort(([a], [b]) => (a < b ? -1 : 1));
  const head = `${"node".padEnd(32)}${"met".padStart(12)}${"not met".padStart(12)}${"unknown".padStart(12)}`;
  const number = (value: number) => value.toLocaleString("en").padStart(12);
  return [
    head,
    ...sorted.map(
      ([node, seen]) => `${node.padEnd(32)}${number(seen.met)}${number(seen.notMet)}${number(seen.unknown)}`,
    ),
  ];
}
