import type { FeelTypeRef } from "../values/value.ts";

import type { Expr } from "./ast.ts";

/** A parsed expression or unary tests; its nodes carry their positions in `source`. */
export type Program = {
  readonly source: string;
  readonly root: Expr;
  /** The types of the model that the source may name, looked up when needed. */
  readonly findType: (name: string) => FeelTypeRef | undefined;
};

export type ParseOptions = {
  /** The model's own types, by the name that the expression uses, e.g. `tApplicant` or `shared.tApplicant`. */
  readonly findType?: (name: string) => FeelTypeRef | undefined;
};
