import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RegisterKind } from "@wutong/codes";
import { type Day, expectOk, parseMonth } from "@wutong/kernel";
import { openJobSession } from "../areas/access/index.ts";
import type { Wutong } from "../main.ts";
import { type WrittenRegister, writeRegisters } from "../sample-files/write-registers.ts";

export type SeedOptions = {
  readonly officeId: number;
  readonly people: number;
  readonly seed: number;
  readonly asOf: Day;
};

export type SeededRegister = {
  readonly register: RegisterKind;
  readonly rows: number;
  readonly added: number;
  readonly failed: number;
};

/** Organisations before those who work there, people before what is said of them. */
export const HAND_IN_ORDER: readonly RegisterKind[] = [
  "employers",
  "talents",
  "insurance",
  "education",
  "contracts",
  "housing",
  "benefits",
  "family",
  "statuses",
  "certificates",
];
const MINUTES_MAX = 240;

/**
 * Makes up an office's registers and hands them in, file by file, the way a clerk would. Done once for a data folder: a
 * second call returns what the first one counted; one that was killed half-way is done again and adds what is missing.
 */
export async function seedRegisters(wutong: Wutong, options: SeedOptions): Promise<readonly SeededRegister[]> {
  const folder = join(wutong.configuration.dataDir, "seed");
  const marker = join(wutong.configuration.dataDir, `seeded-${options.officeId}.json`);
  if (existsSync(marker)) return JSON.parse(readFileSync(marker, "utf8"));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const written = await writeRegisters({
    office: options.officeId,
    people: options.people,
    seed: options.seed,
    asOf: options.asOf,
    out: folder,
    format: "csv",
    encoding: "utf8",
    truth: "none",
  });
  const token = await openJobSession(wutong.database, {
    tenantId: wutong.tenantId,
    officeId: options.officeId,
    purpose: "seed the demo region",
    minutesMax: MINUTES_MAX,
  });
  const seeded: SeededRegister[] = [];
  const { officeId, asOf } = options;
  for (const register of HAND_IN_ORDER)
    seeded.push(await handIn(wutong, { token, folder, written, register, officeId, asOf, startedBy: "演示数据" }));
  writeFileSync(marker, JSON.stringify(seeded), { mode: 0o600 });
  rmSync(folder, { recursive: true, force: true });
  return seeded;
}

/** Imports one of the files that `writeRegisters` wrote into a folder, with the coverage that it declares. */
export async function handIn(
  wutong: Wutong,
  given: Pick<SeedOptions, "officeId" | "asOf"> & {
    readonly token: string;
    readonly folder: string;
    readonly written: readonly WrittenRegister[];
    readonly register: RegisterKind;
    readonly startedBy: string;
  },
): Promise<SeededRegister> {
  const { register, token, folder, officeId, asOf, startedBy } = given;
  const file = given.written.find((one) => one.kind === register);
  if (!file) throw new Error(`the generator wrote no register of ${register}`);
  const coverage = {
    officeId,
    fromMonth: expectOk(parseMonth(file.from), file.file),
    throughMonth: expectOk(parseMonth(file.through), file.file),
    complete: file.complete,
  };
  const path = join(folder, file.file);
  const done = await wutong.flows.importFile({ token, path, register, coverage, startedBy, today: asOf });
  const result = expectOk(done, `importing ${file.file}`);
  const counts = result.kind === "ended" ? result.counts : { added: 0, failed: 0 };
  return { register, rows: file.rows, added: counts.added, failed: counts.failed };
}
