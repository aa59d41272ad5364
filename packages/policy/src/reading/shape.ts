import { type Day, type Fen, parseDay, parseYuan } from "@wutong/kernel";
import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import { didYouMean } from "./did-you-mean.ts";
import { offsetOf, type YamlText } from "./yaml-text.ts";

/**
 * How a part of the file is written: read once out of YAML into typed data, and told to editors as JSON Schema.
 * Both stand side by side so that they cannot drift apart. `read` gives undefined after reporting what is wrong.
 */
export type Shape<Value> = {
  readonly read: (yaml: YamlText, node: Node | null) => Value | undefined;
  readonly schema: JsonSchema;
  readonly optional?: boolean;
};
export type JsonSchema = { readonly [key: string]: unknown };
export type ValueOf<S> = S extends Shape<infer Value> ? Value : never;

type Fields = { readonly [name: string]: Shape<unknown> & { readonly optional?: boolean } };
type OptionalNames<F extends Fields> = { [K in keyof F]: F[K] extends { optional: true } ? K : never }[keyof F];
type Flat<T> = { readonly [K in keyof T]: T[K] };
export type ObjectOf<F extends Fields> = Flat<
  { readonly [K in Exclude<keyof F, OptionalNames<F>>]: ValueOf<F[K]> } & {
    readonly [K in OptionalNames<F>]?: ValueOf<F[K]>;
  }
>;

export function text(pattern?: RegExp, whatItIs = "text"): Shape<string> {
  return {
    read(yaml, node) {
      if (!isScalar(node) || node.value === null || node.value === "") return refuse(yaml, node, whatItIs);
      const value = typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
      if (pattern && !pattern.test(value)) return refuse(yaml, node, whatItIs, value);
      return value;
    },
    schema: { type: ["string", "number"], ...(pattern ? { pattern: pattern.source } : { minLength: 1 }) },
  };
}

/** A string of the facts: unlike `text`, it may be empty and is never a number. */
export const plainString: Shape<string> = {
  read: (yaml, node) =>
    isScalar(node) && typeof node.value === "string" ? node.value : refuse(yaml, node, "text in quotes"),
  schema: { type: "string" },
};

export const dayText: Shape<Day> = {
  read(yaml, node) {
    const parsed = isScalar(node) ? parseDay(String(node.source ?? node.value)) : undefined;
    return parsed?.ok ? parsed.value : refuse(yaml, node, "a day written YYYY-MM-DD");
  },
  schema: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
};

/** Yuan with at most two decimals, kept in fen. */
export const yuan: Shape<Fen> = {
  read(yaml, node) {
    const source = isScalar(node) ? String(node.source ?? node.value) : "";
    const parsed = parseYuan(source);
    if (parsed.ok && parsed.value >= 0n) return parsed.value;
    const code = !parsed.ok && parsed.error.kind === "tooManyDecimals" ? "policy.amount.decimals" : "policy.amount";
    yaml.report(code, offsetOf(node), { text: source });
    return undefined;
  },
  schema: { type: ["number", "string"], minimum: 0, pattern: "^\\d{1,15}(\\.\\d{1,2})?$" },
};

export function integer(min: number, max: number): Shape<number> {
  return {
    read(yaml, node) {
      const value = isScalar(node) ? node.value : undefined;
      const fits = typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
      return fits ? value : refuse(yaml, node, `a whole number from ${min} to ${max}`);
    },
    schema: { type: "integer", minimum: min, maximum: max },
  };
}

export const number: Shape<number> = {
  read: (yaml, node) =>
    isScalar(node) && typeof node.value === "number" ? node.value : refuse(yaml, node, "a number"),
  schema: { type: "number" },
};

export const flag: Shape<boolean> = {
  read: (yaml, node) =>
    isScalar(node) && typeof node.value === "boolean" ? node.value : refuse(yaml, node, "true or false"),
  schema: { type: "boolean" },
};

export function oneOf<const Values extends readonly string[]>(...values: Values): Shape<Values[number]> {
  return {
    read(yaml, node) {
      const value = isScalar(node) ? node.value : undefined;
      if (typeof value === "string" && values.includes(value)) return value;
      const written = String(value ?? "");
      const params = { value: written, allowed: values.join(", "), didYouMean: didYouMean(written, values) };
      yaml.report("policy.value.notOneOf", offsetOf(node), params);
      return undefined;
    },
    schema: { enum: values },
  };
}

export function list<Value>(element: Shape<Value>, itemsMin = 0): Shape<readonly Value[]> {
  return {
    read(yaml, node) {
      if (!isSeq(node)) return refuse(yaml, node, "a list");
      if (node.items.length < itemsMin) return refuse(yaml, node, `a list of at least ${itemsMin}`);
      const values = node.items.map((item) => element.read(yaml, yaml.resolve(item)));
      return values.every((value) => value !== undefined) ? (values as Value[]) : undefined;
    },
    schema: { type: "array", items: element.schema, ...(itemsMin ? { minItems: itemsMin } : {}) },
  };
}

