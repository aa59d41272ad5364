import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { checkPolicies, type PolicyFile, readPolicies } from "@wutong/policy";
import type { CommandRunner, Token } from "../../storage/index.ts";
import { digestOf, saveVersion } from "./store/versions.ts";

const SHARED = ".shared.yaml";

export type PublishPolicies = {
  readonly token: Token;
  readonly key: string;
  /** A whole folder: policies and the files that they include. */
  readonly files: readonly PolicyFile[];
  readonly officeId: number;
  readonly publishedBy: string;
  readonly now: Date;
};

/**
 * Enters policies into the rule book. All of them or none: a fault in one keeps every one out. A version that a sweep has
 * used can't change; its text again changes nothing. Problems: `policies.faulty`, `policies.versionUsed`.
 */
export async function publishPolicies(
  run: CommandRunner,
  given: PublishPolicies,
): Promise<Result<{ readonly published: readonly string[] }, Problem>> {
  const { faults } = checkPolicies(given.files);
  const [first] = faults;
  if (first) {
    const { code, file, line, column } = first;
    return fail(problem("policies.faulty", { file, line, column, fault: code, faults: faults.length }));
  }
  const { policies } = readPolicies(given.files);
  const shared = given.files.filter(({ path }) => path.endsWith(SHARED));
  const versions = policies.map(({ envelope, yaml }) => {
    const own = given.files.filter(({ path }) => path === yaml.file);
    const files = [...own, ...(envelope.include.length > 0 ? shared : [])];
    return { policyId: envelope.id, version: envelope.version, files, digest: digestOf(files) };
  });
  const input = versions.map(({ policyId, version, digest }) => ({ policyId, version, digest }));
  return run({ token: given.token, command: "publishPolicies", key: given.key, input }, async (tx) => {
    const published: string[] = [];
    for (const version of versions) {
      const { officeId, publishedBy: loadedBy, now } = given;
      const saved = await saveVersion(tx, { ...version, officeId, loadedBy, now });
      if (!saved.ok) return saved;
      if (saved.value) published.push(`${version.policyId}@${version.version}`);
    }
    return ok({
      reply: { published },
      subject: { kind: "ruleBook", id: given.officeId },
      officeId: given.officeId,
      after: input,
    });
  });
}
