import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { creditCodeCheckCharacter, REGISTERS, type RegisterKind, residentIdCheckCharacter } from "@wutong/codes";
import { day, expectOk, month, type TenantId } from "@wutong/kernel";
import pg from "pg";
import { type TestDatabase, testDatabase } from "../../../../tests/support/database.ts";
import { scratchFolder } from "../../../../tests/support/scratch-folder.ts";
import { openJobSession, setUpTenant } from "../../../areas/access/index.ts";
import { type Coverage, listFailedRows } from "../../../areas/registers/index.ts";
import { DEMO_REGION } from "../../../setup/demo-region.ts";
import {
  commandRunner,
  createKeyFile,
  inSession,
  openDatabase,
  openVault,
  readKeyFile,
} from "../../../storage/index.ts";
import { importFile } from "../import-file.ts";

export const TENANT = DEMO_REGION.tenantId as TenantId;
export const TODAY = day("2024-11-30");
const NOW = new Date("2024-11-30T01:00:00Z");

export type ImportTown = Awaited<ReturnType<typeof openImportTown>>;

/** The demo region's offices on a database of its own, with what imports need; no accounts, no people. */
export async function openImportTown(given?: { readonly urls: TestDatabase; readonly folder: string }) {
  const folder = given?.folder ?? scratchFolder("import");
  const urls = given?.urls ?? (await testDatabase());
  if (!given) await setUpTenant(urls.ownerUrl, { ...DEMO_REGION, accounts: [] });
  const database = openDatabase({ url: urls.appUrl });
  const keyFile = join(folder, "keys.json");
  const vault = openVault(expectOk(given ? readKeyFile(keyFile) : createKeyFile(keyFile), "key file"));
  const now = () => NOW;
  const tools = { run: commandRunner({ database, vault, now }), vault, tenantId: TENANT, now, database };
  const tokens = new Map<number, string>();
  const tokenOf = async (officeId: number): Promise<string> => {
    const known = tokens.get(officeId);
    if (known) return known;
    const token = await openJobSession(database, { tenantId: TENANT, officeId, purpose: "test", minutesMax: 60 });
    tokens.set(officeId, token);
    return token;
  };
  const query = async (text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: urls.adminUrl });
    await client.connect();
    try {
      return (await client.query(text, [...values])).rows;
    } finally {
      await client.end();
    }
  };
  const close = () => database.close();
  return { folder, urls, database, vault, tools, tokenOf, query, close };
}

export function coverage(changes: Partial<Coverage> = {}): Coverage {
  return { officeId: 330602, fromMonth: month("1990-01"), throughMonth: month("2024-10"), complete: true, ...changes };
}

/** Writes rows, given by column key, as the csv file of a register. */
export function writeRegister(
  folder: string,
  kind: RegisterKind,
  rows: readonly Readonly<Record<string, string>>[],
  name = `${kind}.csv`,
): string {
  const { columns } = REGISTERS[kind];
  const lines = [columns.map((one) => one.header), ...rows.map((row) => columns.map((one) => row[one.key] ?? ""))];
  const path = join(folder, name);
  writeFileSync(path, `${lines.map((cells) => cells.join(",")).join("\n")}\n`);
  return path;
}

/** Imports rows, given by column key, into Yuecheng unless told otherwise. */
export async function importRows(
  town: ImportTown,
  kind: RegisterKind,
  rows: readonly Readonly<Record<string, string>>[],
  options: {
    readonly covering?: Partial<Coverage>;
    readonly chunkRows?: number;
    readonly threadBytesMin?: number;
    readonly stopping?: () => boolean;
  } = {},
) {
  const path = writeRegister(town.folder, kind, rows);
  const { covering = {}, stopping, ...tools } = options;
  const token = await town.tokenOf(covering.officeId ?? 330602);
  const file = { token, path, register: kind, coverage: coverage(covering), startedBy: "test", today: TODAY };
  return importFile({ ...town.tools, ...tools }, stopping ? { ...file, stopping } : file);
}

/** A valid identity number for a serial number of 0–999 and a birthday. */
export function residentNumber(serial: number, birth = "19900307"): string {
  const first17 = `330602${birth}${String(serial).padStart(3, "0")}`;
  return first17 + residentIdCheckCharacter(first17);
}

/** A firm's valid credit code. */
export const FIRM = `91330602MA2ABCDE1${creditCodeCheckCharacter("91330602MA2ABCDE1")}`;
export const SPELL = {
  insuranceKind: "养老保险",
  creditCode: FIRM,
  employerName: "绍兴梧桐科技有限公司",
  region: "330602",
};

/** A row of insurance by column key: somebody of that serial number, paying since January 2020 unless changed. */
export function spell(
  serial: number,
  changes: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return {
    ...SPELL,
    name: `张试${serial}`,
    documentNumber: residentNumber(serial),
    fromMonth: "2020-01",
    status: "正常参保",
    ...changes,
  };
}

/** Failed rows of a batch: row number and the code of the first failure. */
export async function failuresOf(
  town: ImportTown,
  batchId: number,
): Promise<readonly (readonly [number, string | undefined])[]> {
  const rows = await inSession(town.database, await town.tokenOf(330602), (tx) =>
    listFailedRows(tx, batchId, { after: undefined, limit: 100 }),
  );
  return rows.map((row) => [row.row, row.failures[0]?.problem.code] as const);
}
