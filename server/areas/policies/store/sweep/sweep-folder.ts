import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type CompiledPolicy, type FlatFacts, flatColumnTypes } from "@wutong/policy";
import { quoteName, quoteText } from "../../../../storage/analytics/index.ts";

/** One policy of a sweep. Its place is its number in the findings; the bits of the masks are its conditions, in order. */
export type SweptPolicy = {
  readonly policyId: string;
  readonly version: number;
  readonly title: { readonly zh: string; readonly en: string };
  readonly subject: string;
  readonly conditions: readonly string[];
};

/** Counts and sums of one policy in one office. Money in fen, as text. */
export type SweepTotals = {
  readonly policyId: string;
  readonly office: number;
  readonly subjects: number;
  readonly entitled: number;
  readonly possible: number;
  readonly notEntitled: number;
  readonly oneStepShort: number;
  /** Of the entitled before stacking: due this calendar year, and to the end of the plan. */
  readonly thisYearFen: string;
  readonly planFen: string;
  /** Of those that stacking kept. */
  readonly chosen: number;
  readonly chosenThisYearFen: string;
  readonly chosenPlanFen: string;
  /** Since the sweep before; null where there was none. */
  readonly newlyEntitled: number | null;
  readonly noLongerEntitled: number | null;
  readonly newlyOneStepShort: number | null;
};

/** `summary.json` of a sweep's folder: what was swept, with what, and the table; sums of all offices are the sums of its rows. */
export type SweepSummary = {
  /** Names snapshot, day and policy versions. */
  readonly identity: string;
  readonly snapshot: string;
  readonly asOf: string;
  readonly people: number;
  readonly policies: readonly SweptPolicy[];
  /** The identity of the sweep that `changes` were counted against, or null. */
  readonly comparedWith: string | null;
  readonly totals: readonly SweepTotals[];
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
};

export const FINDINGS = "findings";
export const CHANGES = "changes";
export const SUMMARY = "summary.json";

export function readSummary(folder: string): SweepSummary {
  return JSON.parse(readFileSync(join(folder, SUMMARY), "utf8")) as SweepSummary;
}

export function toSwept({ envelope, conditions }: CompiledPolicy): SweptPolicy {
  const { id, version, title, subject } = envelope;
  return { policyId: id, version, title, subject, conditions: conditions.map((each) => each.id) };
}

/**
 * SQL that can stand after FROM: the Parquet of some offices (all where left out) below a folder of a snapshot or sweep.
 * Undefined where there is none. Names of files come from the folder's own list, never from a request.
 */
export function officeFiles(folder: string, offices?: readonly number[]): string | undefined {
  const those = offices?.filter((office) => existsSync(join(folder, `office=${office}`)));
  if (those?.length === 0 || !holdsOffices(folder)) return undefined;
  const patterns = those
    ? those.map((office) => join(folder, `office=${office}`, "*.parquet"))
    : [join(folder, "*", "*.parquet")];
  return parquetOf(patterns);
}

function parquetOf(files: readonly string[]): string {
  return `read_parquet([${files.map(quoteText).join(", ")}], hive_partitioning = true, hive_types = {'office': BIGINT})`;
}

/**
 * The facts of a snapshot as a sweep reads them, part by part: nobody is in two. The folder holds one for `people` and one
 * for each list, each by office, with the same part's number before the files' names. Nobody's where it holds nobody.
 */
export function snapshotFacts(folder: string, offices?: readonly number[]): readonly FlatFacts[] {
  const inSight = (file: string) => offices === undefined || offices.includes(officeOf(file));
  const files = filesOf(join(folder, PEOPLE)).filter(inSight);
  const parts = [...new Set(files.map(partOf))].toSorted();
  return parts.map((part) => factsOfPart(folder, part, inSight));
}

const PEOPLE = "people";

function factsOfPart(folder: string, part: string, inSight: (file: string) => boolean): FlatFacts {
  const relation = (name: string, columns: Readonly<Record<string, string>>): string => {
    const files = filesOf(join(folder, name)).filter((file) => partOf(file) === part && inSight(file));
    if (files.length > 0) return parquetOf(files);
    return `(SELECT ${Object.entries(columns)
      .map(([column, type]) => `CAST(NULL AS ${type}) AS ${quoteName(column)}`)
      .join(", ")} WHERE FALSE)`;
  };
  const { people = {}, ...lists } = flatColumnTypes();
  return {
    people: relation(PEOPLE, people),
    lists: Object.fromEntries(
      Object.entries(lists).map(([name, columns]) => [name, { from: relation(name, columns) }]),
    ),
  };
}

function filesOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted();
  return names.filter((name) => name.endsWith(".parquet")).map((name) => join(folder, name));
}

/** `…/office=330602/003-0.parquet` is of the office 330602. */
function officeOf(file: string): number {
  return Number(basename(dirname(file)).replace(/^office=/, ""));
}

/** `…/office=330602/003-0.parquet` is of part 003. */
function partOf(file: string): string {
  return basename(file).replace(/-.*$/, "");
}

/** The place of a sweep's folder among all those of the tenant. */
export function sweepFolder(sweeps: string, sweepId: number): string {
  return join(sweeps, String(Math.trunc(sweepId)));
}

function holdsOffices(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith("office="));
}
