import { compileFeel, type FeelType, toClosure } from "@wutong/feel";
import type { Fen } from "@wutong/kernel";
import type { CompiledCondition, CompiledPolicy } from "@wutong/policy";
import { parityScope } from "../feel-scope.ts";
import type { Random } from "../random.ts";
import { randomExpression } from "../random-expressions.ts";
import { generatedEnvelope } from "./generated-envelope.ts";

export type RandomPolicy = { readonly text: string; readonly policy: CompiledPolicy };

type Tree = CompiledPolicy["tree"];
type Expression = CompiledPolicy["keyDate"];

const CONDITIONS_MAX = 8;
const ROWS_MAX = 4;
const BOOLEAN: FeelType = { kind: "boolean" };
const DATE: FeelType = { kind: "date" };

/**
 * A policy by the grammar of docs/reference/parity-grammar.md: up to eight random conditions under a random tree of ALL,
 * ANY and AT LEAST, a fixed amount or a table of up to four rows, a random key date. Undefined where the checker refuses
 * an expression because a number could outgrow its digits; any other refusal throws, since all that is written is well typed.
 */
export function randomPolicy(random: Random): RandomPolicy | undefined {
  const conditions = Array.from({ length: 1 + random.below(CONDITIONS_MAX) }, (_, index) =>
    randomCondition(index, random),
  );
  const leaves = conditions.map((_, index): Tree => ({ kind: "leaf", index }));
  const tree = randomTree(leaves, random);
  const amount = randomAmount(random);
  const keyDate = random.chance(0.5) ? compiled("asOf", DATE) : expression("date", 1, random);
  const known = conditions.filter((each) => each !== undefined);
  if (known.length < conditions.length || !amount || !keyDate) return undefined;
  const policy: CompiledPolicy = { envelope: generatedEnvelope, conditions: known, tree, keyDate, amount, plan: {} };
  return { text: textOf(policy), policy };
}

function randomCondition(index: number, random: Random): CompiledCondition | undefined {
  const test = expression("boolean", 1 + random.below(3), random);
  const words = { zh: `条件${index}`, en: `condition ${index}` };
  return (
    test && {
      kind: "condition",
      id: `c${index}`,
      index,
      feel: test.feel.source,
      text: words,
      clause: words,
      evidence: { kind: "document", document: words },
      when: "atKeyDate",
      test,
    }
  );
}

/** Every leaf once; groups of up to four stand together under one node. */
function randomTree(parts: readonly Tree[], random: Random): Tree {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const size = 2 + random.below(3);
  const node = randomNode(parts.slice(0, size), random);
  return randomTree([...parts.slice(size), node], random);
}

function randomNode(of: readonly Tree[], random: Random): Tree {
  if (random.chance(0.3)) return { kind: "atLeast", count: 1 + random.below(of.length), of };
  return { kind: random.pick(["all", "any"]), of };
}

function randomAmount(random: Random): CompiledPolicy["amount"] | undefined {
  if (random.chance(0.25)) return { kind: "fixed", amountFen: randomFen(random) };
  const rows = Array.from({ length: 1 + random.below(ROWS_MAX) }, () => {
    const matches = expression("boolean", random.below(3), random);
    return matches && { matches, amountFen: randomFen(random) };
  });
  const known = rows.filter((row) => row !== undefined);
  if (known.length < rows.length) return undefined;
  return { kind: "table", hitPolicy: random.pick(["FIRST", "UNIQUE"]), rows: known };
}

function randomFen(random: Random): Fen {
  return BigInt(1 + random.below(1_000_000)) as Fen;
}

function expression(sort: "boolean" | "date", depth: number, random: Random): Expression | undefined {
  return compiled(randomExpression(parityScope, sort, depth, random), sort === "date" ? DATE : BOOLEAN);
}

const OUTGROWN: readonly string[] = ["feel.numberTooLarge", "feel.divisionByZero"];

function compiled(source: string, type: FeelType): Expression | undefined {
  const result = compileFeel(source, parityScope, type);
  if (result.ok) return { feel: result.value, evaluate: toClosure(result.value) };
  const slips = result.error.filter((fault) => !OUTGROWN.includes(fault.code));
  if (slips.length > 0) throw new Error(`refused for no good reason: ${source} ${JSON.stringify(slips)}`);
  return undefined;
}

function textOf(policy: CompiledPolicy): string {
  const conditions = policy.conditions.map(({ id, feel }) => `${id}: ${feel}`);
  const amount =
    policy.amount.kind === "fixed"
      ? [`amount: ${policy.amount.amountFen}`]
      : policy.amount.rows.map(({ matches, amountFen }) => `row: ${matches.feel.source} → ${amountFen}`);
  const hit = policy.amount.kind === "table" ? policy.amount.hitPolicy : "fixed";
  return [
    ...conditions,
    `tree: ${treeText(policy.tree)}`,
    `hit policy: ${hit}`,
    ...amount,
    `key date: ${policy.keyDate.feel.source}`,
  ].join("\n");
}

function treeText(tree: Tree): string {
  if (tree.kind === "leaf") return `c${tree.index}`;
  const name = tree.kind === "atLeast" ? `at least ${tree.count}` : tree.kind;
  return `${name}(${tree.of.map(treeText).join(", ")})`;
}
