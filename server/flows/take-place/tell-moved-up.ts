import { addDays, type Day } from "@wutong/kernel";
import { listMovedUp } from "../../areas/benefits/index.ts";
import { listPersonCards } from "../../areas/people/index.ts";
import { nextOfficeHour, queueMessage } from "../../messages/index.ts";
import type { Tx } from "../../storage/index.ts";
import { type MoneyDesk, todayOf } from "../money/money-desk.ts";

/** Names nobody, no sum and no benefit: phones are handed on. */
const TEXT = "【人才服务】您候补的一项人才待遇已递补成功，无需再次确认，请登录人才服务页面查看办理进度。";

const AT_ONCE = 500;
const TOLD_WITHIN_DAYS = 30;

/**
 * One message to each who waited and has a place now, as far as the session may see them; the daily job tells the others, who belong
 * to offices that whoever freed the place doesn't see.
 */
export async function tellMovedUp(desk: MoneyDesk, tx: Tx): Promise<number> {
  const now = desk.now();
  const moved = await listMovedUp(tx, { since: addDays(todayOf(now), -TOLD_WITHIN_DAYS) as Day, limit: AT_ONCE });
  const ids = [...new Set(moved.map(({ personId }) => personId))];
  const cards = new Map((await listPersonCards(tx, desk.vault, ids)).map((card) => [card.personId, card]));
  let told = 0;
  for (const { applicationId, personId } of moved) {
    const card = cards.get(personId);
    if (!card || card.phone === null) continue;
    const { officeId, phone } = card;
    const occasion = `place ${applicationId}`;
    const message = { officeId, personId, kind: "place", phone, text: TEXT, notBefore: nextOfficeHour(now), now };
    if (await queueMessage(tx, desk.vault, { ...message, occasion })) told += 1;
  }
  return told;
}
