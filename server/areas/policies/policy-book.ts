import { type CompiledPolicy, checkPolicies } from "@wutong/policy";
import type { Tx } from "../../storage/index.ts";
import { listDigests, listVersions, type PolicyVersion } from "./store/versions.ts";

export type PublishedPolicy = { readonly policy: CompiledPolicy; readonly version: PolicyVersion };

/** The rule book, compiled: what every decision of the server is made with. */
export type PolicyBook = {
  readonly list: (tx: Tx) => Promise<readonly PublishedPolicy[]>;
  readonly find: (tx: Tx, policyId: string, version: number) => Promise<CompiledPolicy | undefined>;
};

/** Reads the published versions and compiles them again only when one changed. */
export function policyBook(): PolicyBook {
  const known: { digests: string; published: readonly PublishedPolicy[] } = { digests: "", published: [] };
  const list = async (tx: Tx): Promise<readonly PublishedPolicy[]> => {
    const digests = await listDigests(tx);
    if (digests !== known.digests) {
      known.published = (await listVersions(tx)).map(compile);
      known.digests = digests;
    }
    return known.published;
  };
  const find = async (tx: Tx, policyId: string, version: number): Promise<CompiledPolicy | undefined> => {
    const published = await list(tx);
    return published.find(({ policy: { envelope } }) => envelope.id === policyId && envelope.version === version)
      ?.policy;
  };
  return { list, find };
}

/** A version was checked when it was published, so that a fault now is a bug. */
function compile(version: PolicyVersion): PublishedPolicy {
  const { policies, faults } = checkPolicies(version.files);
  const policy = policies.find(({ envelope }) => envelope.id === version.policyId);
  if (!policy)
    throw new Error(`the published policy ${version.policyId}@${version.version}: ${JSON.stringify(faults)}`);
  return { policy, version };
}

/** The highest version of each policy. */
export function newest(published: readonly PublishedPolicy[]): readonly PublishedPolicy[] {
  const found = new Map<string, PublishedPolicy>();
  for (const one of published) {
    const known = found.get(one.policy.envelope.id);
    if (!known || known.version.version < one.version.version) found.set(one.policy.envelope.id, one);
  }
  return [...found.values()];
}
