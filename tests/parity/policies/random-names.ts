import type { FeelType, Scope } from "@wutong/feel";
import type { Random } from "../random.ts";
import { randomExpression, type Sort } from "../random-expressions.ts";
import { type Written, words } from "./written-policy.ts";

/** Names that a random policy gives to values, and what it may ask with them. */
export type RandomNames = { readonly written: Written; readonly scope: Scope; readonly parts: readonly string[] };

const TABLE_ROWS_MAX = 4;

/** The key date, a parameter, terms, and tables of both hit policies: each may use those before it. */
export function randomNames(facts: Scope, random: Random): RandomNames {
  const scope: Record<string, FeelType> = { ...facts };
  const keyDate = random.chance(0.5) ? "asOf" : randomExpression(scope, "date", 1, random);
  scope["keyDate"] = { kind: "date" };
  const parameters = random.chance(0.3) ? [randomParameter(random)] : [];
  if (parameters.length > 0) scope["rate"] = { kind: "number", scale: 1, digits: 5 };
  const terms = Array.from({ length: random.below(3) }, (_, index) => {
    const sort = random.pick<Sort>(["boolean", "number", "string", "date"]);
    const feel = randomExpression(scope, sort, 1 + random.below(2), random);
    scope[`term${index}`] = typeOf(sort);
    return { id: `term${index}`, feel, says: words };
  });
  const tables = Array.from({ length: random.chance(0.4) ? 1 + random.below(2) : 0 }, (_, index) => {
    const { table, sort } = randomTable(`table${index}`, scope, random);
    scope[`table${index}`] = typeOf(sort);
    return table;
  });
  const evidence = { document: words };
  return {
    written: { keyDate: { feel: keyDate, says: words, evidence }, parameters, terms, tables },
    scope,
    parts: [
      ...(parameters.length > 0 ? ["parameter"] : []),
      ...(terms.length > 0 ? ["term"] : []),
      ...tables.map(({ hitPolicy }) => `table ${hitPolicy}`),
    ],
  };
}

/** Terms and tables are not facts: how many digits they have, the compiler finds out for itself. */
function typeOf(sort: Sort): FeelType {
  return { kind: sort };
}

function randomParameter(random: Random): Written {
  const days = random.chance(0.5) ? ["2000-01-01"] : ["2000-01-01", "2023-12-01", "2024-03-01"];
  const values = days.map((from) => ({ from, value: random.pick([0.5, 1, 2, 35, 90.5, 1000]), source: "random" }));
  return { id: "rate", says: words, at: random.pick(["keyDate", "asOf"]), values };
}

type RandomTable = { readonly table: Written & { readonly hitPolicy: string }; readonly sort: Sort };

function randomTable(id: string, scope: Scope, random: Random): RandomTable {
  const hitPolicy = random.pick(["FIRST", "BEST"]);
  const sort = hitPolicy === "BEST" ? "number" : random.pick<Sort>(["number", "string", "boolean"]);
  const value = () => tableValue(sort, random);
  const rows = Array.from({ length: 1 + random.below(TABLE_ROWS_MAX) }, () => ({
    if: randomExpression(scope, "boolean", 1 + random.below(2), random),
    value: value(),
  }));
  return { table: { id, says: words, hitPolicy, rows, otherwise: value() }, sort };
}

function tableValue(sort: Sort, random: Random): string | number | boolean {
  if (sort === "number") return random.pick([-1, 0, 0.5, 1, 2, 12, 90.25, 1000]);
  return sort === "boolean" ? random.chance(0.5) : random.pick(["", "K7010", "梧桐", "a'b", 'a"b\\']);
}
