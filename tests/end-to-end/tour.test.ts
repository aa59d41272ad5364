import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const LAUNCHER = fileURLToPath(new URL("../../cli/bin/wutong.js", import.meta.url));

test("wutong tour walks the main job on a seed that it prints, and the same seed can be asked for", async () => {
  const said: string[] = [];
  const child = spawn(process.execPath, [LAUNCHER, "tour", "--people", "800"], { stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => said.push(chunk.toString("utf8")));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  const text = said.join("");
  assert.equal(code, 0, text);
  assert.match(text, /repeat with --seed \d+/);
  assert.match(text, /the bank's receipt: 1 paid, 0 returned/);
  assert.match(text, /the chain is whole/);
});
