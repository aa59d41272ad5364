import type { Scope } from "@wutong/feel";
import { fail, ok, type Result } from "@wutong/kernel";
import { scopeOf } from "../facts/fact-scope.ts";
import type { PolicyFault } from "../fault.ts";
import type { ReadPolicy } from "../reading/read-policies.ts";
import { checkReferences } from "./check-references.ts";
import { compileAmount, compilePlan } from "./compile-amount.ts";
import { compileConditions } from "./compile-conditions.ts";
import { compileLimits } from "./compile-limits.ts";
import { compileNames } from "./compile-names.ts";
import type { CompiledPolicy } from "./compiled-policy.ts";
import { type Compiling, reportAt } from "./compiling.ts";
import { type FeelCompiler, plainFeel } from "./feel-compiler.ts";

/**
 * Compiles a policy that has been read; everything that is wrong with its meaning is reported at once. With a `feel` that
 * remembers, variants of one policy are compiled many times as fast. `scope`: the facts that it may ask, those of its
 * subject where left out.
 */
export function compilePolicy(
  read: ReadPolicy,
  feel: FeelCompiler = plainFeel,
  scope: Scope = scopeOf(read.envelope.subject, read.extension),
): Result<CompiledPolicy, readonly PolicyFault[]> {
  const compiling: Compiling = { read, feel, faults: [], scope: { ...scope }, bindings: new Map(), lost: new Set() };
  checkForce(compiling);
  const keyDate = compileNames(compiling);
  const { conditions, tree } = compileConditions(compiling);
  const amount = compileAmount(compiling);
  const plan = compilePlan(compiling);
  const limits = compileLimits(compiling);
  checkReferences(
    compiling,
    conditions.map((each) => each.id),
  );
  if (compiling.faults.length > 0 || !keyDate) return fail(compiling.faults);
  return ok({
    envelope: read.envelope,
    extension: read.extension,
    conditions,
    tree,
    keyDate,
    amount,
    ...plan,
    ...limits,
  });
}

function checkForce(compiling: Compiling): void {
  const { from, to } = compiling.read.envelope.inForce;
  if (to !== undefined && to < from) reportAt(compiling, ["inForce", "to"], "policy.inForce.reversed");
}
