import {
  ANY,
  evaluateUnaryTests,
  type FeelTypeRef,
  type FeelValue,
  findBuiltInType,
  isList,
  parseUnaryTests,
} from "@wutong/feel/interpreter";
import { type DmnFault, dmnFault } from "../faults/dmn-fault.ts";
import type { UnaryTests } from "../model/element.ts";
import type { ItemDefinition } from "../model/model.ts";
import { FEEL_NAMESPACES } from "../reading/namespaces.ts";
import { textFault } from "./feel-faults.ts";
import type { LinkedModel } from "./linked-model.ts";
import { namesOfType } from "./names-of-type.ts";

/** Types by name, each resolved once; `report` hears of allowed values that aren't FEEL. */
export type TypeResolver = {
  /** What a type reference of a model means; undefined where there is no such type. */
  find(linked: LinkedModel, typeRef: string): FeelTypeRef | undefined;
};

/** Types written in few lines can be huge once written out, or deep: such a one is reported, and means any. */
const DEPTH_MAX = 64;
const SIZE_MAX = 20_000;

export function makeTypeResolver(report: (fault: DmnFault) => void): TypeResolver {
  const known = new Map<ItemDefinition, FeelTypeRef>();
  const sizes = new Map<FeelTypeRef, number>();
  let depth = 0;

  function find(linked: LinkedModel, typeRef: string): FeelTypeRef | undefined {
    const name = localTypeName(linked, typeRef.trim());
    const builtIn = findBuiltInType(name);
    if (builtIn) return builtIn;
    const own = linked.types.get(name);
    if (own) return resolve(linked, own);
    for (const { name: prefix, linked: imported } of linked.imports) {
      if (prefix === "") {
        const type = imported.types.get(name);
        if (type) return resolve(imported, type);
      } else if (name.startsWith(`${prefix}.`)) {
        const type = find(imported, name.slice(prefix.length + 1));
        if (type) return type;
      }
    }
    return undefined;
  }

  function resolve(linked: LinkedModel, definition: ItemDefinition): FeelTypeRef {
    const done = known.get(definition);
    if (done) return done;
    depth += 1;
    const type = depth > DEPTH_MAX ? refuseType(definition) : resolveNew(linked, definition);
    depth -= 1;
    known.set(definition, type);
    return type;
  }

  function resolveNew(linked: LinkedModel, definition: ItemDefinition): FeelTypeRef {
    const base = constrain(baseType(linked, definition), definition.allowedValues, isAllowed);
    const whole: FeelTypeRef = definition.isCollection ? { kind: "list", of: base } : base;
    const type = constrain(whole, definition.typeConstraint, (passes, value) => passes(value));
    const size = partsOf(type).reduce((sum, part) => sum + (sizes.get(part) ?? 1), 1);
    if (size > SIZE_MAX) return refuseType(definition);
    sizes.set(type, size);
    return type;
  }

  function refuseType({ name, at }: ItemDefinition): FeelTypeRef {
    report(dmnFault("dmn.typeTooLarge", { name, depth: DEPTH_MAX, size: SIZE_MAX }, at));
    return ANY;
  }

  function baseType(linked: LinkedModel, definition: ItemDefinition): FeelTypeRef {
    const { components, functionItem, typeRef } = definition;
    if (components.length > 0) {
      return { kind: "context", fields: new Map(components.map((one) => [one.name, resolve(linked, one)])) };
    }
    if (functionItem) {
      const typeOr = (name: string | undefined): FeelTypeRef => (name ? (find(linked, name) ?? ANY) : ANY);
      const parameters = functionItem.parameters.map((one) => typeOr(one.typeRef));
      return { kind: "function", parameters, result: typeOr(functionItem.outputTypeRef) };
    }
    return typeRef ? (find(linked, typeRef) ?? ANY) : ANY;
  }

  function constrain(base: FeelTypeRef, tests: UnaryTests | undefined, decide: Decide): FeelTypeRef {
    if (!tests || tests.text.trim() === "" || tests.text.trim() === "-") return base;
    const parsed = parseUnaryTests(tests.text, new Map([["?", namesOfType(base)]]));
    if (!parsed.ok) {
      for (const fault of parsed.error) report(textFault(fault, tests));
      return base;
    }
    const scope = new Map();
    const passes = (value: FeelValue): boolean => evaluateUnaryTests(parsed.value, value, scope).value === true;
    return { kind: "constrained", base, allows: (value) => decide(passes, value) };
  }

  return { find };
}

type Decide = (passes: (value: FeelValue) => boolean, value: FeelValue) => boolean;

/** A list of a type that is a collection by its reference is allowed when each of its elements is. */
const isAllowed: Decide = (passes, value) =>
  passes(value) || (isList(value) && value.length > 0 && value.every(passes));

/** The types that a type is made of: of a collection or a constrained type, those of what is inside. */
function partsOf(type: FeelTypeRef): readonly FeelTypeRef[] {
  switch (type.kind) {
    case "context":
      return [...type.fields.values()];
    case "list":
    case "range":
      return [type.of, ...partsOf(type.of)];
    case "function":
      return [...(type.parameters ?? []), type.result];
    case "constrained":
      return [type.base, ...partsOf(type.base)];
    default:
      return [];
  }
}

/** DMN 1.1 writes qualified names, `feel:string`: the prefix of FEEL or of the model itself says nothing more. */
function localTypeName({ model }: LinkedModel, typeRef: string): string {
  const mark = typeRef.indexOf(":");
  if (mark < 0) return typeRef;
  const namespace = model.namespaces[typeRef.slice(0, mark)];
  const local = typeRef.slice(mark + 1);
  if (namespace === undefined) return typeRef;
  if (FEEL_NAMESPACES.includes(namespace) || namespace === model.namespace) return local;
  const imported = model.imports.find((one) => one.namespace === namespace);
  return imported?.name ? `${imported.name}.${local}` : local;
}
