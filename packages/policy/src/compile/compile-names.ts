import type { CompiledFeel } from "@wutong/feel";
import { type Day, formatDay } from "@wutong/kernel";
import type { NamedTable, Parameter, TableValue } from "../envelope/envelope.ts";
import type { Located } from "../reading/read-policies.ts";
import { offsetOf } from "../reading/yaml-text.ts";
import type { Expression } from "./compiled-policy.ts";
import { BOOLEAN, type Compiling, compileAt, compileOwn, DATE, reportFeel } from "./compiling.ts";
import { orderNames } from "./order-names.ts";

/** Names in the order in which they may use each other: force, key date, parameters, then terms and tables. */
export function compileNames(compiling: Compiling): Expression | undefined {
  const { envelope, parameters, terms, tables } = compiling.read;
  bindDay(compiling, "inForceFrom", envelope.inForce.from);
  if (envelope.inForce.to !== undefined) bindDay(compiling, "inForceTo", envelope.inForce.to);
  const keyDate = compileAt(compiling, ["keyDate", "feel"], envelope.keyDate.feel, DATE);
  if (keyDate) bind(compiling, "keyDate", keyDate);
  for (const parameter of parameters) bindParameter(compiling, parameter);
  for (const named of orderNames(terms, tables)) {
    if (named.kind === "term") bindTerm(compiling, named.at);
    else bindTable(compiling, named.at);
  }
  return keyDate;
}

function bindParameter(compiling: Compiling, { part, yaml, path }: Located<Parameter>): void {
  if (
    !mayBeNamed(compiling, part.id, () =>
      yaml.faultAt("policy.id.duplicate", offsetOf(yaml.nodeAt(path)), { id: part.id, where: "" }),
    )
  )
    return;
  const inOrder = part.values.every((value, index) => index === 0 || (part.values[index - 1]?.from ?? 0) < value.from);
  if (!inOrder || !coversForce(compiling, part)) {
    compiling.faults.push(
      yaml.faultAt("policy.values.order", offsetOf(yaml.nodeAt([...path, "values"])), { id: part.id }),
    );
    return;
  }
  bind(compiling, part.id, compileOwn(compiling, sourceOfParameter(part)));
}

/** A value must be known from the first day that the policy may ask for it. */
function coversForce(compiling: Compiling, part: Parameter): boolean {
  const first = part.values[0]?.from ?? 0;
  return first <= compiling.read.envelope.inForce.from;
}

/** The latest value that has begun; before the first one the first holds, which only a key date outside of force asks. */
function sourceOfParameter(part: Parameter): string {
  const [first, ...later] = part.values;
  return later.reduce(
    (before, value) => `if ${part.at} >= date("${formatDay(value.from)}") then ${value.value} else ${before}`,
    String(first?.value ?? 0),
  );
}

function bindTerm(compiling: Compiling, { part, yaml, path }: Compiling["read"]["terms"][number]): void {
  const at = () => yaml.faultAt("policy.id.duplicate", offsetOf(yaml.nodeAt(path)), { id: part.id, where: "" });
  if (!mayBeNamed(compiling, part.id, at)) return;
  const result = compiling.feel.compile(part.feel, compiling.scope);
  if (!result.ok) {
    reportFeel(compiling, yaml, [...path, "feel"], result.error);
    compiling.lost.add(part.id);
    return;
  }
  const bound = compiling.feel.bind(result.value, compiling.bindings);
  compiling.scope[part.id] = bound.type;
  compiling.bindings.set(part.id, bound);
}

/**
 * A table as one expression. FIRST is a chain of `if`, strict as they are: a row that is unknown ahead of the winner leaves
 * it unknown. BEST is the greatest of all rows that hold, `otherwise` among them.
 */
function bindTable(compiling: Compiling, { part, yaml, path }: Located<NamedTable>): void {
  const at = (code: string, params = {}) => yaml.faultAt(code, offsetOf(yaml.nodeAt(path)), params);
  if (!mayBeNamed(compiling, part.id, () => at("policy.id.duplicate", { id: part.id, where: "" }))) return;
  const values = [...part.rows.map(({ value }) => value), part.otherwise];
  const alike = values.every((value) => typeof value === typeof part.otherwise);
  if (!alike || (part.hitPolicy === "BEST" && typeof part.otherwise !== "number")) {
    compiling.faults.push(at("policy.table.values", { id: part.id }));
    compiling.lost.add(part.id);
    return;
  }
  const names = new Map<string, CompiledFeel>();
  for (const [index, { feel }] of part.rows.entries()) {
    const result = compiling.feel.compile(feel, compiling.scope, BOOLEAN);
    if (result.ok) names.set(`tableRow${index}`, compiling.feel.bind(result.value, compiling.bindings));
    else reportFeel(compiling, yaml, [...path, "rows", index, "if"], result.error);
  }
  if (names.size < part.rows.length) {
    compiling.lost.add(part.id);
    return;
  }
  const types = Object.fromEntries([...names].map(([name, { type }]) => [name, type]));
  const own = { ...compiling, scope: { ...compiling.scope, ...types }, bindings: names };
  bind(compiling, part.id, compileOwn(own, sourceOfTable(part)));
}

function sourceOfTable({ rows, hitPolicy, otherwise }: NamedTable): string {
  const last = literalOf(otherwise);
  if (hitPolicy === "BEST") {
    const held = rows.map(({ value }, index) => `(if tableRow${index} then ${literalOf(value)} else ${last})`);
    return `max(${[...held, last].join(", ")})`;
  }
  return rows.reduceRight(
    (rest, { value }, index) => `(if tableRow${index} then ${literalOf(value)} else ${rest})`,
    last,
  );
}

function literalOf(value: TableValue): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function bind(compiling: Compiling, name: string, { feel }: Expression): void {
  compiling.scope[name] = feel.type;
  compiling.bindings.set(name, feel);
}

function bindDay(compiling: Compiling, name: string, value: Day): void {
  bind(compiling, name, compileOwn(compiling, `date("${formatDay(value)}")`, DATE));
}

function mayBeNamed(compiling: Compiling, name: string, faultOf: () => Compiling["faults"][number]): boolean {
  if (!(name in compiling.scope)) return true;
  const fault = faultOf();
  const reserved = !compiling.bindings.has(name);
  compiling.faults.push(reserved ? { ...fault, code: "policy.id.reserved" } : fault);
  return false;
}
