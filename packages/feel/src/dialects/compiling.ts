import type { Ir } from "../ir/ir.ts";
import type { Dialect } from "./dialect.ts";

/** What node compilers share. */
export type Compiling = {
  readonly dialect: Dialect;
  readonly compile: (node: Ir) => string;
  /** The SQL of a fact: a quoted column, or what the caller put in its place. */
  readonly fact: (name: string) => string;
  /** Computes an expression once for a body that reads it several times; a name or a literal is simply repeated. */
  readonly once: (sql: string, body: (value: string) => string) => string;
};

const NAME = /^(?:\w+|"(?:[^"]|"")+"|`(?:[^`]|``)+`)(?:\.(?:\w+|"(?:[^"]|"")+"|`(?:[^`]|``)+`))*$/;
const LITERAL = /^(?:DATE '[\d-]+'|CAST\((?:-?\d+(?:BD)?|'[^']*') AS [\w(),]+\)|'[^'\\]*')$/;

export function isCheap(sql: string): boolean {
  return NAME.test(sql) || LITERAL.test(sql);
}
