import type { Envelope, NamedTable, Parameter, Term } from "../envelope/envelope.ts";
import { envelopeShape, sharedShape, testsShape } from "../envelope/shapes/envelope-shape.ts";
import { catalogueOf } from "../facts/fact-catalogue.ts";
import type { FactExtension } from "../facts/fact-extension.ts";
import { subjectNamesOf, subjectOf } from "../facts/subjects.ts";
import type { PolicyFault } from "../fault.ts";
import { didYouMean } from "./did-you-mean.ts";
import { factsShapeOf } from "./facts-shape.ts";
import { namedRegisters } from "./name-registers.ts";
import { extensionOf, type LocatedFact, reportDiffering } from "./read-extension.ts";
import type { ValueOf } from "./shape.ts";
import { offsetOf, readYamlText, type YamlText } from "./yaml-text.ts";

/** A file as it lies on disk or in the editor; paths use "/" and are relative to one folder. */
export type PolicyFile = { readonly path: string; readonly text: string };

/** A part of a policy together with the place that it was read from, for later faults. */
export type Located<Part> = {
  readonly part: Part;
  readonly yaml: YamlText;
  readonly path: readonly (string | number)[];
};

export type ReadPolicy = {
  readonly envelope: Envelope;
  readonly yaml: YamlText;
  readonly parameters: readonly Located<Parameter>[];
  readonly terms: readonly Located<Term>[];
  readonly tables: readonly Located<NamedTable>[];
  /** The facts that its included files add to the catalogue. */
  readonly extension: FactExtension;
};

type Shared = ValueOf<typeof sharedShape>;
type ParseYaml = (path: string, text: string) => YamlText;
type Reading = {
  readonly parse: ParseYaml;
  readonly files: ReadonlyMap<string, PolicyFile>;
  readonly shared: Map<string, SharedFile>;
};
type SharedFile = { readonly yaml: YamlText; readonly parts: Shared | undefined };

/** Files of this ending hold names that policies include; the others are policies. */
export const SHARED_ENDING = ".shared.yaml";

/** Reads the form of every file; what the expressions mean is checked afterwards. `parse` may bring what it read before. */
export function readPolicies(
  files: readonly PolicyFile[],
  parse: ParseYaml = readYamlText,
): {
  readonly policies: readonly ReadPolicy[];
  readonly faults: readonly PolicyFault[];
} {
  const reading: Reading = { parse, files: new Map(files.map((file) => [file.path, file])), shared: new Map() };
  const faults: PolicyFault[] = [];
  const policies: ReadPolicy[] = [];
  for (const file of files) {
    if (file.path.endsWith(SHARED_ENDING)) {
      walkShared(reading, file);
      continue;
    }
    const yaml = parse(file.path, file.text);
    const parts = yaml.faults.length > 0 ? undefined : envelopeShape.read(yaml, yaml.root);
    const policy = parts && policyOf(reading, yaml, parts);
    if (policy) policies.push(policy);
    faults.push(...yaml.faults);
  }
  reportDiffering([...reading.shared.values()].flatMap(({ yaml, parts }) => located(parts?.facts, yaml, "facts")));
  for (const shared of reading.shared.values()) faults.push(...shared.yaml.faults);
  return { policies, faults: eachOnce(faults) };
}

/** A shared file that nobody includes is read too, so that its faults are not found by the first who does. */
function walkShared(reading: Reading, file: PolicyFile): void {
  const { yaml, parts } = sharedFile(reading, file);
  const includes = parts?.include ?? [];
  const into: Brought = { parameters: [], terms: [], tables: [], facts: [] };
  bringIncluded(reading, { yaml, includes, above: [file.path], into, brought: new Set([yaml]) });
  pushOwn(parts ?? {}, yaml, into);
  extensionOf(into.facts);
}

function eachOnce(faults: readonly PolicyFault[]): readonly PolicyFault[] {
  return [...new Map(faults.map((each) => [`${each.code} ${each.file} ${each.line} ${each.column}`, each])).values()];
}

