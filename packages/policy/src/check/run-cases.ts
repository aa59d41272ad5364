import type { Facts, ListFact } from "@wutong/feel";
import { type Fen, formatDay, formatYuan } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import { decide } from "../decide/decide.ts";
import type { Decision } from "../decide/decision.ts";
import type { Envelope, PolicyCase } from "../envelope/envelope.ts";
import { mergeFacts } from "../facts/given-facts.ts";
import { readFacts } from "../facts/read-facts.ts";

/** How a case comes out: empty when as expected. */
export type CaseDifference = { readonly what: string; readonly expected: string; readonly found: string };

/** The facts of a case, ready to decide with; the certificate that it is about stands at `certificate`. */
export function factsOfCase(envelope: Envelope, each: PolicyCase): Facts | undefined {
  const example = each.like === undefined ? {} : (envelope.tests.examples[each.like] ?? {});
  const read = readFacts(mergeFacts(example, each.facts));
  if (!read.ok) throw new Error(`case "${each.name}": ${JSON.stringify(read.error)}`);
  if (envelope.subject === "person") return read.value;
  const rows = (read.value["certificates"] as ListFact).rows as readonly { readonly key?: unknown }[];
  const certificate = rows.find((row) => row.key === each.certificate);
  return certificate && { ...read.value, certificate };
}

export function runCase(policy: CompiledPolicy, each: PolicyCase): readonly CaseDifference[] | "noCertificate" {
  const facts = factsOfCase(policy.envelope, each);
  return facts ? differencesOf(decide(policy, facts, each.asOf), each.expect) : "noCertificate";
}

/** Compares what a case states; what it leaves out may be anything. */
function differencesOf(decision: Decision, expect: PolicyCase["expect"]): readonly CaseDifference[] {
  const ids = (list: readonly { readonly id: string }[]) => list.map((each) => each.id).join(", ");
  const yuan = (fen: Fen | null) => (fen === null ? "?" : formatYuan(fen));
  const plan = (list: readonly { readonly due: number; readonly amountFen: Fen }[] | null) =>
    list === null
      ? "?"
      : list.map((one) => `${formatDay(one.due as Decision["asOf"])} ${yuan(one.amountFen)}`).join(", ");
  const pairs: readonly (readonly [string, string | undefined, string])[] = [
    ["outcome", expect.outcome, decision.outcome],
    ["failed", expect.failed?.join(", "), ids(decision.reasons)],
    ["unknown", expect.unknown?.join(", "), ids(decision.unknowns)],
    ["oneStepShort", expect.oneStepShort?.join(", "), ids(decision.steps)],
    ["yuan", expect.amountFen === undefined ? undefined : yuan(expect.amountFen), yuan(decision.amountFen)],
    ["plan", expect.plan && plan(expect.plan), plan(decision.plan)],
  ];
  return pairs.flatMap(([what, expected, found]) =>
    expected === undefined || expected === found ? [] : [{ what, expected, found }],
  );
}
