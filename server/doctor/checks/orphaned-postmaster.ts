import { existsSync } from "node:fs";
import { findHolder, findPostmaster } from "../../storage/relational/local-server/index.ts";
import type { Check } from "../check.ts";
import { doctorProblem } from "../doctor-problems.ts";

/** No PostgreSQL runs on the data folder without a Wutong that owns it. */
export const orphanedPostmaster: Check = {
  name: { zh: "没有遗留的 PostgreSQL 进程", en: "no orphaned PostgreSQL" },
  async look({ folder }) {
    const postmaster = await findPostmaster(folder.cluster);
    if (!postmaster) return [];
    const isHeld = existsSync(folder.lockFile) && (await findHolder(folder)) !== undefined;
    const { pid, port } = postmaster;
    return isHeld ? [] : [doctorProblem("doctor.postmasterOrphaned", { folder: folder.root, pid, port })];
  },
};
