/** A regular expression as a tree. */
export type PatternNode =
  /** One character, by what it may be. */
  | { readonly kind: "character"; readonly accepts: (character: string) => boolean }
  | { readonly kind: "lineStart" | "lineEnd" | "textStart" | "textEnd" }
  | { readonly kind: "sequence"; readonly items: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  /** `group` 0 doesn't capture. */
  | { readonly kind: "group"; readonly group: number; readonly body: PatternNode }
  | { readonly kind: "sameAs"; readonly group: number }
  | {
      readonly kind: "repeat";
      readonly body: PatternNode;
      readonly min: number;
      readonly max: number;
      readonly greedy: boolean;
    };

export type Pattern = { readonly root: PatternNode; readonly groups: number; readonly ignoreCase: boolean };
