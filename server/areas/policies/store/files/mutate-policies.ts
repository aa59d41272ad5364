import { join } from "node:path";
import { fail, ok, type Result } from "@wutong/kernel";
import { type Mutant, type MutationScore, type PolicyFault, readPolicies, tryMutants } from "@wutong/policy";
import { readPolicyFiles } from "./policy-files.ts";
import type { FilesRefused } from "./sweep-files.ts";

/** Policies whose own cases do not come out, or whose claims of equivalence are wrong, have no score. */
export type MutatedFolder = { readonly scores: readonly MutationScore[]; readonly faults: readonly PolicyFault[] };

/**
 * Changes every policy of a folder (or the one called `only`) at each single point and runs its cases each time.
 * Problems: those of `readPolicyFiles`, and `files.noSuchPolicy`.
 */
export function mutateFolder(folder: string, only?: string): Result<MutatedFolder, FilesRefused> {
  const files = readPolicyFiles(folder);
  if (!files.ok) return fail({ kind: "problem", problem: files.error });
  const { policies, faults } = readPolicies(files.value);
  const chosen = policies.filter(({ envelope }) => only === undefined || envelope.id === only);
  if (only !== undefined && chosen.length === 0 && faults.length === 0) {
    const known = policies.map(({ envelope }) => envelope.id).join(", ");
    return fail({ kind: "problem", problem: { code: "files.noSuchPolicy", params: { folder, id: only, known } } });
  }
  const tried = chosen.map(({ yaml }) => tryMutants(files.value, yaml.file));
  return ok({
    scores: tried.flatMap((each) => (each.ok ? [each.value] : [])),
    faults: [
      ...(only !== undefined && chosen.length > 0 ? [] : faults),
      ...tried.flatMap((each) => (each.ok ? each.value.faults : each.error)),
    ],
  });
}

/** `folder/file:line:column`, as editors and terminals open it. */
export function placeOfMutant(folder: string, { file, line, column }: Mutant): string {
  return `${join(folder, file)}:${line}:${column}`;
}
