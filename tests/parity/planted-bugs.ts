import type { ClosureOverrides, SqlOverrides } from "@wutong/feel";

/** A slip that somebody could make in one node's compiler. */
export type PlantedBug<Overrides> = { readonly name: string; readonly overrides: Overrides };

/** In the compiler of SQL: each changes what one kind of node becomes, and nothing else. */
export const sqlBugs: readonly PlantedBug<SqlOverrides>[] = [
  {
    name: "an open end of a range is taken for a closed one",
    overrides: {
      between: (node, compiling, usual) => usual({ ...node, lowClosed: true, highClosed: true }, compiling),
    },
  },
  {
    name: "less than lets the equal pass",
    overrides: {
      compare: (node, compiling, usual) =>
        usual({ ...node, operator: node.operator === "<" ? "<=" : node.operator }, compiling),
    },
  },
  {
    name: "AND is strict: an unknown part hides a false one",
    overrides: {
      and: ({ items }, { compile }) => {
        const parts = items.map(compile);
        const known = parts.map((part) => `${part} IS NOT NULL`).join(" AND ");
        return `(CASE WHEN ${known} THEN ${parts.join(" AND ")} END)`;
      },
    },
  },
  {
    name: "OR takes an unknown part for false",
    overrides: {
      or: ({ items }, { compile }) => `(${items.map((each) => `coalesce(${compile(each)}, FALSE)`).join(" OR ")})`,
    },
  },
  {
    name: "NOT makes unknown true",
    overrides: { not: ({ of }, { compile }) => `(${compile(of)} IS NOT TRUE)` },
  },
  {
    name: "an unknown value is in no list of values",
    overrides: { oneOf: (node, compiling, usual) => `coalesce(${usual(node, compiling)}, FALSE)` },
  },
  {
    name: "half a unit is rounded down",
    overrides: { divide: (node, compiling, usual) => usual({ ...node, rounding: "down" }, compiling) },
  },
  {
    name: "an unknown condition takes the alternative",
    overrides: {
      if: ({ condition, consequent, alternative }, { compile }) =>
        `CASE WHEN ${compile(condition)} THEN ${compile(consequent)} ELSE ${compile(alternative)} END`,
    },
  },
  {
    name: "a list that may have more rows is taken for whole",
    overrides: {
      quantify: (node, compiling, usual) => `coalesce(${usual(node, compiling)}, ${node.quantifier === "every"})`,
    },
  },
  {
    name: "rows that may not belong are counted",
    overrides: {
      count: (node, compiling, usual) =>
        usual(node.list.kind === "filter" ? { ...node, list: node.list.list } : node, compiling),
    },
  },
  {
    name: "the least is the greatest",
    overrides: {
      fold: (node, compiling, usual) =>
        usual({ ...node, operator: node.operator === "min" ? "max" : node.operator }, compiling),
    },
  },
  {
    name: "minus is plus",
    overrides: {
      arithmetic: (node, compiling, usual) =>
        usual({ ...node, operator: node.operator === "-" ? "+" : node.operator }, compiling),
    },
  },
];

/** In the compiler of closures. */
export const closureBugs: readonly PlantedBug<ClosureOverrides>[] = [
  {
    name: "OR is decided by its first known part",
    overrides: { or: (node, compiling, usual) => usual({ ...node, items: node.items.slice(0, 1) }, compiling) },
  },
  {
    name: "both ends of a range are open",
    overrides: {
      between: (node, compiling, usual) => usual({ ...node, lowClosed: false, highClosed: false }, compiling),
    },
  },
  {
    name: "NOT makes unknown false",
    overrides: {
      not: (node, compiling, usual) => {
        const of = usual(node, compiling);
        return () => of() ?? false;
      },
    },
  },
  {
    name: "the condition of IF is turned round",
    overrides: {
      if: (node, compiling, usual) =>
        usual({ ...node, consequent: node.alternative, alternative: node.consequent }, compiling),
    },
  },
  {
    name: "SOME is EVERY",
    overrides: { quantify: (node, compiling, usual) => usual({ ...node, quantifier: "every" }, compiling) },
  },
  {
    name: "a quotient is always rounded up",
    overrides: { divide: (node, compiling, usual) => usual({ ...node, rounding: "ceiling" }, compiling) },
  },
  {
    name: "an unknown sum is nothing",
    overrides: {
      fold: (node, compiling, usual) => {
        const sum = usual(node, compiling);
        return node.operator === "sum" && node.type.kind === "number" && !node.type.big ? () => sum() ?? 0 : sum;
      },
    },
  },
  {
    name: "of an unknown number of rows there are none",
    overrides: {
      count: (node, compiling, usual) => {
        const count = usual(node, compiling);
        return () => count() ?? 0;
      },
    },
  },
];
