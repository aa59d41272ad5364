import { existsSync } from "node:fs";
import { problem } from "@wutong/kernel";
import { findHolder } from "../../storage/relational/local-server/index.ts";
import type { Check } from "../check.ts";

/** No other server works on the data folder. */
export const folderInUse: Check = {
  name: { zh: "数据目录未被占用", en: "data folder free" },
  async look({ folder }) {
    if (!existsSync(folder.lockFile)) return [];
    const holder = await findHolder(folder);
    return holder ? [problem("localServer.folderInUse", { folder: folder.root, ...holder })] : [];
  },
};
