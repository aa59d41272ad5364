import { getRegionRules } from "@wutong/contracts";
import { type Day, type Problem, parseDay, type Result } from "@wutong/kernel";
import {
  type Answers,
  type Calculated,
  type CompiledPolicy,
  compileRules,
  createCalculator,
  type Question,
} from "@wutong/policy";
import { useMemo } from "react";
import { useRead } from "../server/queries.ts";

/** A region's rules, ready to decide with in this browser. */
export type Rules = {
  readonly regionId: string;
  readonly asOf: Day;
  readonly policies: readonly CompiledPolicy[];
  readonly next: (answers: Answers) => Question | undefined;
  /** The question about a fact that was answered before. */
  readonly about: (fact: string, answers: Answers) => Question | undefined;
  readonly calculate: (answers: Answers) => Calculated;
};

/** Fetches a region's rules and compiles them; nothing about the reader goes with the request. */
export function useRules(regionId: string | undefined) {
  const read = useRead(getRegionRules, { params: { regionId: regionId ?? "" } }, { enabled: regionId !== undefined });
  // While the rules of another region are on their way, those of the one before are no answer.
  const reply = read.data?.region.regionId === regionId ? read.data : undefined;
  const rules = useMemo((): Rules | undefined => {
    if (!reply) return undefined;
    const asOf = parseDay(reply.today);
    if (!asOf.ok) throw new Error(`the server's day is ${reply.today}`);
    const policies = compileRules(reply.policies.map(({ files }) => files));
    const calculator = createCalculator(policies);
    return {
      regionId: reply.region.regionId,
      asOf: asOf.value,
      policies,
      next: (answers) => expectRight(calculator.next(answers, asOf.value)),
      about: (fact, answers) => expectRight(calculator.about(fact, answers, asOf.value)),
      calculate: (answers) => expectRight(calculator.calculate(answers, asOf.value)),
    };
  }, [reply]);
  return { rules, error: read.error, retry: () => void read.refetch() };
}

/** The forms let nothing through that the reader refuses: a problem here is a bug. */
function expectRight<Value>(result: Result<Value, readonly Problem[]>): Value {
  if (result.ok) return result.value;
  throw new Error(result.error.map(({ code, params }) => `${code} ${JSON.stringify(params)}`).join("; "));
}
