import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectOk } from "@wutong/kernel";
import { freePort } from "../../cli/src/tour/free-port.ts";
import { type Demo, startDemo } from "../../server/run/start-demo.ts";

export type RunningDemo = Demo & {
  readonly dataDir: string;
  readonly keyFile: string;
  /** What went wrong behind the routes; a test that expects no bug looks here. */
  readonly bugs: readonly string[];
  readonly remove: () => Promise<void>;
};

/** A demo region of its own, with a PostgreSQL of its own, listening on a free port of loopback. */
export async function runningDemo({
  people,
  seed,
}: {
  readonly people: number;
  readonly seed: number;
}): Promise<RunningDemo> {
  const folder = mkdtempSync(join(tmpdir(), "wutong-region-"));
  const [dataDir, keyFile] = [join(folder, "data"), join(folder, "key")];
  const env = { WUTONG_DATA: dataDir, WUTONG_KEY_FILE: keyFile, WUTONG_PORT: String(await freePort()) };
  const bugs: string[] = [];
  const demo = expectOk(
    await startDemo({ env, people, seed, report: (line) => bugs.push(line), buildPages: async () => undefined }),
    "starting a demo region",
  );
  const remove = async () => {
    await demo.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...demo, dataDir, keyFile, bugs, remove };
}
