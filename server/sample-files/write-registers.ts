import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { REGISTER_KINDS, REGISTERS, type RegisterCoverage, type RegisterKind } from "@wutong/codes";
import {
  employerRows,
  factsOf,
  type GeneratedOffice,
  generateOffice,
  type OfficeOptions,
  type Person,
  type RegisterRow,
  registerHeaders,
  toRegisterRows,
} from "@wutong/generator";
import { formatDay } from "@wutong/kernel";
import { openCsvFile } from "./csv-file.ts";
import type { RegisterFile } from "./register-file.ts";
import { openXlsxFile } from "./xlsx-file.ts";

export type WriteRegistersOptions = OfficeOptions & {
  /** The folder to write to; made where missing, files of the same name are replaced. */
  readonly out: string;
  readonly format: "csv" | "xlsx";
  /** Of csv; xlsx knows one encoding only. */
  readonly encoding: "utf8" | "gb18030";
  /** What `truth.jsonl` tells of each person: what the registers say, that and what is true, or no such file. */
  readonly truth: "registers" | "full" | "none";
};

/** What one file holds: its coverage, its rows below the header, and how many of them an import must refuse. */
export type WrittenRegister = RegisterCoverage & { readonly rows: number; readonly mustReject: number };

/**
 * Writes an office's made-up registers as files with their coverage beside them, `manifest.json` over all, and the truth
 * (`truth.jsonl`, a person a line). Memory stays flat whatever the number of people: 15,000 people/s or so as csv.
 * Throws what the file system throws (folder not writable, disk full); files written so far stay.
 */
export async function writeRegisters(options: WriteRegistersOptions): Promise<readonly WrittenRegister[]> {
  await mkdir(options.out, { recursive: true });
  const office = generateOffice(options);
  const files = openFiles(office, options);
  const truth = options.truth === "none" ? undefined : createWriteStream(join(options.out, "truth.jsonl"));
  for (const row of employerRows(office)) files.employers.add(row);
  for (const person of office.people) {
    const odd: OddRow[] = [];
    for (const row of toRegisterRows(person, options)) {
      const file = files[row.kind];
      const line = file.add(row);
      if (row.oddity) odd.push({ register: row.kind, row: line, ...row.oddity });
      if (file.isFull()) await file.flush();
    }
    if (truth) await writeLine(truth, truthOf(person, options, odd));
  }
  for (const kind of REGISTER_KINDS) await files[kind].close();
  if (truth) await closed(truth);
  return writeManifest(office, options, files);
}

type OddRow = { readonly register: RegisterKind; readonly row: number } & NonNullable<RegisterRow["oddity"]>;

type CountedFile = Pick<RegisterFile, "isFull" | "flush" | "close"> & {
  /** The line (or sheet row) that the row got, the header being 1. */
  readonly add: (row: RegisterRow) => number;
  readonly counts: () => { readonly rows: number; readonly mustReject: number };
};

function openFiles(
  office: GeneratedOffice,
  options: WriteRegistersOptions,
): Readonly<Record<RegisterKind, CountedFile>> {
  const open = (kind: RegisterKind): CountedFile => {
    const path = join(options.out, fileName(office.coverage[kind], options));
    const headers = registerHeaders(options, kind);
    if (options.format === "csv") return counted(openCsvFile(path, headers, options.encoding));
    return counted(openXlsxFile(path, { title: REGISTERS[kind].title.zh, headers, columns: REGISTERS[kind].columns }));
  };
  return Object.fromEntries(REGISTER_KINDS.map((kind) => [kind, open(kind)])) as Record<RegisterKind, CountedFile>;
}

function counted(file: RegisterFile): CountedFile {
  let rows = 0;
  let mustReject = 0;
  const { isFull, flush, close } = file;
  return {
    isFull,
    flush,
    close,
    add: (row) => {
      rows += 1;
      if (row.oddity?.mustReject) mustReject += 1;
      file.addRow(row.cells);
      return rows + 1;
    },
    counts: () => ({ rows, mustReject }),
  };
}

function truthOf(person: Person, options: WriteRegistersOptions, odd: readonly OddRow[]): object {
  const { index, name, document, phone, inLibrary } = person;
  const facts = factsOf(person, options, "registers");
  const truth = options.truth === "full" ? { truth: factsOf(person, options, "everything") } : {};
  return { personId: index, name, document, phone, inLibrary, facts, ...truth, odd };
}

async function writeManifest(
  office: GeneratedOffice,
  options: WriteRegistersOptions,
  files: Readonly<Record<RegisterKind, CountedFile>>,
): Promise<readonly WrittenRegister[]> {
  const registers: WrittenRegister[] = [];
  for (const kind of REGISTER_KINDS) {
    const coverage = { ...office.coverage[kind], file: fileName(office.coverage[kind], options) };
    registers.push({ ...coverage, ...files[kind].counts() });
    await writeJson(join(options.out, `${coverage.file}.coverage.json`), coverage);
  }
  const { office: district, people, seed, asOf, format, encoding } = options;
  const made = { office: district, people, seed, asOf: formatDay(asOf), format, encoding };
  await writeJson(join(options.out, "manifest.json"), { ...made, registers });
  return registers;
}

function fileName(coverage: RegisterCoverage, options: WriteRegistersOptions): string {
  return `${coverage.file}.${options.format}`;
}

function writeJson(path: string, value: unknown): Promise<void> {
  return writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

async function writeLine(stream: WriteStream, value: object): Promise<void> {
  if (!stream.write(`${JSON.stringify(value)}\n`)) await once(stream, "drain");
}

async function closed(stream: WriteStream): Promise<void> {
  stream.end();
  await finished(stream);
}
