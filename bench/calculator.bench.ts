import { day } from "@wutong/kernel";
import { type Answer, type Answers, createCalculator, givenOfCase } from "@wutong/policy";
import { libraryIndex } from "../server/areas/policies/library/search-library.ts";
import type { BenchCase } from "./bench-case.ts";
import { rulesAbout, rulesAliveOn } from "./shipped-rules.ts";

const AS_OF = day("2025-05-15");
const POLICIES = 200;
/** How many people answer; each is the person of a case. */
const PEOPLE = 20;

/** The shipped rules about people over and over, each time under ids of their own: a province's book. */
function manyPolicies() {
  const rules = rulesAbout("person", rulesAliveOn(AS_OF));
  return Array.from({ length: POLICIES }, (_, n) => {
    const rule = rules[n % rules.length];
    if (!rule) throw new Error("no rules");
    return { ...rule, envelope: { ...rule.envelope, id: `${rule.envelope.id}-${n}` } };
  });
}

export const cases: readonly BenchCase[] = [
  {
    name: "next-question-of-200-policies",
    goal: 50,
    unit: "ms at the 99th percentile for the next question, 200 policies",
    better: "lower",
    async run() {
      const policies = manyPolicies();
      const calculator = createCalculator(policies);
      const times: number[] = [];
      for (const { envelope } of policies.slice(0, PEOPLE)) {
        const [first] = envelope.tests.cases;
        const given = first ? givenOfCase(envelope, first) : {};
        const answers: Record<string, Answer> = {};
        for (;;) {
          const began = performance.now();
          const next = calculator.next(answers satisfies Answers, AS_OF);
          times.push(performance.now() - began);
          if (!next.ok) throw new Error(JSON.stringify(next.error));
          if (!next.value) break;
          const { fact, about } = next.value;
          const known = given[fact];
          if (known === undefined) answers[fact] = { kind: "unknown" };
          else if (about.kind === "scalar") answers[fact] = { kind: "value", value: known as string };
          else answers[fact] = { kind: "list", list: known as never, fields: about.paths };
        }
      }
      return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
    },
  },
  {
    name: "search-of-200-policies",
    goal: 50,
    unit: "ms p95 for a search of the public library by words, pinyin, initials and in English, 200 policies",
    better: "lower",
    async run() {
      const { search } = libraryIndex(manyPolicies());
      const typed = ["租房补贴", "zufang", "zfbt", "博士 安家", "rent subsidy", "社保 连续 缴纳", "jiaxing", "人才"];
      const times = Array.from({ length: 400 }, (_, turn) => {
        const began = performance.now();
        search(typed[turn % typed.length] ?? "");
        return performance.now() - began;
      });
      return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
    },
  },
];
