import { readdirSync, readFileSync } from "node:fs";
import { type CompiledPolicy, checkPolicies } from "@wutong/policy";

const folder = new URL("../../regions/yuecheng/policies/", import.meta.url);

/** Yuecheng's policies as they stand in the repository. */
export function yuechengPolicies(): readonly CompiledPolicy[] {
  const files = readdirSync(folder)
    .filter((path) => path.endsWith(".yaml"))
    .map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));
  const { policies, faults } = checkPolicies(files);
  if (faults.length > 0) throw new Error(JSON.stringify(faults[0]));
  return policies;
}
