import type { Condition, ConditionTree } from "../envelope/envelope.ts";
import { type AddedCondition, addedConditions } from "./added-conditions.ts";
import { CONDITIONS_MAX, type CompiledCondition, type IndexedTree, type Remedy } from "./compiled-policy.ts";
import { BOOLEAN, type Compiling, compileAt, compileOwn, type Path, reportAt } from "./compiling.ts";

/** Ids that stand for parts of a decision that are not named conditions. */
const RESERVED = ["inForce", "stillInForce", "intake", "placesOf", "amount", "keyDate"];

export type CompiledTree = { readonly conditions: readonly CompiledCondition[]; readonly tree: IndexedTree };
type Growing = { readonly compiling: Compiling; readonly conditions: CompiledCondition[]; readonly seen: Set<string> };

/** Numbers the leaves from left to right: those that the envelope adds go before gates, and gates before the policy's own. */
export function compileConditions(compiling: Compiling): CompiledTree {
  const growing: Growing = { compiling, conditions: [], seen: new Set() };
  const { envelope } = compiling.read;
  const added = addedConditions(envelope).map((each) => growAdded(growing, each));
  const gates = envelope.gate.map(({ condition }, index) => growLeaf(growing, condition, ["gate", index, "condition"]));
  const own = grow(growing, envelope.conditions, ["conditions"]);
  const before = [...added, ...gates];
  const tree: IndexedTree = before.length > 0 ? { kind: "all", of: [...before, own] } : own;
  if (growing.conditions.length > CONDITIONS_MAX) {
    const params = { count: growing.conditions.length, countMax: CONDITIONS_MAX };
    reportAt(compiling, ["conditions"], "policy.conditions.tooMany", params);
  }
  return { conditions: growing.conditions, tree };
}

/** Without a key date (its own fault is reported) the conditions about it have nothing to ask. */
function growAdded({ compiling, conditions, seen }: Growing, { path, ...added }: AddedCondition): IndexedTree {
  const index = conditions.length;
  const lost = added.feel.startsWith("keyDate") && !("keyDate" in compiling.scope);
  if (seen.has(added.id)) reportAt(compiling, path, "policy.id.duplicate", { id: added.id, where: "conditions" });
  seen.add(added.id);
  const test =
    compileAt(compiling, path, lost ? "true" : added.feel, BOOLEAN) ?? compileOwn(compiling, "true", BOOLEAN);
  conditions.push({ kind: "condition", ...added, index, test });
  return { kind: "leaf", index };
}

function grow(growing: Growing, tree: ConditionTree, path: Path): IndexedTree {
  if (tree.kind === "condition") return growLeaf(growing, tree, path);
  const key = tree.kind === "atLeast" ? "of" : tree.kind;
  const of = tree.of.map((each, index) => grow(growing, each, [...path, key, index]));
  if (tree.kind !== "atLeast") return { kind: tree.kind, of };
  if (tree.count > of.length) {
    reportAt(growing.compiling, path, "policy.conditions.atLeast", { count: tree.count, found: of.length });
  }
  return { kind: "atLeast", count: tree.count, of };
}

function growLeaf(growing: Growing, condition: Condition, path: Path): IndexedTree {
  const { compiling, conditions, seen } = growing;
  const index = conditions.length;
  if (RESERVED.includes(condition.id)) reportAt(compiling, [...path, "id"], "policy.id.reserved", { id: condition.id });
  if (seen.has(condition.id)) {
    reportAt(compiling, [...path, "id"], "policy.id.duplicate", { id: condition.id, where: "conditions" });
  }
  seen.add(condition.id);
  const test = compileAt(compiling, [...path, "feel"], condition.feel, BOOLEAN);
  const remedy = condition.remediable && compileRemedy(compiling, condition.remediable, [...path, "remediable"]);
  const compiled = { ...condition, index, test: test ?? compileOwn(compiling, "false", BOOLEAN) };
  conditions.push(remedy ? { ...compiled, remedy } : compiled);
  return { kind: "leaf", index };
}

/** What 12 months are in each unit. */
const WITHIN = { months: 12, years: 1, days: 365 } as const;

function compileRemedy(
  compiling: Compiling,
  remediable: NonNullable<Condition["remediable"]>,
  path: Path,
): Remedy | undefined {
  const haveValue = compileAt(compiling, [...path, "have"], remediable.have, { kind: "number" });
  const needValue = compileAt(compiling, [...path, "need"], remediable.need, { kind: "number" });
  if (!haveValue || !needValue) return undefined;
  const mendable = compileOwn(
    compiling,
    `(${remediable.need}) - (${remediable.have}) <= ${WITHIN[remediable.unit]}`,
    BOOLEAN,
  );
  return { ...remediable, haveValue, needValue, mendable };
}
