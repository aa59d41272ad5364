import { catalogueOf, subjectKinds } from "../facts/fact-catalogue.ts";
import type { FactExtension } from "../facts/fact-extension.ts";
import { type PolicyFile, readPolicies } from "../reading/read-policies.ts";
import { type ListedValues, listedValuesIn } from "./listed-values.ts";
import type { Mutant } from "./mutant.ts";
import type { PolicyPoint } from "./point.ts";
import { pointsInReach } from "./points-in-reach.ts";
import { editOf, textOf } from "./scalar-edit.ts";

/**
 * Every single-point change of a policy, those in the shared files that it includes among them: each number one less and
 * one more, each day the one before and the one after, each comparison, junction and quantifier turned, each listed value
 * another. None where the policy's file cannot be read.
 */
export function mutants(files: readonly PolicyFile[], policyPath: string): readonly Mutant[] {
  const read = readPolicies(files).policies.find(({ yaml }) => yaml.file === policyPath);
  return read ? pointsInReach(read, catalogueValues(read.extension)).map(mutantOf) : [];
}

/** The values that facts can have, those among them that the policy's files add. */
export function catalogueValues(extension: FactExtension): ListedValues {
  return listedValuesIn(subjectKinds.map((kind) => catalogueOf(kind, extension)));
}

export function mutantOf(point: PolicyPoint): Mutant {
  const { kind, yaml, scalar, path, from, to, insert } = point;
  const edit = editOf(point);
  const { line, column } = yaml.faultAt("", edit.offset);
  const before = textOf(scalar).slice(from, to);
  return { kind, file: yaml.file, ...edit, line, column, place: path.join("/"), before, after: insert };
}
