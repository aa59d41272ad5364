import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { type CheckedPolicies, checkPolicies, type PolicyFault, type PolicyFile } from "@wutong/policy";

const FILES_MAX = 2_000;
const BYTES_MAX = 2_000_000;

/** Every YAML file of a folder and those below it. Problems: `files.noFolder`, `files.noPolicies`, `files.tooMany`, `files.tooLarge`. */
export function readPolicyFiles(folder: string): Result<readonly PolicyFile[], Problem> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return fail(problem("files.noFolder", { folder }));
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => /\.ya?ml$/.test(path));
  if (paths.length === 0) return fail(problem("files.noPolicies", { folder }));
  if (paths.length > FILES_MAX)
    return fail(problem("files.tooMany", { folder, files: paths.length, filesMax: FILES_MAX }));
  const files: PolicyFile[] = [];
  for (const path of paths.toSorted()) {
    const { size } = statSync(join(folder, path));
    if (size > BYTES_MAX) return fail(problem("files.tooLarge", { file: join(folder, path), bytesMax: BYTES_MAX }));
    files.push({ path: path.replaceAll("\\", "/"), text: readFileSync(join(folder, path), "utf8") });
  }
  return ok(files);
}

/** The policies of a folder, checked and tried on their own cases. */
export function checkFolder(folder: string): Result<CheckedPolicies, Problem> {
  const files = readPolicyFiles(folder);
  return files.ok ? ok(checkPolicies(files.value)) : files;
}

/** One policy's file and what it includes from the files beside it; faults of other policies are not its concern. */
export function checkOneFile(file: string): Result<CheckedPolicies, Problem> {
  if (!existsSync(file) || !statSync(file).isFile()) return fail(problem("files.noFile", { file }));
  const beside = readPolicyFiles(dirname(file));
  if (!beside.ok) return beside;
  const own = basename(file);
  const needed = beside.value.filter(({ path }) => path === own || path.endsWith(".shared.yaml"));
  return ok(checkPolicies(needed));
}

/** `folder/file:line:column`, as editors and terminals open it. */
export function placeOf(folder: string, { file, line, column }: PolicyFault): string {
  return `${join(folder, file)}:${line}:${column}`;
}
