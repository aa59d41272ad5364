import { readFileSync } from "node:fs";
import { expectOk } from "@wutong/kernel";
import { type CompiledPolicy, compilePolicy, readPolicies } from "@wutong/policy";

const FOLDER = new URL("../../regions/yuecheng/policies/", import.meta.url);
const FILES = [
  "settlement-subsidy.yaml",
  "rent-subsidy.yaml",
  "housing-voucher.yaml",
  "skill-subsidy.yaml",
  "yuecheng.shared.yaml",
];

/** One change in the text of one policy file. */
export type Change = { readonly file: string; readonly from: string; readonly to: string };

/** Yuecheng's policies, compiled, with a change in the text of one of them. Throws where they have faults. */
export function policiesWith(change: Change | undefined): readonly CompiledPolicy[] {
  const files = FILES.map((path) => ({
    path,
    text: changed(path, readFileSync(new URL(path, FOLDER), "utf8"), change),
  }));
  const { policies, faults } = readPolicies(files);
  if (faults.length > 0) throw new Error(`faults in the policies: ${JSON.stringify(faults)}`);
  return policies.map((policy) => expectOk(compilePolicy(policy), policy.envelope.id));
}

function changed(path: string, text: string, change: Change | undefined): string {
  if (change?.file !== path) return text;
  if (!text.includes(change.from)) throw new Error(`${path} does not contain "${change.from}"`);
  return text.replace(change.from, change.to);
}
