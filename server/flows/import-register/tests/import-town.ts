import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REGISTERS, type RegisterKind, residentIdCheckCharacter } from "@wutong/codes";
import { day, expectOk, month, type TenantId } from "@wutong/kernel";
import pg from "pg";
import { type TestDatabase, testDatabase } from "../../../../tests/support/database.ts";
import { openJobSession, setUpTenant } from "../../../areas/access/index.ts";
import type { Coverage } from "../../../areas/registers/index.ts";
import { DEMO_REGION } from "../../../setup/demo-region.ts";
import { commandRunner, createKeyFile, openDatabase, openVault } from "../../../storage/index.ts";
import { importFile } from "../import-file.ts";

export const TENANT = DEMO_REGION.tenantId as TenantId;
export const TODAY = day("2024-11-30");
const NOW = new Date("2024-11-30T01:00:00Z");

export type ImportTown = Awaited<ReturnType<typeof openImportTown>>;

/** The demo region's offices on a database of its own, with what imports need; no accounts, no people. */
export async function openImportTown(given?: { readonly urls: TestDatabase; readonly keyFile: string }) {
  const folder = mkdtempSync(join(tmpdir(), "wutong-import-"));
  const urls = given?.urls ?? (await testDatabase());
  if (!given) await setUpTenant(urls.ownerUrl, { ...DEMO_REGION, accounts: [] });
  const database = openDatabase({ url: urls.appUrl });
  const keyFile = given?.keyFile ?? join(folder, "keys.json");
  const { readKeyFile } = await import("../../../storage/index.ts");
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
  const close = async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, urls, keyFile, database, vault, tools, tokenOf, query, close };
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
    readonly stopping?: () => boolean;
  } = {},
) {
  const path = writeRegister(town.folder, kind, rows);
  const { covering = {}, chunkRows, stopping } = options;
  const token = await town.tokenOf(covering.officeId ?? 330602);
  const file = { token, path, register: kind, coverage: coverage(covering), startedBy: "test", today: TODAY };
  return importFile({ ...town.tools, ...(chunkRows ? { chunkRows } : {}) }, stopping ? { ...file, stopping } : file);
}

/** A valid identity number for a serial number of 0–999 and a birthday. */
export function residentNumber(serial: number, birth = "19900307"): string {
  const first17 = `330602${birth}${String(serial).padStart(3, "0")}`;
  return first17 + residentIdCheckCharacter(first17);
}
