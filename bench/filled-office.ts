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
const markOf = (name: string): string => join(ROOT, ".wutong/bench", name, FILLED_MARK);

/** An office of `people` people with all their registers, made on first use and kept: minutes for a million. */
export async function filledOffice(people: number): Promise<Wutong> {
  const name = `office-${people}`;
  if (existsSync(markOf(name))) return openOffice(name, { fresh: false });
  return (await fillOffice(name, people, HAND_IN_ORDER)).wutong;
}

/** People, where they work and their spells: what searching needs, and what an import is measured with. */
const PEOPLE_AND_SPELLS: readonly RegisterKind[] = ["employers", "talents", "insurance"];
const importedName = (people: number): string => `import-${people}`;

/** An office into which people and their spells were imported; what measured that left it behind, or it is made now. */
export async function importedOffice(people: number): Promise<Wutong> {
  if (existsSync(markOf(importedName(people)))) return openOffice(importedName(people), { fresh: false });
  return (await importIntoFreshOffice(people)).wutong;
}

/** Imports people and their spells into an empty database; rows of the files, and seconds. */
export function importIntoFreshOffice(people: number): Promise<FilledOffice> {
  return fillOffice(importedName(people), people, PEOPLE_AND_SPELLS);
}

type FilledOffice = { readonly wutong: Wutong; readonly rows: number; readonly seconds: number };

async function fillOffice(name: string, people: number, kinds: readonly RegisterKind[]): Promise<FilledOffice> {
  const wutong = await openOffice(name, { fresh: true });
  const started = performance.now();
  const rows = await handInRegisters(wutong, people, kinds);
  const seconds = (performance.now() - started) / 1_000;
  mkdirSync(markOf(name), { recursive: true });
  return { wutong, rows, seconds };
}
