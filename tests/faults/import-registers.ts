import { join } from "node:path";
import { expectOk, parseMonth } from "@wutong/kernel";
import { importFile } from "../../server/flows/import-register/import-file.ts";
import { type ImportTown, TODAY } from "../../server/flows/import-register/tests/import-town.ts";
import { HAND_IN_ORDER } from "../../server/run/seed-registers.ts";
import type { WrittenRegister } from "../../server/sample-files/write-registers.ts";

export type RegisterFiles = { readonly folder: string; readonly written: readonly WrittenRegister[] };

const OFFICE = 330602;

/** Imports made-up registers in the order in which an office would, but for those that are named. */
export async function importRegisters(
  town: ImportTown,
  files: RegisterFiles & { readonly chunkRows: number; readonly except: readonly string[] },
) {
  const token = await town.tokenOf(OFFICE);
  const results: Awaited<ReturnType<typeof importFile>>[] = [];
  for (const register of HAND_IN_ORDER) {
    const file = files.written.find((one) => one.kind === register);
    if (!file || files.except.includes(file.file)) continue;
    const coverage = {
      officeId: OFFICE,
      fromMonth: expectOk(parseMonth(file.from), file.file),
      throughMonth: expectOk(parseMonth(file.through), file.file),
      complete: file.complete,
    };
    const given = { token, path: join(files.folder, file.file), register, coverage, startedBy: "test", today: TODAY };
    results.push(await importFile({ ...town.tools, chunkRows: files.chunkRows }, given));
  }
  return results;
}
