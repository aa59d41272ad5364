import { type Day, formatDay } from "@wutong/kernel";
import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import { EMPLOYER_FIELDS, FACT_ROWS, type FactRows } from "./fact-rows.ts";
import { coversOffice } from "./list-coverage.ts";

/** Where a fact came from: a register's batch, its file and the row in it, and the day it was taken in. */
export type FactSource = {
  readonly kind: "register" | "payment";
  readonly register: string;
  readonly batchId: number | null;
  readonly fileName: string | null;
  readonly row: number | null;
  readonly receivedOn: string;
};

/** `list` is a list of the catalogue, or one of the two below; `body` is the row as `readFacts` has it. */
export type SourcedRow = { readonly list: string; readonly body: unknown; readonly source: FactSource };

/** The talent library's newest entry: what the person's own fields rest on. */
export const LIBRARY = "talentLibrary";
/** For each register the complete batch that reaches furthest: what "there is none" rests on. */
export const ABSENCE = "absence";

/** Every row that is known of a person, with where it came from; `reach` as for `readFacts`. */
export async function listSourcedRows(tx: Tx, personId: number, reach: Day): Promise<readonly SourcedRow[]> {
  const person = sql`${personId}::int`;
  const lists = FACT_ROWS.map(
    (rows) => sql`SELECT ${rows.list}::text AS list, jsonb_strip_nulls(to_jsonb(x) - 'source') AS body, x.source
    FROM (SELECT ${sql.raw(fieldsOf(rows))}, ${sourceOf(rows.register)} AS source FROM ${sql.raw(rows.from)} ${sql.raw(joinsOf(rows))}
      WHERE r.tenant_id = (SELECT access.current_tenant()) AND r.person_id = ${person}) x`,
  );
  const { rows } = await sql<SourcedRow>`
    ${sql.join(lists, sql` UNION ALL `)}
    UNION ALL (SELECT ${LIBRARY}, NULL, ${sourceOf(LIBRARY)} FROM people.library_entries r ${sql.raw(FILE)}
      WHERE r.tenant_id = (SELECT access.current_tenant()) AND r.person_id = ${person} ORDER BY r.recorded_at DESC LIMIT 1)
    UNION ALL (SELECT DISTINCT ON (b.register) ${ABSENCE}, NULL, jsonb_build_object('kind', 'register', 'register', b.register,
        'batchId', b.batch_id, 'fileName', b.file_name, 'row', NULL, 'receivedOn', b.received_on)
      FROM people.persons p JOIN people.batch_sources b ON b.whole AND b.through_month >= ${formatDay(reach)}::date
        AND (${sql.raw(coversOffice("b.district", "p.office_id"))})
      WHERE p.tenant_id = (SELECT access.current_tenant()) AND p.person_id = ${person}
      ORDER BY b.register, b.through_month DESC, b.batch_id DESC)`.execute(tx);
  return rows;
}

const FILE = "LEFT JOIN people.batch_sources f ON f.batch_id = r.batch_id";

/** A row without a batch was recorded by Wutong itself, when it paid. */
function sourceOf(register: string) {
  return sql`jsonb_build_object('kind', CASE WHEN r.batch_id IS NULL THEN 'payment' ELSE 'register' END, 'register', ${register}::text,
    'batchId', r.batch_id, 'fileName', f.file_name, 'row', r.source_row,
    'receivedOn', to_char(r.recorded_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD'))`;
}

function fieldsOf({ fields, withEmployer }: FactRows): string {
  const own = Object.entries(fields).map(([field, expression]) => `${expression} AS "${field}"`);
  if (!withEmployer) return own.join(", ");
  const parts = Object.entries(EMPLOYER_FIELDS).map(
    ([field, column]) => `'${field}', ${field === "code" ? "r" : "e"}.${column}`,
  );
  return [
    ...own,
    `CASE WHEN r.credit_code IS NOT NULL THEN jsonb_build_object(${parts.join(", ")}) END AS employer`,
  ].join(", ");
}

function joinsOf({ withEmployer }: FactRows): string {
  return `${withEmployer ? "LEFT JOIN people.employer_facts e ON e.credit_code = r.credit_code" : ""} ${FILE}`;
}
