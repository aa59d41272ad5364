import type { Credential, Facts } from "./facts.ts";
import { listOf } from "./facts.ts";
import { type Answer, all, is, isOneOf, some } from "./kleene.ts";
import type { AmountRow } from "./verdict.ts";

const COLLEGE_OR_ABOVE = ["college", "bachelor", "master", "phd"];

type Yuan = {
  readonly phd: number;
  readonly master: number;
  readonly doubleFirstClassBachelor: number;
  readonly bachelor: number;
  readonly college: number;
};

/** `deg ≥ COLLEGE`, of full-time study where the rule says `ft`. */
export function hasDegree(facts: Facts, levels: readonly string[] = COLLEGE_OR_ABOVE, fullTime = false): Answer {
  return some(listOf(facts.education), (one) => all([isOneOf(one.level, levels), studied(one, fullTime)]));
}

/** The table from doctorate down to college: the highest degree held decides. */
export function amountsByDegree(facts: Facts, yuan: Yuan, fullTime: boolean): readonly AmountRow[] {
  const has = (level: string) => hasDegree(facts, [level], fullTime);
  const firstClass = some(listOf(facts.education), (one) =>
    all([is(one.level, "bachelor"), is(one.doubleFirstClass, true), studied(one, fullTime)]),
  );
  return [
    { yuan: yuan.phd, holds: has("phd") },
    { yuan: yuan.master, holds: has("master") },
    { yuan: yuan.doubleFirstClassBachelor, holds: firstClass },
    { yuan: yuan.bachelor, holds: has("bachelor") },
    { yuan: yuan.college, holds: has("college") },
  ];
}

function studied(one: Credential, fullTime: boolean): Answer {
  return fullTime ? is(one.fullTime, true) : true;
}
