import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { RegisterKind } from "@wutong/codes";
import { expectOk } from "@wutong/kernel";
import { openJobSession } from "../server/areas/access/index.ts";
import { openWutong, type Wutong } from "../server/main.ts";
import { HAND_IN_ORDER, handIn } from "../server/run/seed-registers.ts";
import { type WrittenRegister, writeRegisters } from "../server/sample-files/write-registers.ts";
import { DEMO_REGION } from "../server/setup/demo-region.ts";
import { ROOT } from "../tests/find-files.ts";
import { AS_OF } from "./generated-facts.ts";

const OFFICE = 330602;
const SEED = 20_241_130;
const PORT = 7_801;

/** Made-up registers of `people` people as csv or xlsx, written once and kept for later runs. */
export async function registersOf(people: number, format: "csv" | "xlsx" = "csv") {
  const folder = join(ROOT, ".wutong/bench", `registers-${format}-${people}`);
  const manifest = join(folder, "manifest.json");
  if (!existsSync(manifest)) {
    rmSync(folder, { recursive: true, force: true });
    await writeRegisters({
      office: OFFICE,
      people,
      seed: SEED,
      asOf: AS_OF,
      out: folder,
      format,
      encoding: "utf8",
      truth: "none",
    });
  }
  const { registers } = JSON.parse(readFileSync(manifest, "utf8")) as { registers: readonly WrittenRegister[] };
  return { folder, registers };
}

/** Wutong over a data folder of the bench, with its own PostgreSQL; `fresh` starts from nothing. */
export async function openOffice(name: string, { fresh }: { readonly fresh: boolean }): Promise<Wutong> {
  const folder = join(ROOT, ".wutong/bench", name);
  if (fresh) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const configuration = {
    dataDir: join(folder, "data"),
    keyFile: join(folder, "key"),
    host: "127.0.0.1",
    port: PORT,
    database: null,
  };
  const opened = await openWutong({
    configuration,
    tenant: DEMO_REGION,
    demo: { firstDay: AS_OF },
    report: console.error,
  });
  return expectOk(opened, "opening the bench's office");
}

/** Hands in the registers named, in that order; the number of rows that were in their files. */
export async function handInRegisters(
  wutong: Wutong,
  people: number,
  kinds: readonly RegisterKind[],
  format: "csv" | "xlsx" = "csv",
): Promise<number> {
  const { folder, registers } = await registersOf(people, format);
  const job = { tenantId: wutong.tenantId, officeId: OFFICE, purpose: "bench", minutesMax: 240 };
  const token = await openJobSession(wutong.database, job);
  let rows = 0;
  for (const kind of kinds) {
    const given = {
      token,
      folder,
      written: registers,
      register: kind,
      officeId: OFFICE,
      asOf: AS_OF,
      startedBy: "bench",
    };
    rows += (await handIn(wutong, given)).rows;
  }
  return rows;
}

const FILLED_MARK = "filled";

/** An office of `people` people with all their registers, made on first use and kept: minutes for a million. */
export async function filledOffice(people: number): Promise<Wutong> {
  const name = `office-${people}`;
  const mark = join(ROOT, ".wutong/bench", name, FILLED_MARK);
  if (existsSync(mark)) return openOffice(name, { fresh: false });
  const wutong = await openOffice(name, { fresh: true });
  await handInRegisters(wutong, people, HAND_IN_ORDER);
  mkdirSync(mark, { recursive: true });
  return wutong;
}
