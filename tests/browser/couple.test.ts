import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pg from "pg";
import type { Page } from "playwright-core";
import { overhang, signIn, skip, startConsole, type TestConsole } from "./console.ts";
import { cardOf, entitledTo, push, revealed, signInOnPhone, staffAt } from "./money-story.ts";

const VOUCHER = "yuecheng-housing-voucher";

let desk: TestConsole;
before(async () => {
  if (!skip) desk = await startConsole({ people: 800 });
});
after(async () => {
  await desk?.close();
});

test("a benefit of the couple waits until the spouse, too, has confirmed it on a phone", {
  skip,
  timeout: 180_000,
}, async () => {
  const { applicant, spouse } = await aCouple();
  const his = await desk.visit("phone");
  await signInOnPhone(his.page, desk.address, applicant);
  await submit(his.page);
  await his.page.getByText("等待配偶确认").waitFor();
  const caseId = Number(new URL(his.page.url()).pathname.split("/").at(-1));
  const clerk = await desk.visit();
  await signIn(clerk.page, "clerk");
  await clerk.page.goto(`/cases?open=${caseId}`);
  const drawer = clerk.page.getByRole("dialog");
  await drawer.getByText(/发布公示: 办件 \d+ 还没有经配偶确认/).waitFor();
  const hers = await desk.visit("phone");
  await signInOnPhone(hers.page, desk.address, spouse);
  await hers.page.getByText("待您确认").click();
  await hers.page.getByText("双方都不能再次享受").waitFor();
  const confirm = hers.page.getByRole("button", { name: "确认", exact: true });
  assert.equal(await confirm.isDisabled(), true);
  await hers.page.getByRole("checkbox").check();
  await confirm.dblclick();
  await hers.page.getByRole("status").filter({ hasText: "您已于" }).waitFor();
  assert.equal(await overhang(hers.page), 0);
  await his.page.reload();
  await his.page.getByText("配偶已确认").waitFor();
  await clerk.page.reload();
  await drawer.getByText("配偶已确认").waitFor();
  await drawer.getByRole("button", { name: "发布公示" }).click();
  await drawer.locator(".mark", { hasText: "公示中" }).waitFor();
  await correctAndRead(his.page);
  assert.deepEqual([...his.complaints, ...hers.complaints, ...clerk.complaints], []);
});

/** Another account is looked at by a person; the applicant is told so in their own words, not in the staff's. */
async function correctAndRead(page: Page): Promise<void> {
  await page.getByRole("button", { name: "更正收款账户" }).click();
  await page.getByLabel("开户银行").fill("示例银行上虞支行");
  await page.getByLabel("银行卡号").fill(cardOf(78));
  await page.getByRole("button", { name: "提交新账户" }).click();
  await page.getByText("收款账户正在核实。核实后继续办理").waitFor();
}

async function submit(page: Page): Promise<void> {
  await page.locator(".phone-card", { hasText: "人才房票" }).click();
  await page.getByRole("button", { name: "去确认" }).click();
  await page.getByText("这项待遇需要夫妻双方确认").waitFor();
  for (const promise of await page.getByRole("checkbox").all()) await promise.check();
  const send = page.getByRole("button", { name: "确认并提交" });
  await page.getByLabel("开户银行").fill("示例银行越城支行");
  await page.getByLabel("银行卡号").fill(cardOf(77));
  await page.getByLabel("房屋编号（可不填）").fill("浙");
  assert.equal(await send.isDisabled(), true);
  await page.getByLabel("房屋编号（可不填）").fill("越城预售合同 2024-0077");
  await send.click();
  await page.getByRole("heading", { name: "办理进度" }).waitFor();
}

/** Somebody entitled whose spouse is in the library and has a phone; the offer is pushed. */
async function aCouple() {
  const clerk = await staffAt(desk.address, "clerk");
  const { sweepId, rows } = await entitledTo(clerk, VOUCHER);
  const spouses = await spousesOf(rows.map((row) => row.personId));
  for (const { personId, findingId } of rows) {
    const spouseId = spouses.get(personId);
    if (spouseId === undefined) continue;
    const [applicant, spouse] = [await revealed(clerk, personId), await revealed(clerk, spouseId)];
    if (!applicant.phone || !spouse.phone) continue;
    await push(clerk, sweepId, findingId);
    return { applicant, spouse };
  }
  throw new Error("nobody found has a spouse in the library");
}

/** Whose spouse is whom: pages show spouses masked, so the test asks the database. */
async function spousesOf(personIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const client = new pg.Client({ connectionString: desk.wutong.configuration.database?.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ one: number; other: number }>(
    `SELECT t.person_id AS one, i.person_id AS other FROM people.family_ties t
     JOIN people.identities i ON i.tenant_id = t.tenant_id AND i.document_index = t.other_index
     WHERE t.relation = 'spouse' AND t.person_id = ANY ($1::int[])`,
    [personIds],
  );
  await client.end();
  return new Map(rows.map(({ one, other }) => [one, other]));
}
