import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Day, formatDay } from "@wutong/kernel";
import type { FactField, FactGroup, GivenFacts, GivenRow, GivenValue } from "@wutong/policy";
import { type Analytics, type Columns, quoteText } from "../../../storage/analytics/index.ts";
import type { PersonFacts } from "../model/person-facts.ts";
import { registerFacts } from "./register-facts.ts";

type Row = Readonly<Record<string, unknown>>;

/**
 * The facts of some people as a snapshot holds them; people who aren't in it are left out, and so is everybody where the
 * snapshot is of an older form. `folder` is its facts' folder.
 */
export async function readSnapshotFacts(
  analytics: Analytics,
  folder: string,
  people: readonly { readonly personId: number; readonly office: number }[],
): Promise<readonly PersonFacts[]> {
  const read = async (name: string): Promise<readonly Row[]> => {
    const offices = [...new Set(people.map((one) => one.office))].filter((office) =>
      existsSync(join(folder, name, `office=${office}`)),
    );
    if (offices.length === 0) return [];
    const files = offices.map((office) => quoteText(join(folder, name, `office=${office}`, "*.parquet")));
    const ids = people.map((one) => Math.trunc(one.personId)).join(", ");
    return rowsOf(
      await analytics.columns(
        `FROM read_parquet([${files.join(", ")}], hive_partitioning = true, hive_types = {'office': INTEGER}) WHERE "personId" IN (${ids})`,
      ),
    );
  };
  const persons = await read("people");
  if (persons.length === 0) return [];
  const lists = new Map<string, ReadonlyMap<unknown, readonly Row[]>>();
  for (const { name } of registerFacts.lists) {
    lists.set(
      name,
      Map.groupBy(await read(name), (row) => row["personId"]),
    );
  }
  return persons.map((person) => ({
    personId: person["personId"] as number,
    office: person["office"] as number,
    facts: givenFacts(person, (name) => lists.get(name)?.get(person["personId"]) ?? []),
  }));
}

function rowsOf(columns: Columns): readonly Row[] {
  const names = Object.keys(columns);
  const count = columns["personId"]?.length ?? 0;
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(names.map((name) => [name, columns[name]?.[index] ?? null])),
  );
}

/** The same JSON that a line of `--facts` has. */
function givenFacts(person: Row, rowsOfList: (name: string) => readonly Row[]): GivenFacts {
  const facts: Record<string, GivenFacts[string]> = {};
  for (const field of registerFacts.scalars) {
    const value = givenValue(field, person[field.name]);
    if (value !== undefined) facts[field.name] = value;
  }
  for (const { name, fields } of registerFacts.lists) {
    const complete = person[`${name}_complete`] === true;
    facts[name] = { complete, rows: rowsOfList(name).map((row) => givenRow(fields, row)) };
  }
  return facts;
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
