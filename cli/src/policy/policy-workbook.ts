import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { describeRefusal, exportPolicyWorkbook, importPolicyWorkbook, terminalLanguage } from "@wutong/server/local";

const EXPORT_USAGE = `wutong policy export FILE --to xlsx --out F

FILE: a policy's file. F is written anew: a sheet each for conditions, parameters, tables, amounts and cases; 其余 holds the rest.
`;
const IMPORT_USAGE = `wutong policy import F --into FILE

F: a workbook that \`wutong policy export\` wrote and somebody changed. FILE keeps its comments and order; only changed values change.
`;

/** `wutong policy export`: 0 when the workbook is written, 2 when something given is wrong. */
export async function exportPolicy(args: readonly string[]): Promise<number> {
  const given = readArgs(args, { to: { type: "string" }, out: { type: "string" } });
  if (typeof given === "string") return refuse(given, EXPORT_USAGE);
  const { file, values } = given;
  if (values.to !== "xlsx") return refuse(`--to ${values.to ?? "is missing"}: choose xlsx`, EXPORT_USAGE);
  if (!values.out) return refuse("--out is missing: the workbook to write", EXPORT_USAGE);
  const language = terminalLanguage(process.env);
  const written = await exportPolicyWorkbook(file, values.out);
  if (!written.ok) {
    process.stderr.write(`${describeRefusal(written.error, dirname(file), language)}\n`);
    return 2;
  }
  process.stdout.write(`${values.out}: ${written.value} ${language === "zh" ? "张工作表" : "sheets"}\n`);
  return 0;
}

/** `wutong policy import`: 0 when the file holds the changes, 1 when cells are at fault, 2 when something given is wrong. */
export async function importPolicy(args: readonly string[]): Promise<number> {
  const given = readArgs(args, { into: { type: "string" } });
  if (typeof given === "string") return refuse(given, IMPORT_USAGE);
  const { file, values } = given;
  if (!values.into) return refuse("--into is missing: the policy's file", IMPORT_USAGE);
  const language = terminalLanguage(process.env);
  const read = await importPolicyWorkbook(file, values.into);
  if (read.ok) {
    for (const { cell, path, before, after } of read.value.changed) {
      process.stdout.write(`${cell} ${path}: ${JSON.stringify(before)} → ${JSON.stringify(after)}\n`);
    }
    if (read.value.changed.length === 0) process.stdout.write(language === "zh" ? "没有改动\n" : "no changes\n");
    return 0;
  }
  if (read.error.kind === "cells") {
    for (const { cell, message } of read.error.faults) {
      process.stderr.write(`${file}${cell ? ` ${cell}` : ""}: ${message[language]}\n`);
    }
    return 1;
  }
  process.stderr.write(`${describeRefusal(read.error, dirname(file), language)}\n`);
  return 2;
}

type Given = { readonly file: string; readonly values: { readonly [name: string]: string | undefined } };

function readArgs(args: readonly string[], options: { readonly [name: string]: { type: "string" } }): Given | string {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [file, ...more] = positionals;
    return file && more.length === 0 ? { file, values } : "one file is given";
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function refuse(why: string, usage: string): number {
  process.stderr.write(`${why}\n\n${usage}`);
  return 2;
}
