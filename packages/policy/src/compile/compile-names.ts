import { compileFeel } from "@wutong/feel";
import { type Day, formatDay } from "@wutong/kernel";
import type { Parameter } from "../envelope/envelope.ts";
import { certificateType, factScope } from "../facts/fact-scope.ts";
import type { Located } from "../reading/read-policies.ts";
import { offsetOf } from "../reading/yaml-text.ts";
import { bindNames } from "./bind-names.ts";
import type { Expression } from "./compiled-policy.ts";
import { type Compiling, compileAt, compileOwn, DATE, reportFeel } from "./compiling.ts";

/** Names in the order in which they may use each other: force, key date, parameters, terms. */
export function compileNames(compiling: Compiling): Expression | undefined {
  const { envelope, parameters, terms } = compiling.read;
  Object.assign(compiling.scope, factScope);
  if (envelope.subject === "certificate") compiling.scope["certificate"] = certificateType;
  bindDay(compiling, "inForceFrom", envelope.inForce.from);
  if (envelope.inForce.to !== undefined) bindDay(compiling, "inForceTo", envelope.inForce.to);
  const keyDate = compileAt(compiling, ["keyDate", "feel"], envelope.keyDate.feel, DATE);
  if (keyDate) bind(compiling, "keyDate", keyDate);
  for (const parameter of parameters) bindParameter(compiling, parameter);
  for (const term of terms) bindTerm(compiling, term);
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
  const result = compileFeel(part.feel, compiling.scope);
  if (!result.ok) {
    reportFeel(compiling, yaml, [...path, "feel"], result.error);
    return;
  }
  const bound = bindNames(result.value, compiling.bindings);
  compiling.scope[part.id] = bound.type;
  compiling.bindings.set(part.id, bound);
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
