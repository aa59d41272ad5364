import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Day, expectOk, formatDay } from "@wutong/kernel";
import { openJobSession } from "../areas/access/index.ts";
import { readPolicyFiles, type SweepSummary } from "../areas/policies/index.ts";
import type { Wutong } from "../main.ts";

const POLICIES = fileURLToPath(new URL("../../regions/yuecheng/policies", import.meta.url));
const MINUTES_MAX = 60;

/**
 * Enters the region's policies into the rule book and sweeps an office once; a second call over the same folder returns what
 * the first one found. Throws where the policies are faulty or the sweep fails: both are bugs of the demo.
 */
export async function sweepRegion(
  wutong: Wutong,
  { officeId, asOf }: { readonly officeId: number; readonly asOf: Day },
): Promise<SweepSummary> {
  const marker = join(wutong.configuration.dataDir, `swept-${officeId}.json`);
  if (existsSync(marker)) return JSON.parse(readFileSync(marker, "utf8"));
  const job = { tenantId: wutong.tenantId, officeId, purpose: "sweep the demo region", minutesMax: MINUTES_MAX };
  const token = await openJobSession(wutong.database, job);
  const files = expectOk(readPolicyFiles(POLICIES), POLICIES);
  const key = `demo ${formatDay(asOf)}`;
  const published = await wutong.flows.publishPolicies({
    token,
    key: `${key} policies`,
    files,
    officeId,
    publishedBy: "演示数据",
    now: wutong.clock.now(),
  });
  expectOk(published, "publishing the region's policies");
  const swept = await wutong.flows.sweepAndWait({
    token,
    key: `${key} ${Date.now()}`,
    officeId,
    asOf,
    startedBy: "演示数据",
  });
  const { summary } = expectOk(swept, "sweeping the region");
  if (!summary) throw new Error("the first sweep of the demo failed");
  writeFileSync(marker, JSON.stringify(summary), { mode: 0o600 });
  return summary;
}
