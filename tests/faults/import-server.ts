// Imports the registers of a folder one after the other, in a process of its own that may be killed at any moment: what is
// done is not begun again, what was begun goes on. Says "ready" before the first row is read.
import { expectOk } from "@wutong/kernel";
import { openImportTown } from "../../server/flows/import-register/tests/import-town.ts";
import { importRegisters } from "./import-registers.ts";

const { urls, keys, registers, chunkRows } = JSON.parse(process.argv[2] ?? "{}");
const town = await openImportTown({ urls, folder: keys });
const done = await town.query("SELECT file_name FROM registers.batches WHERE state = 'done'");
process.stdout.write("ready\n");
const results = await importRegisters(town, {
  ...registers,
  chunkRows,
  except: done.map((row) => String(row["file_name"])),
});
for (const result of results) expectOk(result, "an import");
await town.close();
process.exit(0);
