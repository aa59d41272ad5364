import { addMonthsToDay, type Day, formatDay, monthOfDay, parseDay } from "@wutong/kernel";
import {
  type CompiledPolicy,
  compilePolicy,
  decideSubjects,
  factsOfCase,
  type PolicyFile,
  readPolicies,
  subjectOf,
} from "@wutong/policy";
import { type PolicyFolder, policyFolders } from "../tests/policies/rules/rule-files.ts";

export type SubjectKind = "person" | "household" | "employer" | "platform";

/**
 * All rules that the project ships, alive on one day: a rule that nobody can be entitled to then (it ended, or has not begun)
 * is moved in time by whole months with its cases. Only its dates change, not what it asks.
 */
export function rulesAliveOn(asOf: Day): readonly CompiledPolicy[] {
  return policyFolders().flatMap((folder) => {
    const alive = compiledIn(folder).map((policy) => {
      return isAlive(policy, asOf) ? policy : movedTo(folder, policy, asOf);
    });
    return alive;
  });
}

/** The rules about subjects of one kind; claims are their person's. */
export function rulesAbout(kind: SubjectKind, policies: readonly CompiledPolicy[]): readonly CompiledPolicy[] {
  return policies.filter(({ envelope, extension }) => subjectOf(envelope.subject, extension)?.kind === kind);
}

function compiledIn({ folder, files }: PolicyFolder): readonly CompiledPolicy[] {
  const { policies, faults } = readPolicies(files);
  if (faults.length > 0) throw new Error(`${folder}: ${faults[0]?.file} ${faults[0]?.code}`);
  return policies.map((read) => {
    const compiled = compilePolicy(read);
    if (!compiled.ok) throw new Error(`${folder}: ${compiled.error[0]?.file} ${compiled.error[0]?.code}`);
    return compiled.value;
  });
}

/** Whether some case's facts, told on that day or moved to it, entitle somebody. */
function isAlive(policy: CompiledPolicy, asOf: Day): boolean {
  return policy.envelope.tests.cases.some((each) => {
    if (each.expect.outcome !== "entitled") return false;
    const months = monthOfDay(asOf) - monthOfDay(each.asOf);
    return [0, months].some((by) => {
      const facts = factsOfCase(policy.envelope, { ...each, facts: movedBy(each.facts, by) }, policy.extension);
      return facts && decideSubjects(policy, facts, asOf).some(({ outcome }) => outcome === "entitled");
    });
  });
}

function movedTo({ folder, files }: PolicyFolder, policy: CompiledPolicy, asOf: Day): CompiledPolicy {
  const { id, version, tests } = policy.envelope;
  const own = tests.cases.find(({ expect }) => expect.outcome === "entitled");
  const by = monthOfDay(asOf) - monthOfDay(own?.asOf ?? asOf);
  const isOwn = ({ text }: PolicyFile) => text.startsWith(`id: ${id}\n`) && text.includes(`\nversion: ${version}\n`);
  const moved = files.map((file) => (isOwn(file) ? { ...file, text: movedBy(file.text, by) } : file));
  const found = compiledIn({ folder, files: moved }).find(
    ({ envelope }) => envelope.id === id && envelope.version === version,
  );
  if (!found) throw new Error(`${folder}: ${id} is lost when it is moved`);
  return found;
}

/** Every day in a text, or in a tree of values, so many months later. */
export function movedBy<Part>(part: Part, months: number): Part {
  if (Array.isArray(part)) return part.map((each) => movedBy(each, months)) as Part;
  if (typeof part === "string") return part.replaceAll(/\d{4}-\d{2}-\d{2}/g, (text) => movedDay(text, months)) as Part;
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, movedBy(value, months)])) as Part;
}

function movedDay(text: string, months: number): string {
  const day = parseDay(text);
  return day.ok ? formatDay(addMonthsToDay(day.value, months)) : text;
}
