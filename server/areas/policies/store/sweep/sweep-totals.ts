import { join } from "node:path";
import type { Analytics } from "../../../../storage/analytics/index.ts";
import { CHANGES, FINDINGS, officeFiles, type SweepTotals, type SweptPolicy } from "./sweep-folder.ts";

const TOTALS = `count(*) AS subjects,
  count(*) FILTER (outcome = 2) AS entitled, count(*) FILTER (outcome = 1) AS possible, count(*) FILTER (outcome = 0) AS "notEntitled",
  count(*) FILTER (steps > 0) AS "oneStepShort",
  coalesce(sum("thisYearFen") FILTER (outcome = 2), 0) AS "thisYearFen", coalesce(sum("wholePlanFen") FILTER (outcome = 2), 0) AS "planFen",
  count(*) FILTER (chosen) AS chosen,
  coalesce(sum("thisYearFen") FILTER (chosen), 0) AS "chosenThisYearFen", coalesce(sum("wholePlanFen") FILTER (chosen), 0) AS "chosenPlanFen"`;

/** The table of a sweep, counted from its own files: for each policy and office. */
export async function readTotals(
  analytics: Analytics,
  folder: string,
  policies: readonly SweptPolicy[],
): Promise<readonly SweepTotals[]> {
  const findings = officeFiles(join(folder, FINDINGS));
  if (!findings) return [];
  const counted = await analytics.columns(
    `SELECT policy, office, ${TOTALS} FROM ${findings} GROUP BY policy, office ORDER BY policy, office`,
  );
  const changed = await readChanges(analytics, folder);
  const value = (name: string, index: number) => counted[name]?.[index] as number | bigint;
  const offices = counted["office"] ?? [];
  return offices.map((_, index) => {
    const policyId = policies[Number(value("policy", index))]?.policyId ?? "";
    const office = Number(value("office", index));
    const count = (name: string) => Number(value(name, index));
    const fen = (name: string) => String(value(name, index));
    const changes = (kind: string) => (changed ? (changed.get(`${policyId} ${office} ${kind}`) ?? 0) : null);
    return {
      policyId,
      office,
      subjects: count("subjects"),
      entitled: count("entitled"),
      possible: count("possible"),
      notEntitled: count("notEntitled"),
      oneStepShort: count("oneStepShort"),
      thisYearFen: fen("thisYearFen"),
      planFen: fen("planFen"),
      chosen: count("chosen"),
      chosenThisYearFen: fen("chosenThisYearFen"),
      chosenPlanFen: fen("chosenPlanFen"),
      newlyEntitled: changes("newlyEntitled"),
      noLongerEntitled: changes("noLongerEntitled"),
      newlyOneStepShort: changes("newlyOneStepShort"),
    };
  });

  async function readChanges(of: Analytics, root: string): Promise<ReadonlyMap<string, number> | undefined> {
    const files = officeFiles(join(root, CHANGES));
    if (!files) return undefined;
    const rows = await of.columns(`SELECT policy, office, change, count(*) AS n FROM ${files} GROUP BY ALL`);
    const changes = (rows["change"] ?? []) as readonly string[];
    return new Map(
      changes.map((change, index) => [
        `${policies[Number(rows["policy"]?.[index])]?.policyId} ${Number(rows["office"]?.[index])} ${change}`,
        Number(rows["n"]?.[index]),
      ]),
    );
  }
}
