#!/usr/bin/env node
// The launcher: whatever Node the machine has, the pinned one runs Wutong.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pinned = `${root}node_modules/node/bin/node`;
if (!existsSync(pinned)) {
  console.error(`The pinned Node is missing (${pinned}). Run "npm ci" in ${root} first.`);
  process.exit(1);
}
const entry = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const child = spawn(pinned, [entry, ...process.argv.slice(2)], { stdio: "inherit" });
// Whoever stops the launcher means Wutong, which then stops its PostgreSQL in order. Ctrl-C reaches both by itself.
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
process.on("SIGINT", () => undefined);
child.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
