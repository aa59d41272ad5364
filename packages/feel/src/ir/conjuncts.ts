import { not } from "./build.ts";
import type { Ir, IrOf } from "./ir.ts";

/** Parts whose Kleene AND is the condition: what several quantifiers have in common is found among them. */
export function conjunctsOf(condition: Ir): readonly Ir[] {
  if (condition.kind === "and") return condition.items.flatMap(conjunctsOf);
  if (condition.kind !== "not") return [condition];
  if (condition.of.kind === "not") return conjunctsOf(condition.of.of);
  if (condition.of.kind === "compare") return [negated(condition, condition.of)];
  return condition.of.kind === "or" ? condition.of.items.flatMap((each) => conjunctsOf(not(each))) : [condition];
}

/** `not (a < b)` is `b <= a`, unknown alike. */
function negated(condition: IrOf<"not">, { operator, left, right, type }: IrOf<"compare">): Ir {
  if (operator === "=") return condition;
  return { kind: "compare", type, operator: operator === "<" ? "<=" : "<", left: right, right: left };
}
