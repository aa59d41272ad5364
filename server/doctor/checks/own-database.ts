import { existsSync } from "node:fs";
import { examineCluster } from "../../storage/relational/local-server/index.ts";
import type { Check } from "../check.ts";

/** Wutong's own PostgreSQL: its binaries are installed, and the data in the folder is of their version and can be opened. */
export const ownDatabase: Check = {
  name: { zh: "自带数据库完好", en: "own database in order" },
  async look({ configuration, folder }) {
    const isUsed = configuration.database === null || existsSync(folder.cluster);
    return isUsed ? examineCluster(folder) : [];
  },
};
