import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openImportTown, spell, writeRegister } from "./import-town.ts";

const town = await openImportTown();
after(() => town.close());

test("an import killed between chunks goes on where it stopped, and nothing is done twice", async () => {
  const rows = Array.from({ length: 400 }, (_, i) => spell(100 + i));
  const path = writeRegister(town.folder, "insurance", rows, "killed.csv");
  const script = fileURLToPath(new URL("import-until-killed.ts", import.meta.url));
  const args = [script, JSON.stringify({ urls: town.urls, folder: town.folder, path })];
  const killed = spawn(process.execPath, args, { stdio: "ignore" });
  for (let i = 0; i < 2000 && (await chunksDone()) < 5 && killed.exitCode === null; i += 1) await sleep(5);
  killed.kill("SIGKILL");
  if (killed.exitCode === null && killed.signalCode === null) await once(killed, "exit");
  const half = await chunksDone();
  assert.ok(half >= 5 && half < 40, `killed after ${half} of 40 chunks`);
  const resumed = spawn(process.execPath, args, { stdio: "inherit" });
  assert.deepEqual(await once(resumed, "exit"), [0, null]);
  const [batch] = await town.query(
    "SELECT state, rows_read, rows_new, chunks_done FROM registers.batches WHERE file_name = 'killed.csv'",
  );
  assert.deepEqual(batch, { state: "done", rows_read: 400, rows_new: 400, chunks_done: 40 });
  const [people] = await town.query(
    "SELECT count(*)::int AS n, count(DISTINCT name)::int AS names FROM people.persons WHERE name ~ '^张试[1-9]\\d\\d$'",
  );
  assert.deepEqual(people, { n: 400, names: 400 });
  const [journal] = await town.query(
    "SELECT count(*)::int AS n, count(DISTINCT command_key)::int AS keys FROM journal.entries WHERE command = 'importRegisterChunk' AND after->>'rows' = '10'",
  );
  assert.deepEqual(journal, { n: 40, keys: 40 });
});

async function chunksDone(): Promise<number> {
  const [row] = await town.query("SELECT chunks_done FROM registers.batches WHERE file_name = 'killed.csv'");
  return Number(row?.["chunks_done"] ?? 0);
}
