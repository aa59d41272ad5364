import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type CompiledPolicy, compilePolicy, type PolicyFile, readPolicies } from "@wutong/policy";
import { readPolicyFiles } from "./policy-files.ts";

/** A policy as it lies in a region pack, with the files that it needs, its own first. */
export type PackedPolicy = { readonly policy: CompiledPolicy; readonly files: readonly PolicyFile[] };

/** All policies of the packs below a folder (`<region>/policies`). One that doesn't compile is left out: its checker says why. */
export function readRegionPacks(folder: string): readonly PackedPolicy[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .toSorted()
    .flatMap((region) => readPack(join(folder, region, "policies")));
}

function readPack(folder: string): readonly PackedPolicy[] {
  const files = readPolicyFiles(folder);
  if (!files.ok) return [];
  const shared = files.value.filter(({ path }) => path.endsWith(".shared.yaml"));
  return readPolicies(files.value).policies.flatMap((read) => {
    const compiled = compilePolicy(read);
    const own = files.value.filter(({ path }) => path === read.yaml.file);
    return compiled.ok ? [{ policy: compiled.value, files: [...own, ...shared] }] : [];
  });
}