function policyOf(reading: Reading, yaml: YamlText, parts: ValueOf<typeof envelopeShape>): ReadPolicy | undefined {
  const brought: Brought = { parameters: [], terms: [], tables: [], facts: [] };
  bringIncluded(reading, {
    yaml,
    includes: parts.include ?? [],
    above: [yaml.file],
    into: brought,
    brought: new Set(),
  });
  pushOwn(parts, yaml, brought);
  const { facts, ...names } = brought;
  const extension = extensionOf(facts);
  const subject = subjectOf(parts.subject, extension);
  if (!subject) {
    const subjects = subjectNamesOf(extension);
    const allowed = { value: parts.subject, allowed: subjects.join(", ") };
    const params = { ...allowed, didYouMean: didYouMean(parts.subject, subjects) };
    yaml.report("policy.value.notOneOf", offsetOf(yaml.nodeAt(["subject"])), params);
    return undefined;
  }
  const tests = testsShape(factsShapeOf(catalogueOf(subject.kind, extension))).read(yaml, parts.tests);
  if (!tests) return undefined;
  const envelope: Envelope = {
    ...parts,
    ...namedRegisters(parts, extension),
    fragment: parts.fragment ?? false,
    notes: parts.notes ?? [],
    include: parts.include ?? [],
    intake: parts.intake ?? [],
    deadlines: parts.deadlines ?? [],
    parameters: brought.parameters.map((each) => each.part),
    terms: brought.terms.map((each) => each.part),
    tables: brought.tables.map((each) => each.part),
    undertakings: parts.undertakings ?? [],
    choices: parts.choices ?? [],
    limits: parts.limits ?? {},
    clawback: parts.clawback ?? [],
    tests: { examples: tests.examples ?? {}, cases: tests.cases, equivalentMutants: tests.equivalentMutants ?? [] },
  };
  return { envelope, yaml, ...names, extension };
}

type Brought = {
  readonly parameters: Located<Parameter>[];
  readonly terms: Located<Term>[];
  readonly tables: Located<NamedTable>[];
  readonly facts: LocatedFact[];
};

type Bringing = {
  readonly yaml: YamlText;
  readonly includes: readonly string[];
  readonly above: readonly string[];
  readonly into: Brought;
  readonly brought: Set<YamlText>;
};

/** Depth first, each file once; a file that includes one above it is a circle. */
function bringIncluded(reading: Reading, bringing: Bringing): void {
  for (const [index, written] of bringing.includes.entries()) {
    const path = joined(bringing.yaml.file, written);
    const place = offsetOf(bringing.yaml.nodeAt(["include", index]));
    const file = reading.files.get(path);
    if (bringing.above.includes(path)) {
      bringing.yaml.report("policy.include.cycle", place, { path: [...bringing.above, path].join(" → ") });
    } else if (!file || !path.endsWith(SHARED_ENDING)) {
      const candidates = [...reading.files.keys()].filter((each) => each.endsWith(SHARED_ENDING));
      bringing.yaml.report("policy.include.missing", place, { path, didYouMean: didYouMean(path, candidates) });
    } else {
      bringFile(reading, bringing, file);
    }
  }
}

function bringFile(reading: Reading, bringing: Bringing, file: PolicyFile): void {
  const { yaml, parts } = sharedFile(reading, file);
  if (!parts || bringing.brought.has(yaml)) return;
  bringing.brought.add(yaml);
  bringIncluded(reading, {
    ...bringing,
    yaml,
    includes: parts.include ?? [],
    above: [...bringing.above, file.path],
  });
  pushOwn(parts, yaml, bringing.into);
}

type OwnNames = Pick<Shared, "parameters" | "terms" | "tables" | "facts">;

function pushOwn(parts: OwnNames, yaml: YamlText, into: Brought): void {
  for (const [index, part] of (parts.parameters ?? []).entries()) {
    into.parameters.push({ part: { ...part, at: part.at ?? "keyDate" }, yaml, path: ["parameters", index] });
  }
  into.terms.push(...located(parts.terms, yaml, "terms"));
  into.tables.push(...located(parts.tables, yaml, "tables"));
  into.facts.push(...located(parts.facts, yaml, "facts"));
}

function located<Part>(parts: readonly Part[] | undefined, yaml: YamlText, key: string): readonly Located<Part>[] {
  return (parts ?? []).map((part, index) => ({ part, yaml, path: [key, index] }));
}

/** Read once, however many policies include it. */
function sharedFile(reading: Reading, file: PolicyFile): SharedFile {
  const known = reading.shared.get(file.path);
  if (known) return known;
  const yaml = reading.parse(file.path, file.text);
  const parts = yaml.faults.length > 0 ? undefined : sharedShape.read(yaml, yaml.root);
  const read: SharedFile = { yaml, parts };
  reading.shared.set(file.path, read);
  return read;
}

function joined(from: string, to: string): string {
  const steps = from.split("/").slice(0, -1);
  for (const step of to.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  }
  return steps.join("/");
}
