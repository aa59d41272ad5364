import type { Database, Token, Vault } from "../storage/index.ts";
import { enter } from "../storage/index.ts";
import type { SmsGateway } from "./sms-gateway.ts";
import { lockDue, saveSent } from "./store/outbox.ts";

const SENT_AT_ONCE = 100;
const ATTEMPTS_MAX = 5;

/**
 * Sends what may leave now, each message in a transaction of its own; one that the gateway refuses five times has failed.
 * A crash between the gateway's answer and the commit sends a message twice, never loses one. Returns how many left.
 */
export async function sendDueMessages({
  database,
  vault,
  gateway,
  token,
  now,
}: {
  readonly database: Database;
  readonly vault: Vault;
  readonly gateway: SmsGateway;
  readonly token: Token;
  readonly now: () => Date;
}): Promise<number> {
  let sent = 0;
  for (let turn = 0; turn < SENT_AT_ONCE; turn += 1) {
    const more = await database.kysely.transaction().execute(async (tx) => {
      await enter(tx, token);
      const [message] = await lockDue(tx, vault, now(), 1);
      if (!message) return false;
      const answer = await gateway.send(message);
      const state = answer.ok ? "sent" : message.attempts + 1 >= ATTEMPTS_MAX ? "failed" : "queued";
      await saveSent(tx, message.messageId, state, now());
      if (answer.ok) sent += 1;
      return answer.ok;
    });
    if (!more) break;
  }
  return sent;
}
