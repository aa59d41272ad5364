import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, test } from "node:test";
import { findBatch } from "../../../areas/registers/index.ts";
import { inSession } from "../../../storage/index.ts";
import { createImportDesk } from "../import-desk.ts";
import { importFile } from "../import-file.ts";
import { receiveFile } from "../receive-file.ts";
import { uploadsIn } from "../uploads.ts";
import {
  coverage,
  failuresOf,
  importRows,
  openImportTown,
  spell,
  TENANT,
  TODAY,
  writeRegister,
} from "./import-town.ts";

const town = await openImportTown();
after(() => town.close());
const IN_THREAD = { threadBytesMin: 0 };
const threads = (): number => (process.report.getReport() as { readonly workers: readonly unknown[] }).workers.length;

test("a file that is read in a thread of its own brings the same rows and failures as one that is not", async () => {
  const rows = [
    ...Array.from({ length: 25 }, (_, i) => spell(200 + i)),
    spell(200, { toMonth: "2022-01", status: "停保" }),
    { ...spell(230), documentNumber: "330602" },
    spell(201, { name: "张冠李戴", insuranceKind: "失业" }),
  ];
  const imported = await importRows(town, "insurance", rows, { ...IN_THREAD, chunkRows: 7 });
  assert.ok(imported.ok && imported.value.kind === "ended");
  assert.deepEqual(imported.value.counts, { added: 25, changed: 0, same: 0, failed: 3 });
  assert.deepEqual(await failuresOf(town, imported.value.batchId), [
    [27, "rows.twiceInFile"],
    [28, "rows.idNumberLength"],
    [29, "rows.nameDiffers"],
  ]);
  const again = await importRows(town, "insurance", rows);
  assert.ok(again.ok && again.value.kind === "ended");
  assert.deepEqual(again.value.counts, { added: 0, changed: 0, same: 25, failed: 3 });
  const sealed = await town.query("SELECT sealed_number FROM people.identities LIMIT 1");
  assert.match(town.vault.open(sealed[0]?.["sealed_number"] as Buffer, `people.identities:${TENANT}`), /^330602/);
});

test("the thread reads files that wait sealed, and registers of employers", async () => {
  const uploads = uploadsIn(join(town.folder, "uploads"), town.vault, TENANT);
  const tools = { ...town.tools, ...IN_THREAD, uploads };
  const desk = createImportDesk({ ...tools, today: () => TODAY, report: (line) => assert.fail(line) });
  const text = "统一社会信用代码,单位名称,单位类型,行业代码,所在区,规上企业\n";
  const [firm, other] = ["91330602MA2ABCDE1", "91330602MA2ABCDE2"];
  const lines = [firm, other].map((code) => `${code},绍兴梧桐科技有限公司,企业,I6510,330602,是\n`).join("");
  const handedIn = {
    token: await town.tokenOf(330602),
    key: "thread",
    register: "employers",
    startedBy: "测试",
  } as const;
  const file = {
    ...handedIn,
    coverage: coverage(),
    fileName: "f.csv",
    stream: Readable.from([Buffer.from(text + lines)]),
  };
  const batchId = await receiveFile(tools, file);
  assert.ok(batchId.ok, JSON.stringify(batchId));
  desk.take({ batchId: batchId.value, officeId: 330602 });
  await desk.idle();
  const batch = await inSession(town.database, handedIn.token, (tx) => findBatch(tx, batchId.value));
  assert.deepEqual([batch?.state, batch?.rowsTotal], ["checked", 2]);
});

test("what the thread finds wrong with a file ends its batch, and what was read before stays", async () => {
  const path = writeRegister(town.folder, "insurance", [spell(301), spell(302)], "torn.csv");
  writeFileSync(path, '\n"张试303,never closed', { flag: "a" });
  const file = { token: await town.tokenOf(330602), path, register: "insurance", coverage: coverage() } as const;
  const result = await importFile({ ...town.tools, ...IN_THREAD }, { ...file, startedBy: "test", today: TODAY });
  assert.ok(result.ok && result.value.kind === "ended");
  assert.equal(result.value.state, "failed");
});

test("an import whose database fails ends its thread too, and is thrown to whoever waits for it", async () => {
  const run: typeof town.tools.run = (request, act) =>
    request.command === "importRegisterChunk" ? Promise.reject(new Error("gone")) : town.tools.run(request, act);
  const path = writeRegister(
    town.folder,
    "insurance",
    Array.from({ length: 30 }, (_, i) => spell(500 + i)),
    "gone.csv",
  );
  const file = { token: await town.tokenOf(330602), path, register: "insurance", coverage: coverage() } as const;
  const tools = { ...town.tools, ...IN_THREAD, run, chunkRows: 5 };
  await assert.rejects(importFile(tools, { ...file, startedBy: "test", today: TODAY }), /gone/);
  assert.equal(threads(), 0);
});

test("an import that is told to stop ends its thread and goes on from there the next time", async () => {
  const rows = Array.from({ length: 30 }, (_, i) => spell(400 + i));
  const turns = { left: 2 };
  const stopping = () => turns.left-- === 0;
  const stopped = await importRows(town, "insurance", rows, { ...IN_THREAD, chunkRows: 5, stopping });
  assert.deepEqual(stopped.ok && stopped.value.kind, "stopped");
  const resumed = await importRows(town, "insurance", rows, { ...IN_THREAD, chunkRows: 5 });
  assert.ok(resumed.ok && resumed.value.kind === "ended");
  assert.deepEqual([resumed.value.state, resumed.value.counts.added], ["done", 30]);
});
