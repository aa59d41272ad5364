import { addDays, type Day } from "@wutong/kernel";
import { listWaitingSpouses } from "../../areas/benefits/index.ts";
import { listPersonCards } from "../../areas/people/index.ts";
import { nextOfficeHour, queueMessage } from "../../messages/index.ts";
import type { Tx } from "../../storage/index.ts";
import { type MoneyDesk, todayOf } from "../money/money-desk.ts";

/** Names nobody and no sum: phones are handed on. */
const TEXT = "【人才服务】有一项以夫妻双方为对象的人才待遇待您确认，请用本人手机号登录人才服务页面查看。";

const AT_ONCE = 500;
/** Who hasn't confirmed for longer than this was told once and knows. */
const TOLD_WITHIN_DAYS = 30;

/** One message to each spouse whose confirmation a case waits for, with a job's rights: the applicant doesn't see their phone. */
export async function tellSpouses(desk: MoneyDesk, tx: Tx): Promise<number> {
  const now = desk.now();
  const waiting = await listWaitingSpouses(tx, {
    since: addDays(todayOf(now), -TOLD_WITHIN_DAYS) as Day,
    limit: AT_ONCE,
  });
  const ids = [...new Set(waiting.map(({ spouseId }) => spouseId))];
  const cards = new Map((await listPersonCards(tx, desk.vault, ids)).map((card) => [card.personId, card]));
  let told = 0;
  for (const { caseId, spouseId } of waiting) {
    const card = cards.get(spouseId);
    if (!card || card.phone === null) continue;
    const { officeId, personId, phone } = card;
    const occasion = `spouse ${personId} case ${caseId}`;
    const message = { officeId, personId, kind: "spouse", phone, text: TEXT, notBefore: nextOfficeHour(now), now };
    if (await queueMessage(tx, desk.vault, { ...message, occasion })) told += 1;
  }
  return told;
}
