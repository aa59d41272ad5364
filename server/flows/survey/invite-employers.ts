import { type Day, fail, formatDay, ok, type Problem, problem, type Result } from "@wutong/kernel";
import {
  findWave,
  insertInvitations,
  insertWave,
  listSilent,
  REMINDERS_MAX,
  takeToRemind,
  whyNotToday,
} from "../../areas/demand/index.ts";
import { type EmployerFilter, findSurveyContacts, listEmployersToSurvey } from "../../areas/employers/index.ts";
import { nextOfficeHour, queueMessage } from "../../messages/index.ts";
import type { Tx } from "../../storage/index.ts";
import { hashOfLink, linkOf, type StaffCaller, type SurveyDesk, todayOn } from "./survey-desk.ts";

export type NewWave = {
  readonly officeId: number;
  readonly title: string;
  readonly half: string;
  readonly opensOn: Day;
  readonly closesOn: Day;
  readonly filter: EmployerFilter;
};

/**
 * Opens a wave and invites the employers of the filter, in one transaction. Who has a contact gets a message in office hours, not
 * before the wave opens. Problems: `demand.closesBeforeOpening`, `demand.noEmployers`.
 */
export async function startWave(
  desk: SurveyDesk,
  caller: StaffCaller,
  wave: NewWave,
): Promise<Result<{ readonly waveId: number; readonly invited: number; readonly told: number }, Problem>> {
  const [opensOn, closesOn] = [formatDay(wave.opensOn), formatDay(wave.closesOn)];
  if (wave.closesOn < wave.opensOn) return fail(problem("demand.closesBeforeOpening", { opensOn, closesOn }));
  const input = { ...wave, filter: { ...wave.filter, kinds: [...wave.filter.kinds] } };
  return desk.run({ ...caller, command: "startSurveyWave", input }, async (tx) => {
    const employers = await listEmployersToSurvey(tx, wave.filter);
    if (employers.length === 0) return fail(problem("demand.noEmployers"));
    const { officeId } = wave;
    const waveId = await insertWave(tx, { ...wave, now: desk.now() });
    const invitations = employers.map(({ creditCode, name }) => ({
      creditCode,
      employer: name,
      linkHash: hashOfLink(linkOf(desk, waveId, creditCode)).toString("hex"),
    }));
    await insertInvitations(tx, { waveId, officeId }, invitations);
    const to = employers.map(({ creditCode }) => ({ creditCode, occasion: `survey ${waveId} ${creditCode}` }));
    const told = await tell(desk, tx, { ...wave, waveId }, to);
    return ok({
      reply: { waveId, invited: employers.length, told },
      subject: { kind: "surveyWave", id: waveId },
      officeId,
      after: { opensOn, closesOn, invited: employers.length, told },
    });
  });
}

/**
 * One more message to who has not answered: once a day, three times at most.
 * Problems: `demand.notFound`, `.surveyNotOpen`, `.surveyClosed`, `.remindersUsedUp` {max}.
 */
export function remindEmployers(
  desk: SurveyDesk,
  caller: StaffCaller,
  waveId: number,
): Promise<Result<{ readonly told: number }, Problem>> {
  return desk.run({ ...caller, command: "remindEmployers", input: { waveId } }, async (tx) => {
    const wave = await findWave(tx, waveId);
    if (!wave) return fail(problem("demand.notFound"));
    const refused = whyNotToday(todayOn(desk), wave);
    if (refused) return fail(refused);
    const { tenantId } = desk;
    const silent = await listSilent(tx, waveId);
    const contacts = await findSurveyContacts(tx, desk.vault, {
      tenantId,
      officeId: wave.officeId,
      creditCodes: silent,
    });
    const due = await takeToRemind(tx, waveId, todayOn(desk), [...contacts.keys()]);
    if (due.length === 0) return fail(problem("demand.remindersUsedUp", { max: REMINDERS_MAX }));
    const to = due.map(({ creditCode, reminders }) => ({
      creditCode,
      occasion: `survey ${waveId} ${creditCode} reminder ${reminders}`,
    }));
    const told = await tell(desk, tx, wave, to);
    return ok({
      reply: { told },
      subject: { kind: "surveyWave", id: waveId },
      officeId: wave.officeId,
      after: { told },
    });
  });
}

type Told = { readonly waveId: number; readonly officeId: number; readonly opensOn: Day; readonly closesOn: Day };

async function tell(
  desk: SurveyDesk,
  tx: Tx,
  wave: Told & { readonly title: string },
  to: readonly { readonly creditCode: string; readonly occasion: string }[],
): Promise<number> {
  const { tenantId, vault } = desk;
  const { officeId, waveId } = wave;
  const creditCodes = to.map((one) => one.creditCode);
  const contacts = await findSurveyContacts(tx, vault, { tenantId, officeId, creditCodes });
  const now = desk.now();
  const opens = new Date(`${formatDay(wave.opensOn)}T00:00:00+08:00`);
  const notBefore = nextOfficeHour(opens > now ? opens : now);
  let told = 0;
  for (const { creditCode, occasion } of to) {
    const contact = contacts.get(creditCode);
    if (!contact) continue;
    const text = `【人才服务】${wave.title}：请于 ${formatDay(wave.closesOn)} 前填报贵单位人才需求，无需登录：/survey/${linkOf(desk, waveId, creditCode)}`;
    const message = { officeId, personId: null, kind: "survey", occasion, phone: contact.phone, text, notBefore, now };
    if (await queueMessage(tx, vault, message)) told += 1;
  }
  return told;
}
