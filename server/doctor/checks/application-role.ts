import { inspectDatabase } from "../../storage/relational/inspect-database.ts";
import { findRunningAppUrl } from "../../storage/relational/local-server/index.ts";
import type { Check } from "../check.ts";
import { doctorProblem } from "../doctor-problems.ts";

/** The application's role is held by row security: it neither bypasses it nor owns a table. */
export const applicationRole: Check = {
  name: { zh: "应用角色受行级安全约束", en: "application role held by row security" },
  async look({ configuration, folder }) {
    const url = configuration.database?.url ?? (await findRunningAppUrl(folder));
    // A stopped server cannot be asked; an unreachable one is another check's finding.
    const traits = url === undefined ? undefined : await inspectDatabase(url);
    if (!traits?.ok) return [];
    const { role, bypassesRowSecurity, tablesOwned } = traits.value;
    if (bypassesRowSecurity) return [doctorProblem("doctor.roleBypassesRowSecurity", { role })];
    return tablesOwned > 0 ? [doctorProblem("doctor.roleOwnsTables", { role, count: tablesOwned })] : [];
  },
};
