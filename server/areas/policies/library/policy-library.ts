import type { Day, TenantId } from "@wutong/kernel";
import type { CompiledPolicy, PolicyFile } from "@wutong/policy";
import type { Database, Token } from "../../../storage/index.ts";
import { openJobSession } from "../../access/index.ts";
import { policiesInForce } from "../policies-in-force.ts";
import type { PolicyBook, PublishedPolicy } from "../policy-book.ts";
import { type PackedPolicy, readRegionPacks } from "../store/files/region-packs.ts";
import { readAs } from "../store/read-session.ts";
import { divisionName } from "./division-name.ts";
import { type LibraryIndex, libraryIndex } from "./search-library.ts";

type Texts = { readonly zh: string; readonly en: string };

/** A policy in force, with all versions that are known of it. */
export type LibraryPolicy = {
  readonly policy: CompiledPolicy;
  readonly files: readonly PolicyFile[];
  readonly versions: readonly CompiledPolicy[];
  readonly regionId: string;
};
export type LibraryRegion = { readonly regionId: string; readonly name: Texts; readonly own: boolean };

/** What anyone may read: the policies in force of this system's offices, then those of the region packs that come with it. */
export type Library = {
  readonly today: Day;
  readonly regions: readonly LibraryRegion[];
  readonly policies: readonly LibraryPolicy[];
  readonly index: LibraryIndex;
};

export type LibraryDesk = {
  readonly database: Database;
  readonly tenantId: TenantId;
  readonly book: PolicyBook;
  readonly today: () => Day;
  /** The folder of the region packs. */
  readonly packsDir: string;
};

const TOKEN_MINUTES = 60;
const TOKEN_RENEWED_MS = 50 * 60_000;

/** Puts the library together anew only when the rule book or the day changed. */
export function policyLibrary(desk: LibraryDesk): () => Promise<Library> {
  const kept: { library?: Library; published?: readonly PublishedPolicy[]; packs?: readonly PackedPolicy[] } = {};
  const token = keptToken(desk);
  return async () => {
    const published = await readAs(desk.database, await token(), desk.book.list);
    const today = desk.today();
    if (kept.library?.today === today && kept.published === published) return kept.library;
    kept.packs ??= readRegionPacks(desk.packsDir);
    kept.published = published;
    kept.library = libraryOf(desk.tenantId, { published, packs: kept.packs, today });
    return kept.library;
  };
}

type Shelves = {
  readonly published: readonly PublishedPolicy[];
  readonly packs: readonly PackedPolicy[];
  readonly today: Day;
};

function libraryOf(tenantId: TenantId, { published, packs, today }: Shelves): Library {
  const ownRegion = regionOf(tenantId);
  const own = published.map(({ policy, version }) => ({ policy, files: version.files }));
  // The tenant's own book says what is published there; what its pack has besides is a draft to it.
  const others = packs.filter(({ policy }) => regionOf(policy.envelope.office) !== ownRegion);
  const policies = [own, others].flatMap((shelf) => inForce(shelf, today));
  const regionIds = [...new Set([ownRegion, ...policies.map(({ regionId }) => regionId)])];
  const regions = regionIds.map((regionId) => ({
    regionId,
    name: divisionName(Number(regionId)),
    own: regionId === ownRegion,
  }));
  return { today, regions, policies, index: libraryIndex(policies.map(({ policy }) => policy)) };
}

function inForce(shelf: readonly PackedPolicy[], today: Day): readonly LibraryPolicy[] {
  const all = shelf.map(({ policy }) => policy);
  const files = new Map(shelf.map((each) => [each.policy, each.files]));
  return policiesInForce(all, today).map((policy) => ({
    policy,
    files: files.get(policy) ?? [],
    versions: all.filter(({ envelope }) => envelope.id === policy.envelope.id),
    regionId: regionOf(policy.envelope.office),
  }));
}

/** The prefecture of an office: 330602 and its towns lie in 330600. */
function regionOf(officeId: number): string {
  return `${String(officeId).slice(0, 4)}00`;
}

/** A job's token of the tenant's root office, taken anew before it ends: what is published is read under it, and nothing else is. */
function keptToken({ database, tenantId }: LibraryDesk): () => Promise<Token> {
  const kept: { token?: Promise<Token>; since: number } = { since: 0 };
  return () => {
    // A token ends by the database's time, not by the office's movable clock.
    const now = performance.now();
    if (!kept.token || now - kept.since > TOKEN_RENEWED_MS) {
      const job = { tenantId, officeId: tenantId, purpose: "public policy library", minutesMax: TOKEN_MINUTES };
      kept.since = now;
      kept.token = openJobSession(database, job);
      // A failure is told to whoever asked; the next one tries again.
      kept.token.catch(() => {
        delete kept.token;
      });
    }
    return kept.token;
  };
}
