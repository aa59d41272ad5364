import { readMaskedNumber } from "@wutong/codes";
import { sql } from "kysely";
import type { Analytics } from "../../../storage/analytics/index.ts";
import { type Database, inSession, type Token, type Tx } from "../../../storage/index.ts";
import { DOCUMENT, FIELD_NAMES } from "../model/people-linkage.ts";
import type { PersonalSecrets } from "../model/secrets.ts";

export type LoadCompared = {
  readonly database: Database;
  /** A job's: row security decides who is compared. */
  readonly token: Token;
  readonly analytics: Analytics;
  readonly secrets: PersonalSecrets;
  readonly onProgress: (part: number) => void;
};

/** The table that loading fills: rid, side, id, office, lifelong kinds of document, place of issue, and a text for each field. */
export const COMPARED_PEOPLE = "compared_people";

const ROWS_AT_ONCE = 20_000;
/** Reading everybody is about this much of the work. */
const READING_SHARE = 0.5;

export type Loaded = {
  readonly people: number;
  /** The highest number among them; 0 where there is nobody. */
  readonly throughPerson: number;
};

type Compared = {
  readonly id: number;
  readonly office: number;
  readonly lifelong: readonly string[];
  /** What a number shows of where it was issued (six digits at most), as `document` where some number is masked. */
  readonly issued: string | null;
  readonly name: string;
  readonly birth: string | null;
  readonly sex: string | null;
  readonly phone: string | null;
  readonly employer: string | null;
  readonly school: string | null;
  readonly residence: string | null;
  readonly nativePlace: string | null;
  readonly certificate: string | null;
  readonly document: string | null;
};

/** Brings everybody in a job's sight to DuckDB's process, through its pipe and into its memory. */
export async function loadCompared(given: LoadCompared): Promise<Loaded> {
  const { database, token, analytics, onProgress } = given;
  const columns = ["id", ...FIELD_NAMES].map((name) => `"${name}" VARCHAR`);
  await analytics.run(
    `CREATE TABLE ${COMPARED_PEOPLE} (rid INTEGER, side UTINYINT, office INTEGER, lifelong VARCHAR[], issued VARCHAR, ${columns.join(", ")})`,
  );
  const { total, masked } = await inSession(database, token, countEverybody);
  const shownOf = masked > 0 ? createShownReader(given.secrets) : undefined;
  const state = { read: 0, after: 0 };
  for (;;) {
    const rows = await inSession(database, token, (tx) => readSome(tx, { after: state.after, tails: masked > 0 }));
    if (rows.length === 0) break;
    await insert(
      analytics,
      rows.map((row) => withShown(row, shownOf)),
      state.read,
    );
    state.read += rows.length;
    state.after = rows.at(-1)?.id ?? state.after;
    onProgress((READING_SHARE * state.read) / Math.max(total, state.read));
  }
  return { people: state.read, throughPerson: state.after };
}

type Read = Omit<Compared, "document" | "issued"> & {
  readonly numberKind: string | null;
  readonly sealedNumber: Buffer | null;
};
type ShownReader = (kind: string, sealed: Buffer) => Pick<Compared, "document" | "issued">;
const NOTHING_SHOWN = { document: null, issued: null };

function withShown({ numberKind, sealedNumber, ...row }: Read, shownOf: ShownReader | undefined): Compared {
  const shown = shownOf && numberKind !== null && sealedNumber ? shownOf(numberKind, sealedNumber) : NOTHING_SHOWN;
  return { ...row, issued: shown.issued, [DOCUMENT]: shown.document };
}

/** Of the last four characters a pseudonym, which tells nobody who lacks the key what they are (5 µs a number). */
function createShownReader({ openDocument, documentIndex }: PersonalSecrets): ShownReader {
  const pseudonyms = new Map<string, string>();
  return (kind, sealed) => {
    const number = openDocument(sealed);
    const tail = kind === "residentId" ? number.slice(-4) : readMaskedNumber(number)?.tail;
    const issued = /^\d{1,6}/.exec(number)?.[0] ?? null;
    if (tail == null) return { document: null, issued };
    const known = pseudonyms.get(tail) ?? documentIndex(`tail|${tail}`);
    pseudonyms.set(tail, known);
    return { document: known, issued };
  };
}

