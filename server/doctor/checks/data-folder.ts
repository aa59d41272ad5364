import { mkdtemp, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { problem } from "@wutong/kernel";
import type { Check } from "../check.ts";

/** The data folder can be written, or made where it does not exist yet. */
export const dataFolder: Check = {
  name: { zh: "数据目录可写", en: "data folder writable" },
  async look({ configuration: { dataDir } }) {
    try {
      const existing = await nearestExisting(dataDir);
      // Making something is the only sure way to know: modes say nothing to root, nor about a full quota.
      await rmdir(await mkdtemp(join(existing, ".wutong-doctor-")));
      return [];
    } catch (error) {
      return [notWritable(dataDir, error instanceof Error && "code" in error ? String(error.code) : String(error))];
    }
  },
};

/** The folder itself or the nearest one above it that is there. */
export async function nearestExisting(folder: string): Promise<string> {
  const above = dirname(folder);
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" && above !== folder) return undefined;
    throw error;
  });
  return found ? folder : nearestExisting(above);
}

function notWritable(folder: string, reason: string) {
  return problem("localServer.folderNotWritable", { folder, reason });
}
