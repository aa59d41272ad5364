import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type CompiledPolicy, checkPolicies, type PolicyFault, type PolicyFile } from "@wutong/policy";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** A folder of policies that are checked together. */
export type PolicyFolder = { readonly folder: string; readonly files: readonly PolicyFile[] };

/** The folders of policies that the project ships: of each region, and the rules of other cities. */
export function policyFolders(): readonly PolicyFolder[] {
  const regions = readdirSync(join(ROOT, "regions")).map((region) => join("regions", region, "policies"));
  return [...regions, join("examples", "rules")].filter((folder) => existsSync(join(ROOT, folder))).map(folderOf);
}

/** Each shipped policy with the path of its file; throws where one is refused. */
export function shippedPolicies(): readonly { readonly path: string; readonly policy: CompiledPolicy }[] {
  return policyFolders().flatMap(({ folder, files }) => {
    const { policies, faults } = checkPolicies(files);
    if (faults.length > 0) throw new Error(faults.map((fault) => told(folder, fault)).join("\n"));
    return policies.map((policy) => ({ path: `${folder}/${fileOf(files, policy)}`, policy }));
  });
}

function told(folder: string, { file, line, column, code, params }: PolicyFault): string {
  return `${folder}/${file}:${line}:${column} ${code} ${JSON.stringify(params)}`;
}

function fileOf(files: readonly PolicyFile[], { envelope }: CompiledPolicy): string {
  const own = files.find(
    ({ text }) =>
      text.split("\n").some((line) => line === `id: ${envelope.id}`) &&
      text.includes(`\nversion: ${envelope.version}\n`),
  );
  return own?.path ?? "";
}

function folderOf(folder: string): PolicyFolder {
  const base = join(ROOT, folder);
  const files = readdirSync(base, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml"))
    .sort()
    .map((path) => ({ path: relative(base, join(base, path)), text: readFileSync(join(base, path), "utf8") }));
  return { folder, files };
}
