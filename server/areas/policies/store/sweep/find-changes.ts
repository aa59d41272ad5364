import { join } from "node:path";
import { type CompiledPolicy, subjectOf } from "@wutong/policy";
import { quoteText } from "../../../../storage/analytics/index.ts";
import { FINDINGS, officeFiles, type SweptPolicy } from "./sweep-folder.ts";

/** The sweep before: its folder, and what its places stand for. */
export type ComparedSweep = {
  readonly identity: string;
  readonly folder: string;
  readonly policies: readonly SweptPolicy[];
};

type Changing = {
  readonly policies: readonly CompiledPolicy[];
  /** SQL that can stand after FROM: everybody's benefits, `personId`, `whose` (a kind of subject) and `kind` among the columns. */
  readonly benefits: string;
  readonly findings: string;
  readonly previous: ComparedSweep;
};

/**
 * What changed since the sweep before, for the same person, policy and subject: a query of (personId, office, policy,
 * subject, change). Who was paid the benefit in the meantime has not lost it. Undefined where no policy was swept before,
 * or the sweep before found nobody.
 */
export function changesQuery({ policies, benefits, findings, previous }: Changing): string | undefined {
  const before = officeFiles(join(previous.folder, FINDINGS));
  const places = policies.flatMap(({ envelope, extension }, place) => {
    const old = previous.policies.findIndex((one) => one.policyId === envelope.id);
    const whose = subjectOf(envelope.subject, extension)?.kind ?? "person";
    return old < 0 ? [] : [{ place, old, benefit: envelope.benefit, whose }];
  });
  if (!before || places.length === 0) return undefined;
  const map = places.map(({ place, old }) => `WHEN ${old} THEN ${place}`).join(" ");
  const taken = places.map(({ place, benefit }) => `WHEN ${place} THEN ${quoteText(benefit)}`).join(" ");
  const whose = places.map((each) => `WHEN ${each.place} THEN '${each.whose}'`).join(" ");
  const known = `policy IN (${places.map(({ place }) => place).join(", ")})`;
  const match = `a."personId" = b."personId" AND a.policy = b.policy AND a.subject IS NOT DISTINCT FROM b.subject`;
  const row = (change: string) => `a."personId", a.office, a.policy, a.subject, '${change}' AS change`;
  return `WITH was AS (SELECT "personId", CASE policy ${map} END AS policy, subject, outcome, steps FROM ${before}
        WHERE outcome = 2 OR steps > 0),
      new AS (SELECT "personId", office, policy, subject, outcome, steps FROM ${findings} WHERE ${known}),
      gone AS (SELECT a.* FROM new a JOIN was b ON ${match} WHERE b.outcome = 2 AND a.outcome <> 2)
    SELECT ${row("newlyEntitled")} FROM new a WHERE a.outcome = 2
      AND NOT EXISTS (FROM was b WHERE ${match} AND b.outcome = 2)
    UNION ALL SELECT ${row("noLongerEntitled")} FROM gone a WHERE NOT EXISTS (
      FROM ${benefits} f WHERE f."personId" = a."personId" AND f.kind = CASE a.policy ${taken} END
        AND f.whose = CASE a.policy ${whose} END)
    UNION ALL SELECT ${row("newlyOneStepShort")} FROM new a WHERE a.steps > 0
      AND NOT EXISTS (FROM was b WHERE ${match} AND b.steps > 0)`;
}
