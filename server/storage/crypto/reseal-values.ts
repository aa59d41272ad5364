import pg from "pg";
import type { Keys } from "./key-file.ts";
import { nameOf, SEALED_PLACES, type SealedPlace } from "./sealed-places.ts";
import { openVault, sealedPrefix, type Vault } from "./vault.ts";

/** How many values of a place a key sealed. */
export type KeyUse = { readonly place: string; readonly keyId: string; readonly values: number };

/** What became of a place: values sealed anew, and those that no key of the file opens (left as they are). */
export type Resealed = { readonly place: string; readonly resealed: number; readonly unreadable: number };

type Options = {
  readonly ownerUrl: string;
  readonly keys: Keys;
  /** Pages of 8 kB that one transaction goes through: a few thousand short values. */
  readonly pagesAtOnce?: number;
  readonly onBatch?: (place: string, resealed: number) => void;
};

const PAGES_AT_ONCE = 32;
const PAGE_BYTES = 8192;
const PASSES_MAX = 3;

/**
 * Seals every value that an older key sealed with the current one, in short transactions; nothing else of its row changes.
 * Values are opened and sealed in this process: only sealed bytes reach the database. It may be stopped anywhere and run
 * again: what is done is done, and what is sealed with the current key isn't touched. `ownerUrl` is the tables' owner, whom row
 * security doesn't hold back. Throws where the database fails.
 */
export function resealValues({
  ownerUrl,
  keys,
  pagesAtOnce = PAGES_AT_ONCE,
  onBatch,
}: Options): Promise<readonly Resealed[]> {
  const tools: Tools = { vault: openVault(keys), prefix: sealedPrefix(keys.current), pagesAtOnce, onBatch };
  return asOwner(ownerUrl, async (client) => {
    const done: Resealed[] = [];
    for (const place of SEALED_PLACES) done.push(await resealPlace(client, tools, place));
    return done;
  });
}

type Tools = {
  readonly vault: Vault;
  readonly prefix: Buffer;
  readonly pagesAtOnce: number;
  readonly onBatch: Options["onBatch"];
};

/** Goes through the table until nothing was left to seal: what somebody else was writing is passed by, and met the next time. */
async function resealPlace(client: pg.Client, tools: Tools, place: SealedPlace): Promise<Resealed> {
  const name = nameOf(place);
  let resealed = 0;
  let unreadable = 0;
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    const before = resealed;
    unreadable = 0;
    const pages = await countPages(client, place);
    for (let page = 0; page < pages; page += tools.pagesAtOnce) {
      const batch = await resealPages(client, tools, place, page);
      resealed += batch.resealed;
      unreadable += batch.unreadable;
      tools.onBatch?.(name, resealed);
    }
    if (resealed === before) break;
  }
  return { place: name, resealed, unreadable };
}

/** Which keys sealed the values of each place; places without any are left out. */
export function countByKey(ownerUrl: string): Promise<readonly KeyUse[]> {
  return asOwner(ownerUrl, async (client) => {
    const uses: KeyUse[] = [];
    for (const place of SEALED_PLACES) {
      const { rows } = await client.query<{ key_id: string; count: number }>(
        `SELECT encode(substring(${readingOf(place)} FROM 2 FOR 4), 'hex') AS key_id, count(*)::int AS count
         FROM ${place.table} t WHERE ${readingOf(place)} IS NOT NULL GROUP BY 1 ORDER BY 1`,
      );
      uses.push(...rows.map((row) => ({ place: nameOf(place), keyId: row.key_id, values: row.count })));
    }
    return uses;
  });
}

async function asOwner<T>(ownerUrl: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    // A role that row security holds back would see no rows and call that done: let it fail instead.
    await client.query("SET row_security = off");
    return await act(client);
  } finally {
    await client.end();
  }
}

async function countPages(client: pg.Client, { table }: SealedPlace): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>("SELECT pg_relation_size($1::regclass) AS bytes", [table]);
  return Math.ceil(Number(rows[0]?.bytes ?? 0) / PAGE_BYTES);
}

type Row = { readonly at: string; readonly sealed: Buffer; readonly bound: number | null };

/**
 * Pages are a bounded walk that needs no index. The rows are locked and never waited for, so that this is never one half of a
 * deadlock with what the server does meanwhile.
 */
async function resealPages(
  client: pg.Client,
  { vault, prefix, pagesAtOnce }: Tools,
  place: SealedPlace,
  page: number,
): Promise<{ readonly resealed: number; readonly unreadable: number }> {
  const range = [`(${page},0)`, `(${page + pagesAtOnce},0)`];
  const within = "t.ctid >= $1::tid AND t.ctid < $2::tid";
  await client.query("BEGIN");
  try {
    const { rows } = await client.query<Row>(
      `SELECT t.ctid::text AS at, ${readingOf(place)} AS sealed, ${place.bindBy ? `t.${place.bindBy}` : "NULL::int"} AS bound
       FROM ${place.table} t WHERE ${within} AND substring(${readingOf(place)} FROM 1 FOR 5) <> $3
       FOR NO KEY UPDATE OF t SKIP LOCKED`,
      [...range, prefix],
    );
    const sealed = rows.flatMap((row) => resealOne(vault, place, row));
    if (sealed.length > 0)
      await client.query(
        `UPDATE ${place.table} t SET ${place.column} = ${writingOf(place)}
         FROM unnest($3::tid[], $4::bytea[]) AS n (at, sealed) WHERE ${within} AND t.ctid = n.at`,
        [...range, sealed.map(({ at }) => at), sealed.map((each) => each.sealed)],
      );
    await client.query("COMMIT");
    return { resealed: sealed.length, unreadable: rows.length - sealed.length };
  } catch (cause) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw cause;
  }
}

function resealOne(
  vault: Vault,
  { bind, bindBy }: SealedPlace,
  { at, sealed, bound }: Row,
): readonly { readonly at: string; readonly sealed: Buffer }[] {
  const bindTo = bindBy ? `${bind}:${bound}` : bind;
  const plain = openOrNothing(vault, sealed, bindTo);
  return plain === undefined ? [] : [{ at, sealed: vault.seal(plain, bindTo) }];
}

/** The vault throws for a key that the file lacks and for bytes that were changed: both stay as they are, and are counted. */
function openOrNothing(vault: Vault, sealed: Buffer, bind: string): string | undefined {
  try {
    return vault.open(sealed, bind);
  } catch {
    return undefined;
  }
}

function readingOf({ column, key }: SealedPlace): string {
  return key ? `decode(substr(t.${column}->>'${key}', 3), 'hex')` : `t.${column}`;
}

function writingOf({ column, key }: SealedPlace): string {
  return key ? `jsonb_set(t.${column}, '{${key}}', to_jsonb('\\x' || encode(n.sealed, 'hex')))` : "n.sealed";
}
