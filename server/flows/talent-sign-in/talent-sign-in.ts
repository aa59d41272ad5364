import { timingSafeEqual } from "node:crypto";
import { fail, ok, type Problem, problem, type Result, type TenantId } from "@wutong/kernel";
import { openJobSession, openTalentSession } from "../../areas/access/index.ts";
import { listPersonCardsByPhone, type PersonCard } from "../../areas/people/index.ts";
import { CODE_LIMITS, makeCode, queueMessage, tryCode, useCode } from "../../messages/index.ts";
import type { Token } from "../../storage/index.ts";
import type { MoneyDesk } from "../money/money-desk.ts";

export type SignInDesk = MoneyDesk & { readonly tenantId: TenantId; readonly rootOfficeId: number };

/** What a job session for signing in may take; it ends by itself. */
const SESSION_MINUTES = 1;

/**
 * Sends a one-time code where the phone belongs to somebody; whether it does is not told. One a minute, five an hour
 * (`access.codeTooSoon` {seconds}). `key` is the request's: the same again sends nothing.
 */
export async function requestCode(
  desk: SignInDesk,
  { phone, key }: { readonly phone: string; readonly key: string },
): Promise<Result<{ readonly validSeconds: number; readonly againInSeconds: number }, Problem>> {
  const token = await openSignInJob(desk, "send a one-time code");
  const now = desk.now();
  const input = { phone: blind(desk, phone) };
  return desk.run({ token, key, command: "requestTalentCode", input }, async (tx) => {
    const made = await makeCode(tx, desk.vault, phone, now);
    if (made.kind === "tooSoon") return fail(problem("access.codeTooSoon", { seconds: made.seconds }));
    const [card] = await listPersonCardsByPhone(tx, desk.vault, phone);
    if (card) {
      const text = `【人才服务】验证码 ${made.code}，5 分钟内有效。工作人员不会向您索要验证码。`;
      const message = {
        officeId: card.officeId,
        personId: card.personId,
        kind: "code",
        phone,
        text,
        notBefore: now,
        now,
      };
      await queueMessage(tx, desk.vault, { ...message, occasion: `code ${input.phone} ${now.getTime()}` });
    }
    const reply = { validSeconds: CODE_LIMITS.validSeconds, againInSeconds: CODE_LIMITS.againAfterSeconds };
    return ok({ reply, subject: { kind: "phone", id: input.phone } });
  });
}

type Tried =
  | { readonly kind: "right"; readonly personId: number }
  | { readonly kind: "wrong"; readonly attemptsLeft: number };

/**
 * Opens a talent's session: the code sent to the phone, joined by the last four characters of the person's document number,
 * because phone numbers are handed to new owners. A try is spent whatever it says. Problem: `access.codeWrong` {attemptsLeft}.
 */
export async function signInTalent(
  desk: SignInDesk,
  given: { readonly phone: string; readonly code: string; readonly documentTail: string; readonly key: string },
): Promise<Result<{ readonly token: Token; readonly personId: number }, Problem>> {
  const job = await openSignInJob(desk, "sign in a talent");
  const input = { phone: blind(desk, given.phone), attempt: given.key };
  const tried = await desk.run<Tried>({ token: job, key: given.key, command: "signInTalent", input }, async (tx) => {
    const now = desk.now();
    const code = await tryCode(tx, desk.vault, { ...given, now });
    const cards = await listPersonCardsByPhone(tx, desk.vault, given.phone);
    const matching = cards.filter((card) =>
      card.documentNumbers.some((number) => endsWith(number, given.documentTail)),
    );
    const [card] = matching;
    // Two people with one phone and equal digits can't be told apart: nobody is signed in.
    const right = code?.right === true && card !== undefined && matching.length === 1;
    if (right) await useCode(tx, code.codeId, now);
    return ok({
      reply: right
        ? { kind: "right" as const, personId: card.personId }
        : { kind: "wrong" as const, attemptsLeft: code?.triesLeft ?? 0 },
      subject: { kind: "phone", id: input.phone },
      ...(right ? ownedBy(card) : {}),
      after: { right },
    });
  });
  if (!tried.ok) return tried;
  if (tried.value.kind === "wrong")
    return fail(problem("access.codeWrong", { attemptsLeft: tried.value.attemptsLeft }));
  const { personId } = tried.value;
  return ok({ personId, token: await openTalentSession(desk.database, desk.tenantId, personId) });
}

/** For the demo's simulator page: the outbox of the whole tenant. */
export function openDemoJob(desk: SignInDesk): Promise<Token> {
  return openSignInJob(desk, "show the simulated messages");
}

function openSignInJob(desk: SignInDesk, purpose: string): Promise<Token> {
  const { tenantId, rootOfficeId: officeId } = desk;
  return openJobSession(desk.database, { tenantId, officeId, purpose, minutesMax: SESSION_MINUTES });
}

function ownedBy(card: PersonCard): { readonly officeId: number; readonly personId: number } {
  return { officeId: card.officeId, personId: card.personId };
}

function endsWith(number: string, tail: string): boolean {
  const [a, b] = [Buffer.from(number.slice(-4).toUpperCase()), Buffer.from(tail.toUpperCase())];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A phone in journal and commands: its blind index. */
function blind(desk: MoneyDesk, phone: string): string {
  return desk.vault.blindIndex(phone, "talentSignIn.phones").toString("hex");
}
