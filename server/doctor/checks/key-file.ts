import { existsSync } from "node:fs";
import type { Configuration } from "../../config/environment.ts";
import { readKeyFile } from "../../storage/index.ts";
import { inspectDatabase } from "../../storage/relational/inspect-database.ts";
import type { LocalServerFolder } from "../../storage/relational/local-server/index.ts";
import type { Check } from "../check.ts";

/**
 * The key file is there, whole, and its owner's alone. That it lies outside the data folder is the environment's rule.
 * Before the first start there is neither data nor key; the start makes both.
 */
export const keyFile: Check = {
  name: { zh: "密钥文件", en: "key file" },
  async look({ configuration, folder }) {
    const isFirstStart = !existsSync(configuration.keyFile) && !(await hasData(configuration, folder));
    if (isFirstStart) return [];
    const keys = readKeyFile(configuration.keyFile);
    return keys.ok ? [] : [keys.error];
  },
};

async function hasData({ database }: Configuration, folder: LocalServerFolder): Promise<boolean> {
  if (!database) return existsSync(folder.cluster);
  const traits = await inspectDatabase(database.ownerUrl);
  return traits.ok && traits.value.tablesOwned > 0;
}
