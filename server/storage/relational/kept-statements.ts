import { createHash } from "node:crypto";
import { type PostgresPool, sql } from "kysely";
import type pg from "pg";

/**
 * Stands first in the text of a statement whose plan every connection keeps: what is asked all the time, where planning behind
 * row security costs more than running. The text must be one of few; values are its parameters.
 */
export const KEPT_MARK = "/* kept */ ";

/** The mark in a template: `` sql`${KEPT}SELECT …` ``. */
export const KEPT = sql.raw(KEPT_MARK);

/** What Kysely asks of a pool, with marked statements prepared under a name of their own, once for each connection. */
export function keepingPool(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    const known = names.get(text);
    if (known !== undefined) return known;
    // The digest: another version of Wutong on the same connection prepares its own.
    const name = `wutong_${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
    names.set(text, name);
    return name;
  };
  const connect = async () => {
    const client = await pool.connect();
    const query = (text: string, values: readonly unknown[]) =>
      text.startsWith(KEPT_MARK)
        ? client.query({ name: nameOf(text), text, values: [...values] })
        : client.query(text, [...values]);
    return { query, release: (destroy?: boolean) => client.release(destroy) };
  };
  return { connect, end: () => pool.end(), options: pool.options } as unknown as PostgresPool;
}
