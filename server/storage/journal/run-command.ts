import { createHash } from "node:crypto";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { sql } from "kysely";
import type { Vault } from "../crypto/vault.ts";
import { enter, type Token } from "../relational/in-session.ts";
import type { Database, Tx } from "../relational/pool.ts";
import { sealForPerson } from "./person-keys.ts";

/** What JSON can hold: replies and journal states are stored and must read back the same. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What a command wrote, for the journal. No names and no document or account numbers, except under `personal`. */
export type Written<Reply extends Json> = {
  readonly reply: Reply;
  readonly subject: { readonly kind: string; readonly id: string | number };
  readonly officeId?: number;
  readonly personId?: number;
  readonly before?: Json;
  readonly after?: Json;
  /** Personal values, sealed with the key of `personId`, so that erasing the person makes them unreadable. */
  readonly personal?: Json;
};

export type CommandRequest = {
  readonly token: Token;
  readonly command: string;
  /** Chosen by the caller, once per intent: the same key again returns the first reply and changes nothing. */
  readonly key: string;
  /** What was asked: a key used again for something else is refused. */
  readonly input: Json;
};

export type CommandRunner = <Reply extends Json>(
  request: CommandRequest,
  act: (tx: Tx) => Promise<Result<Written<Reply>, Problem>>,
) => Promise<Result<Reply, Problem>>;

/**
 * Every write passes here: begin, enter the session, act, append to the journal, remember the key, commit.
 * A failure that `act` returns rolls everything back. `now` is the office's clock (movable in demo mode).
 * Problems of its own: `access.signedOut`, `http.keyReused`.
 */
export function commandRunner({
  database,
  vault,
  now,
}: {
  readonly database: Database;
  readonly vault: Vault;
  readonly now: () => Date;
}): CommandRunner {
  return async (request, act) => {
    const digest = createHash("sha256")
      .update(JSON.stringify([request.command, request.input]))
      .digest();
    try {
      const reply = await database.kysely.transaction().execute(async (tx) => {
        await enter(tx, request.token);
        const actor = await findActor(tx);
        if (actor === null) throw new Refused(problem("access.signedOut"));
        const done = await findDone(tx, actor, request.key);
        if (done) {
          if (!done.request_digest.equals(digest)) throw new Refused(problem("http.keyReused", { key: request.key }));
          return done.reply;
        }
        const result = await act(tx);
        if (!result.ok) throw new Refused(result.error);
        await remember(tx, { actor, digest, request, written: result.value, vault, now: now() });
        return result.value.reply;
      });
      return ok(reply as never);
    } catch (cause) {
      if (cause instanceof Refused) return fail(cause.problem);
      throw cause;
    }
  };
}

/** Carries an expected failure out of the transaction callback, so that Kysely rolls back. */
class Refused extends Error {
  readonly problem: Problem;
  constructor(refusal: Problem) {
    super(refusal.code);
    this.problem = refusal;
  }
}

async function findActor(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ actor: string | null }>`SELECT access.current_actor() AS actor`.execute(tx);
  return rows[0]?.actor ?? null;
}

/** Two clicks with one key meet at the lock: the second waits for the first and then finds its reply. */
async function findDone(tx: Tx, actor: string, key: string) {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${actor} ${key}`}, 7))`.execute(tx);
  const { rows } = await sql<{ reply: Json; request_digest: Buffer }>`
    SELECT reply, request_digest FROM journal.commands
    WHERE tenant_id = access.current_tenant() AND actor = ${actor} AND command_key = ${key}`.execute(tx);
  return rows[0];
}

async function remember(
  tx: Tx,
  done: {
    readonly actor: string;
    readonly digest: Buffer;
    readonly request: CommandRequest;
    readonly written: Written<Json>;
    readonly vault: Vault;
    readonly now: Date;
  },
): Promise<void> {
  const { request, written } = done;
  const personal =
    written.personal === undefined || written.personId === undefined
      ? null
      : await sealForPerson(tx, done.vault, {
          personId: written.personId,
          officeId: written.officeId ?? null,
          plain: JSON.stringify(written.personal),
        });
  const { rows } = await sql<{ seq: bigint }>`
    SELECT journal.append(${done.now}::timestamptz, ${request.command}, ${request.key}, ${written.subject.kind}, ${String(written.subject.id)},
      ${written.officeId ?? null}::int, ${written.personId ?? null}::int, ${json(written.before)}::jsonb, ${json(written.after)}::jsonb, ${personal}) AS seq`.execute(
    tx,
  );
  await sql`
    INSERT INTO journal.commands (tenant_id, actor, command_key, command, request_digest, reply, seq)
    VALUES (access.current_tenant(), ${done.actor}, ${request.key}, ${request.command}, ${done.digest}, ${JSON.stringify(written.reply)}::jsonb, ${rows[0]?.seq ?? null})`.execute(
    tx,
  );
}

function json(value: Json | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
