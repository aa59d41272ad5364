import { fail, formatDay, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { getTenantName, openJobSession } from "../../areas/access/index.ts";
import {
  correctItem,
  type Demand,
  disciplineOf,
  findInvitation,
  findLink,
  findWave,
  type Invitation,
  insertItems,
  listItemsOfInvitation,
  type NewItem,
  normaliseWords,
  saveAnswered,
  type Wave,
  waveStateOn,
  whyNotToday,
  withdrawOthers,
} from "../../areas/demand/index.ts";
import { inSession, type Token, type Tx } from "../../storage/index.ts";
import type { GuessLimit } from "./guess-limit.ts";
import { contactBind, hashOfLink, type SurveyDesk, todayOn } from "./survey-desk.ts";

const SESSION_MINUTES = 1;
const ITEMS_MAX = 2_000;

export type Visitor = { readonly link: string; readonly address: string };

/** What a link opens: rights over its office for a minute. Problems: `demand.linkUnknown`, `demand.linkGuessed` {minutes}. */
export async function enterByLink(
  desk: SurveyDesk,
  guesses: GuessLimit,
  { link, address }: Visitor,
): Promise<Result<{ readonly token: Token; readonly invitationId: number }, Problem>> {
  const now = desk.now().getTime();
  const minutes = guesses.minutesLeft(address, now);
  if (minutes > 0) return fail(problem("demand.linkGuessed", { minutes }));
  const found = await findLink(desk.database, desk.tenantId, hashOfLink(link));
  if (!found) {
    guesses.note(address, now);
    return fail(problem("demand.linkUnknown"));
  }
  const { officeId, invitationId } = found;
  const job = { tenantId: desk.tenantId, officeId, purpose: "answer a survey", minutesMax: SESSION_MINUTES };
  return ok({ token: await openJobSession(desk.database, job), invitationId });
}

/** What the employer's page shows; a closed wave is shown too, with what was answered. */
export async function openSurvey(desk: SurveyDesk, entered: { readonly token: Token; readonly invitationId: number }) {
  const office = await getTenantName(desk.database, desk.tenantId);
  return inSession(desk.database, entered.token, async (tx) => {
    const { invitation, wave } = await getAsked(tx, entered.invitationId);
    const items = await listItemsOfInvitation(tx, invitation.invitationId, ITEMS_MAX);
    return {
      title: wave.title,
      office,
      employer: invitation.employer,
      opensOn: formatDay(wave.opensOn),
      closesOn: formatDay(wave.closesOn),
      state: waveStateOn(todayOn(desk), wave),
      revision: invitation.revision,
      contact: contactOf(desk, invitation),
      items: items.filter((item) => item.state !== "withdrawn"),
    };
  });
}

function contactOf(desk: SurveyDesk, { sealedContact, contactConsent }: Invitation) {
  if (!sealedContact) return null;
  const { name, phone } = JSON.parse(desk.vault.open(sealedContact, contactBind(desk))) as {
    name: string;
    phone: string;
  };
  return { name, phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}`, consent: contactConsent };
}

export async function mayAnswer(
  desk: SurveyDesk,
  entered: { readonly token: Token; readonly invitationId: number },
): Promise<Problem | undefined> {
  const { wave } = await inSession(desk.database, entered.token, (tx) => getAsked(tx, entered.invitationId));
  return whyNotToday(todayOn(desk), wave);
}

export type Answer = {
  readonly revision: number;
  readonly contact: { readonly name: string; readonly phone: string; readonly consent: boolean } | null;
  readonly items: readonly (Demand & { readonly itemId: number | null })[];
};

/**
 * Takes a whole answer: items of before are corrected, new ones added, what is left out is withdrawn.
 * Problems: `demand.surveyNotOpen`, `.surveyClosed`, `.revisionConflict` {revision}.
 */
export function answerSurvey(
  desk: SurveyDesk,
  entered: { readonly token: Token; readonly invitationId: number; readonly key: string },
  answer: Answer,
): Promise<Result<{ readonly revision: number }, Problem>> {
  const { token, invitationId } = entered;
  const input = { invitationId, revision: answer.revision, contact: answer.contact, items: [...answer.items] };
  const key = `survey ${invitationId} ${entered.key}`;
  return desk.run({ token, key, command: "answerSurvey", input }, async (tx) => {
    const { invitation, wave } = await getAsked(tx, invitationId, true);
    const refused = whyNotToday(todayOn(desk), wave);
    if (refused) return fail(refused);
    const { revision } = invitation;
    if (revision !== answer.revision) return fail(problem("demand.revisionConflict", { revision }));
    await saveItems(desk, tx, invitation, answer.items);
    const contact = answer.contact && {
      sealed: desk.vault.seal(
        JSON.stringify({ name: answer.contact.name, phone: answer.contact.phone }),
        contactBind(desk),
      ),
      consent: answer.contact.consent,
    };
    await saveAnswered(tx, invitationId, { contact, now: desk.now() });
    return ok({
      reply: { revision: revision + 1 },
      subject: { kind: "surveyInvitation", id: invitationId },
      officeId: invitation.officeId,
      before: { revision },
      after: { revision: revision + 1, items: answer.items.length },
    });
  });
}

async function saveItems(desk: SurveyDesk, tx: Tx, invitation: Invitation, items: Answer["items"]): Promise<void> {
  const { invitationId, officeId, waveId } = invitation;
  const kept: number[] = [];
  const added: NewItem[] = [];
  for (const { itemId, ...demand } of items) {
    const item = tidy(demand, invitation);
    if (itemId !== null && !kept.includes(itemId) && (await correctItem(tx, invitationId, itemId, item)))
      kept.push(itemId);
    else added.push(item);
  }
  await withdrawOthers(tx, invitationId, kept);
  const origin = { officeId, waveId, invitationId, state: "received" as const, atLeast: false, now: desk.now() };
  await insertItems(tx, origin, added);
}

/** Normalised as it comes in, so that the same demand reads the same. */
export function tidy(demand: Demand, employer: { readonly creditCode: string; readonly employer: string }): NewItem {
  const field = normaliseWords(demand.field);
  return {
    ...demand,
    post: normaliseWords(demand.post),
    titleLevel: normaliseWords(demand.titleLevel),
    field,
    creditCode: employer.creditCode,
    employer: employer.employer,
    discipline: disciplineOf(field),
  };
}

async function getAsked(
  tx: Tx,
  invitationId: number,
  lock = false,
): Promise<{ readonly invitation: Invitation; readonly wave: Wave }> {
  const invitation = await findInvitation(tx, invitationId, { lock });
  const wave = invitation && (await findWave(tx, invitation.waveId));
  if (!invitation || !wave) throw new Error(`invitation ${invitationId} is not visible to its own link`);
  return { invitation, wave };
}
