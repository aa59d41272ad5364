import { isScalar, type Scalar } from "yaml";
import { offsetInScalar } from "../reading/yaml-text.ts";
import type { PolicyPoint } from "./point.ts";

export type Edit = { readonly offset: number; readonly length: number; readonly insert: string };

/** What would mean something else to YAML at the beginning of a plain scalar. */
const INDICATORS = /^[-?:,[\]{}#&*!|>'"%@`\s]/;

/** The change of a scalar as an edit of its file. A plain scalar that would begin with a sign of YAML's own gets quotes. */
export function editOf({ yaml, scalar, from, to, insert }: PolicyPoint): Edit {
  const after = changedText(scalar, { from, to, insert });
  if (scalar.type === "PLAIN" && INDICATORS.test(after) && !/^-?\d/.test(after)) {
    const [start = 0, end = 0] = scalar.range ?? [];
    return { offset: start, length: end - start, insert: JSON.stringify(after) };
  }
  const offset = offsetInScalar(yaml, scalar, from);
  // The end is found by its last character, so that a line break in between is counted as the file has it.
  const length = to > from ? offsetInScalar(yaml, scalar, to - 1) + 1 - offset : 0;
  return { offset, length, insert };
}

type Change = { readonly from: number; readonly to: number; readonly insert: string };

function changedText(scalar: Scalar, { from, to, insert }: Change): string {
  const text = textOf(scalar);
  return text.slice(0, from) + insert + text.slice(to);
}

/** Runs with the scalar changed, as if its file had been edited and read again. */
export function withChange<Found>(scalar: Scalar, change: Change, run: () => Found): Found {
  const { value, source } = scalar;
  const text = changedText(scalar, change);
  Object.assign(scalar, { value: likeBefore(value, text), source: text });
  try {
    return run();
  } finally {
    Object.assign(scalar, { value, source });
  }
}

/** Numbers stay numbers and truths truths: the change has left their form as it was. */
function likeBefore(value: unknown, text: string): unknown {
  if (typeof value === "number") return Number(text);
  return typeof value === "boolean" ? text === "true" : text;
}

/** As it is written where that differs (`2024-01-01`, `1500.50`), else as it is read. */
export function textOf(node: unknown): string {
  if (!isScalar(node)) return "";
  return typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
}
