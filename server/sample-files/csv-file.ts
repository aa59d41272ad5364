import { type FileHandle, open } from "node:fs/promises";
import iconv from "iconv-lite";
import type { RegisterFile } from "./register-file.ts";

const FLUSH_CHARACTERS = 256 * 1024;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * A csv file as Excel on Chinese Windows writes them: GB18030, or UTF-8 with a byte-order mark; CRLF; cells quoted where
 * they must be (RFC 4180).
 */
export function openCsvFile(path: string, headers: readonly string[], encoding: "utf8" | "gb18030"): RegisterFile {
  let pending = `${encoding === "utf8" ? "\ufeff" : ""}${lineOf(headers)}`;
  let handle: FileHandle | undefined;
  const flush = async () => {
    handle ??= await open(path, "w");
    const bytes = encoding === "utf8" ? Buffer.from(pending) : iconv.encode(pending, "gb18030");
    pending = "";
    await handle.writeFile(bytes);
  };
  return {
    addRow: (cells) => {
      pending += lineOf(cells);
    },
    isFull: () => pending.length >= FLUSH_CHARACTERS,
    flush,
    close: async () => {
      await flush();
      await handle?.close();
    },
  };
}

function lineOf(cells: readonly string[]): string {
  let line = "";
  for (let i = 0; i < cells.length; i += 1) line += (i > 0 ? "," : "") + quoted(cells[i] ?? "");
  return `${line}\r\n`;
}

function quoted(cell: string): string {
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
