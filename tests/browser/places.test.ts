import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as contract from "@wutong/contracts";
import pg from "pg";
import { overhang, signIn, skip, startConsole, type TestConsole } from "./console.ts";
import { confirmedCase, signInOnPhone, staffAt } from "./money-story.ts";

const RENT = "yuecheng-rent-subsidy";
const VOUCHER = "yuecheng-housing-voucher";

let desk: TestConsole;
before(async () => {
  if (skip) return;
  desk = await startConsole({ people: 800 });
  await limit(RENT, "{ places: 1, per: year, order: { kind: firstCome } }");
  await limit(VOUCHER, "{ places: 1, per: year, order: { kind: lottery } }");
});
after(async () => {
  await desk?.close();
});

test("who comes after the last place reads their place in the queue, and moves up when it is given back", {
  skip,
  timeout: 180_000,
}, async () => {
  const first = await confirmedCase(desk.address, RENT);
  const second = await confirmedCase(desk.address, RENT);
  await confirmedCase(desk.address, RENT);
  // The same phone gets another code only later.
  const mover = await staffAt(desk.address, "clerk");
  await mover.get(contract.moveClock, { body: { to: "nextWorkingDay" }, key: crypto.randomUUID() });
  const phone = await desk.visit("phone");
  await signInOnPhone(phone.page, desk.address, second);
  await phone.page.locator(".phone-card", { hasText: "第 1 位候补" }).click();
  await phone.page.getByText("候补期间不影响您享受其他待遇").waitFor();
  assert.equal(await overhang(phone.page), 0);
  const clerk = await desk.visit();
  await signIn(clerk.page, "clerk");
  await clerk.page.goto("/cases");
  await clerk.page.getByText("候补", { exact: true }).click();
  await clerk.page.getByText("候补第 1 位 · 名额已满").waitFor();
  await clerk.page.getByText("候补第 2 位 · 名额已满").waitFor();
  assert.equal(await overhang(clerk.page), 0);
  const reviewer = await desk.visit();
  await signIn(reviewer.page, "reviewer");
  await reviewer.page.goto(`/cases?open=${first.caseId}`);
  const drawer = reviewer.page.getByRole("dialog");
  await drawer.getByRole("button", { name: "不予通过" }).click();
  await drawer.getByLabel("理由（本人会看到）").fill("本人放弃");
  await drawer.getByRole("button", { name: "不予通过" }).last().click();
  await drawer.locator(".mark", { hasText: "不予通过" }).waitFor();
  await phone.page.reload();
  await phone.page.getByText("已收到您的确认，接下来公示").waitFor();
  await clerk.page.reload();
  await clerk.page.getByText("候补第 1 位 · 名额已满").waitFor();
  assert.equal(await clerk.page.getByText("候补第 2 位").count(), 0);
  assert.deepEqual([...phone.complaints, ...clerk.complaints, ...reviewer.complaints], []);
});

test("a lottery is announced with its seed, drawn by somebody else on its day, and stands on the public page", {
  skip,
  timeout: 180_000,
}, async () => {
  const cases = [await confirmedCase(desk.address, VOUCHER), await confirmedCase(desk.address, VOUCHER)];
  const clerk = await desk.visit();
  await signIn(clerk.page, "clerk");
  await clerk.page.goto("/cases?waiting=yes");
  await clerk.page.getByText("已收到确认 · 名额待定").nth(1).waitFor();
  const today = await dayOf(desk.address);
  const drawOn = new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  await clerk.page.getByLabel("确定日期").fill(drawOn);
  await clerk.page.getByRole("button", { name: "公布日期" }).click();
  await clerk.page.getByText(`将于 ${drawOn} 确定`).waitFor();
  const anybody = await desk.visit("phone");
  await anybody.page.goto("/public/notices");
  const seed = await anybody.page.locator("code").innerText();
  assert.match(seed, /^[0-9a-f]{32}$/);
  const mover = await staffAt(desk.address, "clerk");
  await mover.get(contract.moveClock, { body: { to: "nextWorkingDay" }, key: crypto.randomUUID() });
  const reviewer = await desk.visit();
  await signIn(reviewer.page, "reviewer");
  await reviewer.page.goto("/cases?waiting=yes");
  await reviewer.page.getByRole("button", { name: "确定名额" }).click();
  await reviewer.page.getByText("候补第 1 位 · 名额已满").first().waitFor();
  await anybody.page.reload();
  const table = anybody.page.getByRole("table");
  for (const { caseId } of cases) await table.getByText(`#${caseId}`, { exact: true }).waitFor();
  await table.getByText("候补", { exact: true }).waitFor();
  assert.equal(await overhang(anybody.page), 0);
  assert.deepEqual([...clerk.complaints, ...reviewer.complaints, ...anybody.complaints], []);
});

async function dayOf(address: string): Promise<string> {
  const { today } = await (await staffAt(address, "clerk")).get(contract.getClock, {});
  return today;
}

/** A published policy gets a quota, as if its file had said so from the start. */
async function limit(policyId: string, quota: string): Promise<void> {
  const client = new pg.Client({ connectionString: desk.wutong.configuration.database?.ownerUrl });
  await client.connect();
  await client.query("ALTER TABLE policies.versions DISABLE TRIGGER used_versions_are_immutable");
  await client.query(
    `UPDATE policies.versions SET digest = sha256(convert_to($2, 'UTF8')),
       files = jsonb_set(files, '{0,text}', to_jsonb((files #>> '{0,text}') || $2::text))
     WHERE policy_id = $1`,
    [policyId, `\nlimits:\n  quota: ${quota}\n`],
  );
  await client.query("ALTER TABLE policies.versions ENABLE TRIGGER used_versions_are_immutable");
  await client.end();
}