/** A mapping from any names to one shape. */
export function named<Value>(element: Shape<Value>): Shape<Readonly<Record<string, Value>>> {
  return {
    read(yaml, node) {
      if (!isMap(node)) return refuse(yaml, node, "a mapping");
      const pairs = [...pairsOf(yaml, node).values()];
      const entries = pairs.map((pair) => [keyOf(pair.key), element.read(yaml, yaml.resolve(pair.value))] as const);
      if (entries.some(([, value]) => value === undefined)) return undefined;
      return Object.fromEntries(entries) as Record<string, Value>;
    },
    schema: { type: "object", additionalProperties: element.schema },
  };
}

export function optional<Value>(shape: Shape<Value>): Shape<Value> & { readonly optional: true } {
  return { read: shape.read, schema: shape.schema, optional: true };
}

/** A mapping with known keys: an unknown or a missing one is a fault that names the nearest or the missing key. */
export function object<F extends Fields>(fields: F): Shape<ObjectOf<F>> {
  const names = Object.keys(fields);
  const required = names.filter((name) => !fields[name]?.optional);
  return {
    read(yaml, node) {
      if (!isMap(node)) return refuse(yaml, node, `a mapping with ${names.join(", ")}`);
      const pairs = pairsOf(yaml, node);
      const known = reportKeys(yaml, { node, pairs, names, required });
      const values: Record<string, unknown> = {};
      let whole = known;
      for (const name of names) {
        const pair = pairs.get(name);
        if (!pair) continue;
        const value = fields[name]?.read(yaml, yaml.resolve(pair.value));
        if (value === undefined) whole = false;
        else values[name] = value;
      }
      return whole ? (values as ObjectOf<F>) : undefined;
    },
    schema: {
      type: "object",
      properties: Object.fromEntries(names.map((name) => [name, fields[name]?.schema])),
      required,
      additionalProperties: false,
    },
  };
}

/** One of several mappings, told apart by a key that only it has. */
export function byKey<Value>(choices: { readonly [key: string]: Shape<Value> }): Shape<Value> {
  const keys = Object.keys(choices);
  return {
    read(yaml, node) {
      const key = isMap(node) ? keys.find((candidate) => node.has(candidate)) : undefined;
      if (key !== undefined) return choices[key]?.read(yaml, node);
      return refuse(yaml, node, `a mapping with one of ${keys.join(", ")}`);
    },
    schema: { anyOf: keys.map((key) => choices[key]?.schema) },
  };
}

/** One of several mappings, told apart by the value of `kind`. */
export function byKind<Choices extends { readonly [kind: string]: Shape<unknown> }>(
  choices: Choices,
): Shape<ValueOf<Choices[keyof Choices]>> {
  const kinds = Object.keys(choices);
  return {
    read(yaml, node) {
      if (!isMap(node)) return refuse(yaml, node, "a mapping with a kind");
      const kind = oneOf(...kinds).read(yaml, yaml.resolve(node.get("kind", true)));
      return kind === undefined ? undefined : (choices[kind]?.read(yaml, node) as ValueOf<Choices[keyof Choices]>);
    },
    schema: { anyOf: kinds.map((kind) => choices[kind]?.schema) },
  };
}

/** A shape that refers to itself; the name is its place under `$defs`. */
export function recursive<Value>(name: string, make: () => Shape<Value>): Shape<Value> {
  return { read: (yaml, node) => make().read(yaml, node), schema: { $ref: `#/$defs/${name}` } };
}

export function refuse(yaml: YamlText, node: Node | null, expected: string, found?: string): undefined {
  yaml.report("policy.value.type", offsetOf(node), { expected, found: found ?? describe(node) });
  return undefined;
}

type Keys = {
  readonly node: YAMLMap;
  readonly pairs: ReadonlyMap<string, Pair>;
  readonly names: readonly string[];
  readonly required: readonly string[];
};

function reportKeys(yaml: YamlText, { node, pairs, names, required }: Keys): boolean {
  const unknown = [...pairs].filter(([key]) => !names.includes(key));
  for (const [key, pair] of unknown) {
    const params = { key, didYouMean: didYouMean(key, names), allowed: names.join(", ") };
    yaml.report("policy.key.unknown", offsetOf(pair.key), params);
  }
  const missing = required.filter((name) => !pairs.has(name));
  for (const key of missing) yaml.report("policy.key.missing", offsetOf(node), { key });
  return unknown.length === 0 && missing.length === 0;
}

/** The pairs of a mapping, those brought by `<<: *anchor` included; a mapping's own pairs go before. */
function pairsOf(yaml: YamlText, node: YAMLMap): ReadonlyMap<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const pair of node.items) {
    if (keyOf(pair.key) !== "<<") pairs.set(keyOf(pair.key), pair);
  }
  for (const pair of node.items) {
    const merged = keyOf(pair.key) === "<<" ? yaml.resolve(pair.value) : null;
    if (!isMap(merged)) continue;
    for (const [key, each] of pairsOf(yaml, merged)) if (!pairs.has(key)) pairs.set(key, each);
  }
  return pairs;
}

function keyOf(key: unknown): string {
  const value = isScalar(key) ? key.value : key;
  return typeof value === "symbol" ? (value.description ?? "") : String(value);
}

function describe(node: Node | null): string {
  if (isMap(node)) return "a mapping";
  if (isSeq(node)) return "a list";
  if (!isScalar(node) || node.value === null) return "nothing";
  const written = String(node.source ?? node.value);
  return node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE" ? `“${written}” in quotes` : written;
}
