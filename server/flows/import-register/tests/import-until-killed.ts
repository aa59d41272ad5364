import assert from "node:assert/strict";
import { importFile } from "../import-file.ts";
import { coverage, openImportTown, TODAY } from "./import-town.ts";

/** Run as a process of its own, so that a test can kill it: imports a file in chunks of ten rows. */
const { path, ...given } = JSON.parse(process.argv[2] ?? "{}");
const town = await openImportTown(given);
const token = await town.tokenOf(330602);
const file = { token, path, register: "insurance", coverage: coverage(), startedBy: "test", today: TODAY } as const;
const result = await importFile({ ...town.tools, chunkRows: 10 }, file);
await town.close();
assert.ok(result.ok && result.value.kind === "ended");
