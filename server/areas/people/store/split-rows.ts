import type { Day } from "@wutong/kernel";
import { sql } from "kysely";
import { dayParameter, type Tx } from "../../../storage/index.ts";
import { toArrayColumn } from "../model/array-columns.ts";
import { createNameReader } from "../model/read-name.ts";
import { admitByEntries } from "./library.ts";

export type NewSplitPerson = {
  readonly personId: number;
  readonly officeId: number;
  readonly name: string;
  readonly pinyin: string;
  readonly initials: string;
  readonly sex: "M" | "F" | null;
  readonly birth: Day | null;
  readonly now: Date;
};

export async function insertSplitPerson(tx: Tx, person: NewSplitPerson): Promise<void> {
  await sql`
    INSERT INTO people.persons (tenant_id, person_id, office_id, standing, name, pinyin, initials, sex, birth, recorded_at)
    OVERRIDING SYSTEM VALUE
    VALUES (access.current_tenant(), ${person.personId}, ${person.officeId}, 'observed', ${person.name}, ${person.pinyin}, ${person.initials},
      ${person.sex}, ${person.birth === null ? null : dayParameter(person.birth)}::date, ${person.now})`.execute(tx);
}

/** Gives a person the fields of the library entries that they have; without one, what they have stays. */
export async function admitFromEntries(tx: Tx, personId: number): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM people.library_entries WHERE tenant_id = (SELECT access.current_tenant()) AND person_id = ${personId}
    ORDER BY recorded_at DESC, batch_id DESC LIMIT 1`.execute(tx);
  const [entry] = rows;
  if (!entry) return;
  const { pinyin, initials } = createNameReader()(entry.name);
  await admitByEntries(tx, [
    toArrayColumn("person_id", "int", [personId]),
    toArrayColumn("pinyin", "text", [pinyin]),
    toArrayColumn("initials", "text", [initials]),
  ]);
}
