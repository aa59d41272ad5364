#!/usr/bin/env node
// The launcher: whatever Node the machine has, the pinned one runs Wutong.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pinned = `${root}node_modules/node/bin/node`;
if (!existsSync(pinned)) {
  console.error(`The pinned Node is missing (${pinned}). Run "npm ci" in ${root} first.`);
  process.exit(1);
}
const entry = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const child = spawnSync(pinned, [entry, ...process.argv.slice(2)], { stdio: "inherit" });
process.exit(child.status ?? 1);
