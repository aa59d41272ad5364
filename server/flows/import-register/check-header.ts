import { REGISTERS, type RegisterKind } from "@wutong/codes";
import { type Problem, problem } from "@wutong/kernel";
import { findHeader, HEADER_ROW_MAX } from "../../areas/registers/index.ts";
import type { Table } from "../../documents/index.ts";

/** What is wrong with a file as far as its header, so that a file of another register is refused at once. */
export async function findHeaderProblem(table: Table, register: RegisterKind): Promise<Problem | undefined> {
  const looked = new Map<string, number>();
  for await (const event of table.read()) {
    if (event.kind === "failed") return event.problem;
    for (const row of event.rows) {
      const before = looked.get(event.sheet) ?? 0;
      if (before >= HEADER_ROW_MAX) break;
      looked.set(event.sheet, before + 1);
      const header = findHeader(register, row.cells);
      if (header) return header.ok ? undefined : header.error;
    }
  }
  return columnsMissing(register);
}

export function columnsMissing(register: RegisterKind): Problem {
  const required = REGISTERS[register].columns.filter((one) => one.required).map((one) => one.header);
  return problem("registers.columnsMissing", { columns: required.join("、") });
}
