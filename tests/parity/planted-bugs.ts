import type { SqlOverrides } from "@wutong/feel";

/** A slip that somebody could make in one node's compiler. */
export type PlantedBug = { readonly name: string; readonly overrides: SqlOverrides };

/** In the compiler of SQL: each changes what one kind of node becomes, and nothing else. */
export const sqlBugs: readonly PlantedBug[] = [
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
