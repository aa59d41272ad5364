import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { freePort } from "./tour/free-port.ts";

const launcher = fileURLToPath(new URL("../bin/wutong.js", import.meta.url));

test("a server that is asked to end through its launcher stops its PostgreSQL too, and its folder is free again", async () => {
  const root = mkdtempSync(join(tmpdir(), "wutong-launcher-"));
  try {
    const env = { ...process.env, WUTONG_DATA: join(root, "data"), WUTONG_PORT: String(await freePort()), LANG: "en" };
    const region = join(root, "region.json");
    const offices = [{ officeId: 330600, parentId: null, zh: "绍兴市人才办", en: "Shaoxing talent office" }];
    writeFileSync(region, JSON.stringify({ tenantId: 330600, zh: "绍兴市", en: "Shaoxing", offices }));
    const account = ["--login", "leader", "--name", "负责人", "--office", "330600"];
    const options = { env, input: "phoenix-tree-2024", encoding: "utf8" } as const;
    const entered = spawnSync(process.execPath, [launcher, "set-up", region, ...account], options);
    assert.equal(entered.status, 0, entered.stderr);

    const server = spawn(process.execPath, [launcher, "serve"], { env, stdio: ["ignore", "ignore", "pipe"] });
    const [address] = (await once(server.stderr, "data")) as [Buffer];
    assert.match(address.toString(), /http:\/\/127\.0\.0\.1:\d+/);
    const busy = spawnSync(process.execPath, [launcher, "doctor", "--lang", "en"], { env, encoding: "utf8" });
    assert.match(busy.stdout, /is in use by process/);

    server.kill("SIGTERM");
    const [code] = (await once(server, "exit")) as [number | null];
    assert.equal(code, 0);
    const free = spawnSync(process.execPath, [launcher, "doctor", "--lang", "en"], { env, encoding: "utf8" });
    assert.match(free.stdout, /Nothing is wrong\./);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
