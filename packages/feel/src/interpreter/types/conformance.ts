import { atMidnight } from "../temporal/parse-temporal.ts";
import {
  type FeelContext,
  type FeelFunction,
  type FeelTypeRef,
  type FeelValue,
  hasKind,
  isList,
  kindOf,
} from "../values/value.ts";
import { ANY } from "./type-ref.ts";

/** The most specific type of a value that FEEL can tell. */
export function typeOf(value: FeelValue): FeelTypeRef {
  if (value === null) return { kind: "null" };
  if (isList(value)) return { kind: "list", of: commonType(value.map(typeOf)) };
  if (hasKind(value, "range")) return { kind: "range", of: commonType([typeOf(value.low), typeOf(value.high)]) };
  if (hasKind(value, "context")) {
    return { kind: "context", fields: new Map(Array.from(value.entries, ([name, entry]) => [name, typeOf(entry)])) };
  }
  if (hasKind(value, "function")) return typeOfFunction(value);
  if (typeof value === "boolean") return { kind: "boolean" };
  if (typeof value === "string") return { kind: "string" };
  return { kind: value.kind };
}

function typeOfFunction({ signatures }: FeelFunction): FeelTypeRef {
  const [signature] = signatures;
  if (!signature || signatures.length > 1) return { kind: "function", parameters: null, result: ANY };
  return {
    kind: "function",
    parameters: signature.parameters.map(({ type }) => type ?? ANY),
    result: signature.result ?? ANY,
  };
}

function commonType(types: readonly FeelTypeRef[]): FeelTypeRef {
  const [first = ANY, ...others] = types.filter(({ kind }) => kind !== "null");
  return others.every(({ kind }) => kind === first.kind) ? first : ANY;
}

/** Whether a value is one of a type's. Null conforms to each type, as the type `Null` does (DMN 1.5, §10.3.2.9). */
export function conformsTo(value: FeelValue, type: FeelTypeRef): boolean {
  if (value === null || type.kind === "any") return true;
  switch (type.kind) {
    case "list":
      return isList(value) && value.every((item) => conformsTo(item, type.of));
    case "range":
      return hasKind(value, "range") && conformsTo(value.low, type.of) && conformsTo(value.high, type.of);
    case "context":
      return hasKind(value, "context") && hasFields(value, type.fields);
    case "function":
      return hasKind(value, "function") && isFunctionOf(value, type);
    case "constrained":
      return conformsTo(value, type.base) && type.allows(value);
  }
  return kindOf(value) === type.kind;
}

function hasFields({ entries }: FeelContext, fields: ReadonlyMap<string, FeelTypeRef>): boolean {
  for (const [name, type] of fields) {
    const entry = entries.get(name);
    if (entry === undefined || !conformsTo(entry, type)) return false;
  }
  return true;
}

/** Parameters at least as wide, result at least as narrow; what a function doesn't declare is taken to fit. */
function isFunctionOf(value: FeelFunction, type: Extract<FeelTypeRef, { kind: "function" }>): boolean {
  const { parameters } = type;
  if (parameters === null) return true;
  return value.signatures.some(
    (signature) =>
      signature.parameters.length === parameters.length &&
      signature.parameters.every((parameter, index) => isNarrower(parameters[index] ?? ANY, parameter.type ?? ANY)) &&
      (!signature.result || isNarrower(signature.result, type.result)),
  );
}

/** Whether each value of one type is of another. */
function isNarrower(type: FeelTypeRef, than: FeelTypeRef): boolean {
  if (than.kind === "any" || type.kind === "null") return true;
  if (type.kind === "constrained") return isNarrower(type.base, than);
  if (type.kind === "list" || type.kind === "range") return than.kind === type.kind && isNarrower(type.of, than.of);
  if (type.kind === "context" && than.kind === "context") {
    return Array.from(than.fields).every(([name, field]) => {
      const own = type.fields.get(name);
      return own !== undefined && isNarrower(own, field);
    });
  }
  return type.kind === than.kind;
}

/**
 * A value as one of a type: itself where it conforms, else by the implicit conversions of DMN 1.5 (§10.3.2.9.4): a value
 * where a list is expected becomes a list of it, a list of one where a value is expected that one, a date where a date and
 * time is expected its midnight in UTC. Undefined where none of them helps.
 */
export function findCoerced(value: FeelValue, type: FeelTypeRef): FeelValue | undefined {
  if (conformsTo(value, type)) return value;
  if (isList(value) && value.length === 1 && type.kind !== "list") {
    const [only = null] = value;
    return conformsTo(only, type) ? only : undefined;
  }
  if (hasKind(value, "date") && isDateTime(type)) return atMidnight(value, { kind: "offset", seconds: 0 });
  const items = itemTypeOf(type);
  if (items && !isList(value) && conformsTo(value, items)) {
    const list = [value];
    return conformsTo(list, type) ? list : undefined;
  }
  return undefined;
}

function itemTypeOf(type: FeelTypeRef): FeelTypeRef | null {
  if (type.kind === "constrained") return itemTypeOf(type.base);
  return type.kind === "list" ? type.of : null;
}

function isDateTime(type: FeelTypeRef): boolean {
  return type.kind === "dateTime" || (type.kind === "constrained" && isDateTime(type.base));
}

/** As `findCoerced`, null where nothing helps: what DMN makes of a value that isn't of the type declared. */
export function coerce(value: FeelValue, type: FeelTypeRef): FeelValue {
  return findCoerced(value, type) ?? null;
}
