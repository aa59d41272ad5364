import { fail, type Result } from "@wutong/kernel";
import { type FeelFault, fault } from "../../faults/fault.ts";
import type { NameScope } from "./name-scope.ts";
import type { ParseOptions, Program } from "./program.ts";

export function parseExpression(
  source: string,
  names: NameScope,
  options: ParseOptions = {},
): Result<Program, readonly FeelFault[]> {
  void [source, names, options];
  return fail([fault("feel.empty", { from: 0, to: 0 })]);
}

export function parseUnaryTests(
  source: string,
  names: NameScope,
  options: ParseOptions = {},
): Result<Program, readonly FeelFault[]> {
  void [source, names, options];
  return fail([fault("feel.empty", { from: 0, to: 0 })]);
}
