import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PolicyFile } from "@wutong/policy";
import { type ComparisonSummary, readComparison, writeComparison } from "./comparison-folder.ts";

/** What was compared: kept beside the sums, so that one person can be decided again by both sides. */
export type KeptDraft = {
  readonly sweepId: number;
  readonly policyId: string;
  /** The version of the sweep. */
  readonly version: number;
  /** Those who asked saw these offices; nobody else was counted. */
  readonly offices: readonly number[];
  /** The draft's own file first, then what it may include. */
  readonly files: readonly PolicyFile[];
  readonly number: {
    readonly numberId: string;
    readonly text: { readonly zh: string; readonly en: string };
    readonly from: string;
    readonly to: string;
  } | null;
  readonly asIfInForce: boolean;
  readonly casesFailing: number;
};

/** Comparisons kept of a tenant; the oldest go first, and are made again when somebody asks. */
const KEPT_MAX = 200;
const DRAFT = "draft.json";

/** The same draft of the same sweep for the same offices is the same comparison. */
export function comparisonIdOf({ sweepId, policyId, version, offices, files }: KeptDraft, identity: string): string {
  const what = [identity, sweepId, policyId, version, offices.toSorted((a, b) => a - b), files.map(({ text }) => text)];
  return createHash("sha256").update(JSON.stringify(what)).digest("hex").slice(0, 24);
}

export function findComparison(
  comparisons: string,
  comparisonId: string,
): { readonly folder: string; readonly draft: KeptDraft; readonly summary: ComparisonSummary } | undefined {
  const folder = folderOf(comparisons, comparisonId);
  const summary = readComparison(folder);
  if (!summary) return undefined;
  return { folder, summary, draft: JSON.parse(readFileSync(join(folder, DRAFT), "utf8")) as KeptDraft };
}

/** Made beside its place and renamed: complete or absent. Whoever made it meanwhile made the same. */
export async function keepComparison(
  comparisons: string,
  { comparisonId, draft }: { readonly comparisonId: string; readonly draft: KeptDraft },
  make: (out: string) => Promise<ComparisonSummary>,
): Promise<void> {
  mkdirSync(comparisons, { recursive: true, mode: 0o700 });
  const out = join(comparisons, `.making-${comparisonId}-${randomBytes(6).toString("hex")}`);
  mkdirSync(out, { mode: 0o700 });
  try {
    writeComparison(out, await make(out));
    writeFileSync(join(out, DRAFT), JSON.stringify(draft), { mode: 0o600 });
    if (!existsSync(folderOf(comparisons, comparisonId))) renameSync(out, folderOf(comparisons, comparisonId));
    dropOldest(comparisons);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** Hexadecimal by the contract: no path of a request's making. */
function folderOf(comparisons: string, comparisonId: string): string {
  return join(comparisons, comparisonId.replaceAll(/[^0-9a-f]/g, ""));
}

function dropOldest(comparisons: string): void {
  const kept = readdirSync(comparisons)
    .filter((name) => !name.startsWith("."))
    .map((name) => ({ path: join(comparisons, name), made: statSync(join(comparisons, name)).mtimeMs }));
  const old = kept.toSorted((a, b) => b.made - a.made).slice(KEPT_MAX);
  for (const { path } of old) rmSync(path, { recursive: true, force: true });
}
