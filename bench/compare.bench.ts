import { mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import {
  type CompiledPolicy,
  comparePolicies,
  type PolicyFile,
  readDraft,
  tunableNumbers,
  withNumber,
} from "@wutong/policy";
import { policiesInForce, readPolicyFiles, snapshotFacts } from "../server/areas/policies/index.ts";
import { compareFacts } from "../server/areas/policies/store/compare/compare-facts.ts";
import { forkAnalytics } from "../server/storage/analytics/index.ts";
import { ROOT } from "../tests/find-files.ts";
import type { BenchCase } from "./bench-case.ts";
import { AS_OF, factsOfPeople } from "./generated-facts.ts";

const MILLION = 1_000_000;

type Change = { readonly file: string; readonly number: string; readonly to: string };

/** The policies of Yuecheng in force, and the same with one number changed, as the page's slider makes them. */
function sidesOf({ file, number, to }: Change) {
  const read = readPolicyFiles(join(ROOT, "regions/yuecheng/policies"));
  if (!read.ok) throw new Error(read.error.code);
  const own = (files: readonly PolicyFile[], path: string): CompiledPolicy => {
    const draft = readDraft(files, path, AS_OF);
    if (draft.kind === "faults") throw new Error(JSON.stringify(draft.faults[0]));
    return draft.policy;
  };
  const paths = read.value.map(({ path }) => path).filter((path) => !path.endsWith(".shared.yaml"));
  const tuned = tunableNumbers(read.value, file).find(({ id }) => id === number);
  if (!tuned) throw new Error(`${number} is no number of ${file}`);
  const changed = withNumber(read.value, tuned, to);
  const old = policiesInForce(
    paths.map((path) => own(read.value, path)),
    AS_OF,
  );
  const draft = own(changed, file);
  return { old, draft: old.map((policy) => (policy.envelope.id === draft.envelope.id ? draft : policy)) };
}

/** Both sides judged, stacked, summed by office, tier, sex and year, and everybody concerned written. */
async function secondsToCompare(people: number, change: Change): Promise<number> {
  const facts = snapshotFacts(await factsOfPeople(people));
  const { old, draft } = sidesOf(change);
  const out = join(ROOT, ".wutong/bench", `compare-${people}`);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  // The server's own process is there before anybody asks.
  const lane = await forkAnalytics({ memoryMiB: 2_048, threads: availableParallelism() });
  try {
    const beside = await lane.lane();
    await lane.columns("SELECT 1");
    const began = performance.now();
    const sums = await compareFacts({ lane, beside, compared: comparePolicies(old, draft), facts, asOf: AS_OF, out });
    const seconds = (performance.now() - began) / 1_000;
    if (!sums.cells.some(({ kind }) => kind > 0)) throw new Error("nobody wins or loses");
    return seconds;
  } finally {
    await lane.close();
    rmSync(out, { recursive: true, force: true });
  }
}

const THRESHOLD = { file: "rent-subsidy.yaml", number: "parameters/contractYearsMin/values/0/value", to: "2" };
const AMOUNT = { file: "rent-subsidy.yaml", number: "amount/rows/0/yuan", to: "600" };

export const cases: readonly BenchCase[] = [
  {
    name: "policy-compare",
    goal: 2,
    unit: "s for a draft with another threshold over 1,000,000 people: both sides, stacking, sums, everybody concerned written",
    better: "lower",
    memoryGoalMb: 4_096,
    prepare: async () => {
      await factsOfPeople(MILLION);
    },
    run: () => secondsToCompare(MILLION, THRESHOLD),
  },
  {
    name: "policy-compare-amount",
    goal: 2,
    unit: "s for a draft with another amount over 1,000,000 people, of whom everybody entitled gets more",
    better: "lower",
    memoryGoalMb: 4_096,
    prepare: async () => {
      await factsOfPeople(MILLION);
    },
    run: () => secondsToCompare(MILLION, AMOUNT),
  },
];
