import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Day, formatDay } from "@wutong/kernel";
import {
  type FactField,
  type FactGroup,
  factCatalogue,
  type GivenFacts,
  type GivenRow,
  type GivenValue,
} from "@wutong/policy";
import { type Analytics, type Columns, quoteText } from "../../../storage/analytics/index.ts";
import type { PersonFacts } from "../model/person-facts.ts";

type Row = Readonly<Record<string, unknown>>;

/** The facts of some people as a snapshot holds them; people who aren't in it are left out. `folder` is its facts' folder. */
export async function readSnapshotFacts(
  analytics: Analytics,
  folder: string,
  people: readonly { readonly personId: number; readonly office: number }[],
): Promise<readonly PersonFacts[]> {
  const offices = [...new Set(people.map((one) => one.office))].filter((office) =>
    existsSync(join(folder, `office=${office}`)),
  );
  if (offices.length === 0) return [];
  const files = offices.map((office) => quoteText(join(folder, `office=${office}`, "*.parquet")));
  const ids = people.map((one) => Math.trunc(one.personId)).join(", ");
  const columns = await analytics.columns(
    `FROM read_parquet([${files.join(", ")}], hive_partitioning = true, hive_types = {'office': INTEGER}) WHERE "personId" IN (${ids})`,
  );
  return factsFromColumns(columns);
}

/** Facts read by columns, as the same JSON that a line of `--facts` has. */
function factsFromColumns(columns: Columns): readonly PersonFacts[] {
  const ids = (columns["personId"] ?? []) as readonly number[];
  return ids.map((personId, index) => {
    const facts: Record<string, GivenFacts[string]> = {};
    for (const field of factCatalogue.person) {
      const value = givenValue(field, columns[field.name]?.[index]);
      if (value !== undefined) facts[field.name] = value;
    }
    for (const list of factCatalogue.lists) {
      const rows = (columns[list.name]?.[index] ?? []) as readonly Row[];
      const complete = columns[`${list.name}_complete`]?.[index] === true;
      facts[list.name] = { complete, rows: rows.map((row) => givenRow(list.fields, row)) };
    }
    return { personId, office: (columns["office"]?.[index] ?? 0) as number, facts };
  });
}

function givenRow(fields: readonly (FactField | FactGroup)[], row: Row): GivenRow {
  const given: Record<string, GivenRow[string]> = {};
  for (const field of fields) {
    const value = row[field.name];
    if (value === null || value === undefined) continue;
    const read = "fields" in field ? givenRow(field.fields, value as Row) : givenValue(field, value);
    if (read !== undefined) given[field.name] = read as GivenRow[string];
  }
  return given;
}

function givenValue(field: FactField, value: unknown): GivenValue | undefined {
  if (value === null || value === undefined) return undefined;
  return field.type === "date" ? formatDay(value as Day) : (value as GivenValue);
}
