import { readFileSync } from "node:fs";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { z } from "zod";
import { readEnvironment } from "../config/environment.ts";
import { openWutong } from "../main.ts";

const division = z.int().min(110_000);
const regionFile = z.object({
  tenantId: division,
  zh: z.string().min(1),
  en: z.string().min(1),
  offices: z
    .array(
      z.object({ officeId: division, parentId: division.nullable(), zh: z.string().min(1), en: z.string().min(1) }),
    )
    .min(1),
});

export type FirstLeader = {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly officeId: number;
};

/**
 * Enters a tenant, its offices and the first leader into a new installation; what is there already stays.
 * Problems: `setUp.fileInvalid` (names the field), `access.passwordWeak`, those of opening the database.
 */
export async function setUpRegion(
  env: Readonly<Record<string, string | undefined>>,
  file: string,
  leader: FirstLeader,
): Promise<Result<{ readonly tenantId: number; readonly offices: number }, Problem>> {
  const configuration = readEnvironment(env);
  if (!configuration.ok) return configuration;
  const region = readRegion(file);
  if (!region.ok) return region;
  if (leader.password.length < 10) return fail(problem("access.passwordWeak", { fault: "< 10" }));
  const tenant = { ...region.value, accounts: [{ ...leader, roles: ["leader" as const] }] };
  const opened = await openWutong({ configuration: configuration.value, tenant, demo: null, report: () => undefined });
  if (!opened.ok) return opened;
  await opened.value.close();
  return ok({ tenantId: tenant.tenantId, offices: tenant.offices.length });
}

function readRegion(file: string): Result<z.output<typeof regionFile>, Problem> {
  try {
    const parsed = regionFile.safeParse(JSON.parse(readFileSync(file, "utf8")));
    if (parsed.success) return ok(parsed.data);
    const issue = parsed.error.issues[0];
    return fail(
      problem("setUp.fileInvalid", { file, field: `${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}` }),
    );
  } catch (cause) {
    return fail(problem("setUp.fileInvalid", { file, field: cause instanceof Error ? cause.message : "" }));
  }
}
