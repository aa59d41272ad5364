import { visitIr } from "@wutong/feel";
import type { FactColumns } from "./flat-facts.ts";
import type { ClaimKind, Placed } from "./judged-policy.ts";
import { conditionExpressions, lateExpressions, type NamedFeel } from "./policy-columns.ts";

/** All that policies ask, of everybody and of those of whom more is needed. */
export function allExpressions(those: readonly Placed[]): readonly NamedFeel[] {
  return those.flatMap(({ policy, place }) => [
    ...conditionExpressions(policy, place),
    ...lateExpressions(policy, place),
  ]);
}

/** What a sweep of these policies, all about one kind of subject or its claims, reads; `claims` are those that they are about. */
export function factsRead(those: readonly Placed[], claims: readonly ClaimKind[]): FactColumns {
  const roots = rootsOf(allExpressions(those), claims);
  const lists = roots.flatMap(({ name, fields }) => (fields ? [{ name, fields }] : []));
  const unread = claims.filter(({ list }) => lists.every(({ name }) => name !== list));
  return {
    people: ["personId", "office", ...roots.flatMap(columnsOfRoot)],
    lists: [...lists, ...unread.map(({ list, fields }) => ({ name: list, fields }))],
  };
}

/** The subjects' own columns that expressions read. */
export function columnsRead(expressions: readonly NamedFeel[], claim?: ClaimKind): readonly string[] {
  return rootsOf(expressions, claim ? [claim] : [])
    .flatMap(columnsOfRoot)
    .map((name) => `"${name}"`);
}

/** A fact that is read; of a list of contexts, which lies flat, the columns of an element. */
type Root = { readonly name: string; readonly list: boolean; readonly fields: readonly string[] | undefined };

/** Of a list its coverage, and the list itself where it doesn't lie flat. */
function columnsOfRoot({ name, list, fields }: Root): readonly string[] {
  if (!list) return [name];
  return fields ? [`${name}_complete`] : [name, `${name}_complete`];
}

function rootsOf(expressions: readonly NamedFeel[], claims: readonly ClaimKind[]): readonly Root[] {
  const besides = ["asOf", ...claims.map(({ name }) => name)];
  const roots = new Map<string, Root>();
  for (const { compiled } of expressions) {
    visitIr(compiled.ir, (node) => {
      if (node.kind !== "root" || besides.includes(node.name)) return;
      const list = node.type.kind === "list";
      const element = node.type.kind === "list" && node.type.of.kind === "context" ? node.type.of.fields : undefined;
      const fields =
        element &&
        Object.entries(element).flatMap(([name, type]) => (type.kind === "list" ? [name, `${name}_complete`] : [name]));
      roots.set(node.name, { name: node.name, list, fields });
    });
  }
  return [...roots.values()];
}
