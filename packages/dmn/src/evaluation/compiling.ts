import { coerce, type FeelTypeRef, type FeelValue, type NameScope } from "@wutong/feel/interpreter";
import { type DmnFault, dmnFault } from "../faults/dmn-fault.ts";
import type { LinkedModel } from "../linking/linked-model.ts";
import { namesOfType } from "../linking/names-of-type.ts";
import type { TypeResolver } from "../linking/resolve-type.ts";
import type { Expression } from "../model/expression.ts";
import type { Place } from "../xml/xml-tree.ts";
import type { LocalScope } from "./local-scope.ts";
import { type Run, type Source, warn } from "./run.ts";

/** What compiling one element's logic needs to know. */
export type Compiling = {
  readonly linked: LinkedModel;
  readonly types: TypeResolver;
  /** Name of the element, for messages. */
  readonly element: string;
  readonly report: (fault: DmnFault) => void;
  /** Counts names that have to be looked through; false when a model has used up what it may. */
  readonly spend: (names: number) => boolean;
  /** Compiles an expression inside another; handed in, so that the kinds of expressions don't form a circle of files. */
  readonly compile: (expression: Expression | undefined, names: NameScope, compiling: Compiling) => Evaluator;
};

export type Evaluator = (scope: LocalScope, run: Run) => FeelValue;

/** The type that a reference names; an unknown one is reported and means any. */
export function findType(
  { linked, types, element, report }: Compiling,
  typeRef: string | undefined,
  at: Place | undefined,
): FeelTypeRef | undefined {
  if (typeRef === undefined || typeRef === "") return undefined;
  const type = types.find(linked, typeRef);
  if (!type) report(dmnFault("dmn.unknownType", { element, typeRef }, at));
  return type;
}

/** The value as its declared type wants it (DMN 1.5 §10.3.2.9.4); what doesn't conform is null, with a warning. */
export function conform(
  value: FeelValue,
  type: FeelTypeRef | undefined,
  run: Run,
  source: Omit<Source, "text">,
  what = "the value",
): FeelValue {
  if (!type || value === null) return value;
  const coerced = coerce(value, type);
  if (coerced !== null) return coerced;
  return warn(run, "dmn.notConforming", `${what} of ${source.element} isn't of its declared type.`, source);
}

/** What a function of a type gives; a type that is no function's is taken for that of the result, as older models have it. */
export function resultOf(type: FeelTypeRef | undefined): FeelTypeRef | undefined {
  return type?.kind === "function" ? type.result : type;
}

/** Where a warning belongs. */
export function sourceAt({ element }: { readonly element: string }, at: Place | undefined): Omit<Source, "text"> {
  return at ? { element, at } : { element };
}

export function addNames(names: NameScope, more: Iterable<readonly [string, NameScope | null]>): NameScope {
  return new Map([...names, ...more]);
}

/** Names inside what an expression gives, as far as its form or its type tells. */
export function namesOfResult(expression: Expression | undefined, compiling: Compiling): NameScope | null {
  if (!expression) return null;
  const declared = namesOfType(findQuietly(compiling, expression.typeRef));
  if (declared) return declared;
  switch (expression.kind) {
    case "context": {
      const result = expression.entries.find(({ variable }) => !variable);
      if (result) return namesOfResult(result.value, compiling);
      return new Map(expression.entries.flatMap((entry) => (entry.variable ? [namesOfEntry(entry, compiling)] : [])));
    }
    case "relation":
      return new Map(
        expression.columns.map(({ name, typeRef }) => [name, namesOfType(findQuietly(compiling, typeRef))]),
      );
    case "decisionTable":
      return expression.outputs.length > 1 ? new Map(expression.outputs.map(({ name }) => [name ?? "", null])) : null;
    case "functionDefinition":
      return namesOfResult(expression.body, compiling);
    case "conditional":
      return (
        namesOfResult(expression.whenTrue.value, compiling) ?? namesOfResult(expression.otherwise.value, compiling)
      );
    case "filter":
      return namesOfResult(expression.list.value, compiling);
    case "for":
      return namesOfResult(expression.body.value, compiling);
    case "list":
      return namesOfResult(expression.elements[0], compiling);
    default:
      return null;
  }
}

type Entry = { readonly variable?: { readonly name: string; readonly typeRef?: string }; readonly value?: Expression };

export function namesOfEntry({ variable, value }: Entry, compiling: Compiling): readonly [string, NameScope | null] {
  const declared = namesOfType(findQuietly(compiling, variable?.typeRef));
  return [variable?.name ?? "", declared ?? namesOfResult(value, compiling)];
}

/** For names only: who declares a type reports that it is unknown. */
function findQuietly({ linked, types }: Compiling, typeRef: string | undefined): FeelTypeRef | undefined {
  return typeRef ? types.find(linked, typeRef) : undefined;
}
