import type { Facts } from "@wutong/feel";
import { fail, ok, type Result } from "@wutong/kernel";
import { isMap, isScalar, type Node, parseDocument } from "yaml";
import { caseFaults } from "../check/check-policies.ts";
import { factsOfCase, runCase } from "../check/run-cases.ts";
import { compilePolicy } from "../compile/compile-policy.ts";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import { type FeelCompiler, rememberingFeel } from "../compile/feel-compiler.ts";
import type { PolicyCase } from "../envelope/envelope.ts";
import type { PolicyFault } from "../fault.ts";
import { type PolicyFile, type ReadPolicy, readPolicies } from "../reading/read-policies.ts";
import { readYamlText, type YamlText } from "../reading/yaml-text.ts";
import { beyondCases } from "./beyond-cases.ts";
import { splitEquivalent } from "./equivalent-mutants.ts";
import type { Fate, Mutant, MutationScore } from "./mutant.ts";
import { catalogueValues, mutantOf } from "./mutants.ts";
import type { PolicyPoint } from "./point.ts";
import { pointsInReach } from "./points-in-reach.ts";
import { withChange } from "./scalar-edit.ts";

/**
 * Makes every single-point change of a policy in turn and runs its cases: a good set of cases fails for nearly all.
 * The faults of a policy that is not right as it stands are given instead.
 */
export function tryMutants(
  files: readonly PolicyFile[],
  policyPath: string,
): Result<MutationScore, readonly PolicyFault[]> {
  const opened = openBench(files, policyPath);
  if (!opened.ok) return opened;
  const bench = opened.value;
  const points = pointsInReach(bench.read, catalogueValues(bench.read.extension));
  const restore = setCasesAside(bench);
  const tried = points.map((point) => ({ mutant: mutantOf(point), fate: fateOf(bench, point) }));
  restore();
  return ok(scoreOf(bench.read, tried));
}

type ReadyCase = { readonly each: PolicyCase; readonly facts: Facts | undefined };
type Bench = {
  readonly files: readonly PolicyFile[];
  readonly read: ReadPolicy;
  readonly parse: (path: string) => YamlText;
  readonly feel: FeelCompiler;
  /** The case that noticed the last change goes first: neighbouring changes are often noticed by the same one. */
  readonly cases: ReadyCase[];
};

/** Reads the files once; changes are then made in the nodes that were read, and undone. */
function openBench(all: readonly PolicyFile[], policyPath: string): Result<Bench, readonly PolicyFault[]> {
  const needed = all.filter(({ path }) => path === policyPath || path.endsWith(".shared.yaml"));
  const yamls = new Map(needed.map(({ path, text }) => [path, readYamlText(path, text)]));
  const parse = (path: string): YamlText => yamls.get(path) ?? readYamlText(path, "");
  const { policies, faults } = readPolicies(needed, parse);
  const read = policies.find(({ yaml }) => yaml.file === policyPath);
  if (!read || faults.length > 0) return fail(faults);
  const feel = rememberingFeel();
  const compiled = compilePolicy(read, feel);
  const wrong = compiled.ok ? caseFaults(read, compiled.value) : compiled.error;
  if (wrong.length > 0) return fail(wrong);
  const { envelope, extension } = read;
  const cases = envelope.tests.cases.map((each) => ({ each, facts: factsOfCase(envelope, each, extension) }));
  return ok({ files: needed, read, parse, feel, cases });
}

const ONE_CASE = "cases: [{ name: x, asOf: 2024-01-01, because: x, expect: { outcome: possible } }]";

/** Reading the cases is most of the work of reading a policy, and no change touches them. Gives how to bring them back. */
function setCasesAside(bench: Bench): () => void {
  const { root } = bench.read.yaml;
  const pair = isMap(root) ? root.items.find(({ key }) => isScalar(key) && key.value === "tests") : undefined;
  if (!pair) return () => undefined;
  const { value } = pair;
  const restore = () => {
    pair.value = value;
  };
  pair.value = parseDocument(ONE_CASE).contents as Node;
  if (!readAgain(bench)) restore();
  return restore;
}

function readAgain({ files, parse, read }: Bench): ReadPolicy | undefined {
  const { policies, faults } = readPolicies(files, parse);
  for (const { path } of files) parse(path).faults.length = 0;
  const [again] = policies;
  if (!again || faults.length > 0) return undefined;
  return { ...again, envelope: { ...again.envelope, tests: read.envelope.tests } };
}

function fateOf(bench: Bench, point: PolicyPoint): Fate {
  const policy = withChange(point.scalar, point, () => {
    const read = readAgain(bench);
    const compiled = read && compilePolicy(read, bench.feel);
    return compiled?.ok ? compiled.value : undefined;
  });
  if (!policy) return "refused";
  return failsACase(policy, bench.cases) ? "failed" : "survived";
}

function failsACase(policy: CompiledPolicy, cases: ReadyCase[]): boolean {
  const place = cases.findIndex(({ each, facts }) => runCase(policy, each, facts).length > 0);
  const [noticing] = place < 0 ? [] : cases.splice(place, 1);
  if (noticing) cases.unshift(noticing);
  return noticing !== undefined;
}

type Tried = { readonly mutant: Mutant; readonly fate: Fate };

function scoreOf(read: ReadPolicy, tried: readonly Tried[]): MutationScore {
  const survived = tried.filter(({ fate }) => fate === "survived").map(({ mutant }) => mutant);
  const { equivalent, others, faults } = splitEquivalent(read, survived);
  const isBeyond = beyondCases(read);
  const survivors = others.filter((mutant) => !isBeyond(mutant));
  const refused = tried.filter(({ fate }) => fate === "refused").length;
  const caught = refused + tried.filter(({ fate }) => fate === "failed").length;
  return {
    policy: `${read.envelope.id}@${read.envelope.version}`,
    file: read.yaml.file,
    counted: caught + survivors.length,
    caught,
    refused,
    survivors,
    equivalent,
    beyondCases: others.filter(isBeyond),
    faults,
  };
}
