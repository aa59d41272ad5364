import { createHash } from "node:crypto";
import { createReadStream, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

export type DigestedFile = { readonly path: string; readonly bytes: number; readonly sha256: string };

/** Every file below a folder, in order of path, with its size and digest. */
export async function digestFiles(folder: string): Promise<readonly DigestedFile[]> {
  const files: DigestedFile[] = [];
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted()) {
    const file = join(folder, path);
    const found = statSync(file);
    if (!found.isFile()) continue;
    const hash = createHash("sha256");
    await pipeline(createReadStream(file), hash);
    files.push({ path, bytes: found.size, sha256: hash.digest("hex") });
  }
  return files;
}