async function insert(analytics: Analytics, rows: readonly Compared[], from: number): Promise<void> {
  const texts = FIELD_NAMES.map((name) => `'${name}': 'VARCHAR'`).join(", ");
  const shape =
    `[{'rid': 'INTEGER', 'id': 'VARCHAR', 'office': 'INTEGER', 'lifelong': ['VARCHAR'], 'issued': 'VARCHAR', ${texts}}]`.replaceAll(
      "'",
      '"',
    );
  const given = rows.map((row, at) => ({ ...row, id: String(row.id), rid: from + at }));
  const fields = FIELD_NAMES.map((name) => `p."${name}"`).join(", ");
  await analytics.run(
    `INSERT INTO ${COMPARED_PEOPLE} (rid, side, office, lifelong, issued, id, ${FIELD_NAMES.map((name) => `"${name}"`).join(", ")})
     SELECT p.rid, 0, p.office, p.lifelong, p.issued, p.id, ${fields} FROM (SELECT unnest(from_json($1::JSON, '${shape}')) AS p)`,
    [JSON.stringify(given)],
  );
}

/** Only where some number is masked does anybody's have to be opened. */
async function countEverybody(tx: Tx): Promise<{ readonly total: number; readonly masked: number }> {
  const { rows } = await sql<{ total: number; masked: number }>`
    SELECT count(*)::int AS total, (SELECT count(*)::int FROM people.identities i WHERE i.tenant_id = (SELECT access.current_tenant())
      AND i.office_id = ANY ((SELECT access.visible_offices())::int[]) AND i.kind = 'maskedNumber') AS masked FROM people.persons WHERE tenant_id = (SELECT access.current_tenant())
      AND office_id = ANY ((SELECT access.visible_offices())::int[])`.execute(tx);
  return rows[0] ?? { total: 0, masked: 0 };
}

/** Who comes after a number, with what there is to compare. One with several certificates is compared by the first. */
async function readSome(
  tx: Tx,
  { after, tails }: { readonly after: number; readonly tails: boolean },
): Promise<readonly Read[]> {
  const { rows } = await sql<Read>`
    SELECT p.person_id AS id, p.office_id AS office, p.name, to_char(p.birth, 'YYYY-MM-DD') AS birth, p.sex, p.phone,
      w.credit_code AS employer, c.school, p.residence::text AS residence, p.native_place::text AS "nativePlace", v.certificate_key AS certificate,
      ARRAY(SELECT i.kind FROM people.identities i WHERE i.tenant_id = p.tenant_id AND i.person_id = p.person_id
        AND i.kind IN ('residentId', 'residencePermit') ORDER BY i.kind) AS lifelong,
      n.kind AS "numberKind", n.sealed_number AS "sealedNumber"
    FROM people.persons p
    LEFT JOIN people.workplaces w ON w.tenant_id = p.tenant_id AND w.person_id = p.person_id
    LEFT JOIN LATERAL (SELECT school FROM people.credentials c WHERE c.tenant_id = p.tenant_id AND c.person_id = p.person_id
      ORDER BY graduated DESC NULLS LAST, school LIMIT 1) c ON true
    LEFT JOIN LATERAL (SELECT certificate_key FROM people.certificates v WHERE v.tenant_id = p.tenant_id AND v.person_id = p.person_id
      ORDER BY certificate_key LIMIT 1) v ON true
    LEFT JOIN LATERAL (SELECT i.kind, i.sealed_number FROM people.identities i WHERE i.tenant_id = p.tenant_id AND i.person_id = p.person_id
      AND i.kind IN ('residentId', 'maskedNumber') ORDER BY i.kind DESC, i.document_index LIMIT 1) n ON ${tails}
    WHERE p.tenant_id = (SELECT access.current_tenant()) AND p.office_id = ANY ((SELECT access.visible_offices())::int[])
      AND p.person_id > ${after} ORDER BY p.person_id LIMIT ${ROWS_AT_ONCE}`.execute(tx);
  return rows;
}
