import type { PolicyFault } from "../fault.ts";
import type { ReadPolicy } from "../reading/read-policies.ts";
import { offsetOf } from "../reading/yaml-text.ts";
import { analyseTable, type ExampleValue } from "./analyse-table.ts";

/** What a reader should know of a policy's table of amounts; none of it is wrong in itself. Rows count from 1. */
export function tableWarnings({ envelope, yaml }: ReadPolicy): readonly PolicyFault[] {
  const { of: table } = envelope.amount;
  if (table.kind !== "table") return [];
  const at = (code: string, row?: number, params?: PolicyFault["params"], column?: number) => {
    const cell = column === undefined ? [] : ["tests", column];
    const path = ["amount", ...(row === undefined ? ["rows"] : ["rows", row, ...cell])];
    return yaml.faultAt(code, offsetOf(yaml.nodeAt(path)), params);
  };
  return analyseTable(table).map((finding) => {
    if (finding.kind === "gap") return at("policy.table.gap", undefined, { example: textOf(finding.example) });
    if (finding.kind === "overlap") {
      const [first, second] = finding.rows;
      const params = { first: first + 1, second: second + 1, example: textOf(finding.example) };
      return at("policy.table.overlap", second, params);
    }
    if (finding.kind === "neverReached") return at("policy.table.neverReached", finding.row, { row: finding.row + 1 });
    return at("policy.table.notAnalysable", finding.row, {}, finding.column);
  });
}

function textOf(example: readonly ExampleValue[]): string {
  return example.map(({ input, value }) => `${input}: ${value}`).join(", ");
}
