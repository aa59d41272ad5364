import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as contract from "@wutong/contracts";
import { overhang, signIn, skip, startConsole, type TestConsole } from "./console.ts";
import { approve, cardOf, confirmedCase, signInOnPhone, staffAt } from "./money-story.ts";

const VOUCHER = "yuecheng-housing-voucher";

let desk: TestConsole;
before(async () => {
  if (!skip) desk = await startConsole({ people: 800 });
});
after(async () => {
  await desk?.close();
});

async function taskOf(account: string, what: string) {
  const { page, complaints } = await desk.visit();
  await signIn(page, account);
  await page.getByRole("heading", { name: "待我办理" }).waitFor();
  return { page, complaints, task: page.getByRole("link", { name: what }) };
}

test("who has nothing to do is told so; what a person confirmed then waits for a clerk, one click away", {
  skip,
}, async () => {
  const idle = await taskOf("reviewer", "");
  await idle.page.getByText("现在没有等您办理的事").waitFor();
  await confirmedCase(desk.address, VOUCHER);
  const { page, task, complaints } = await taskOf("clerk2", "发布公示");
  assert.match(await task.innerText(), /^1\s*件\s*发布公示/);
  await task.click();
  await page.waitForURL("**/cases?state=confirmed");
  await page.locator(".ant-table-row").waitFor();
  await page.getByRole("link", { name: "我的账号" }).waitFor();
  assert.deepEqual([...idle.complaints, ...complaints], []);
});

test("anyone reads the running notices on a phone, masked, in both languages, and how to object", {
  skip,
}, async () => {
  const { page, complaints } = await desk.visit("phone");
  await page.goto("/public/notices");
  await page.getByText("目前没有正在进行的公示").waitFor();
  await page.getByText("请在公示期内以真实姓名").waitFor();
  const { name, caseId } = await confirmedCase(desk.address, VOUCHER);
  const clerk = await staffAt(desk.address, "clerk");
  await clerk.get(contract.publishNotice, { body: { caseIds: [caseId] }, key: crypto.randomUUID() });
  await page.reload();
  const row = page.getByRole("row").filter({ hasText: "人才房票" });
  await row.waitFor();
  assert.match(await row.innerText(), new RegExp(`${name.slice(0, 1)}\\*[\\s\\S]*[\\d,]+\\.00`));
  assert.doesNotMatch(await page.locator("body").innerText(), new RegExp(name));
  assert.equal(await overhang(page), 0);
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "How to object" }).waitFor();
  await page.getByText(/in their own name and before the last day/).waitFor();
  assert.deepEqual(complaints, []);
});

test("after the bank returned a payment the person names another account, and it is paid again", {
  skip,
  timeout: 180_000,
}, async () => {
  const person = await confirmedCase(desk.address, VOUCHER);
  await approve(desk.address, person.caseId);
  await returnedByBank();
  const phone = await desk.visit("phone");
  await signInOnPhone(phone.page, desk.address, person);
  await phone.page.goto(`/t/cases/${person.caseId}`);
  await phone.page.getByText(/请本人更正收款账户/).waitFor();
  await phone.page.getByRole("button", { name: "更正收款账户" }).click();
  const send = phone.page.getByRole("button", { name: "提交新账户" });
  await phone.page.getByLabel("开户银行").fill("示例银行上虞支行");
  await phone.page.getByLabel("银行卡号").fill("6200000000001234");
  await send.click();
  assert.match(await phone.page.getByRole("alert").innerText(), /校验不通过/);
  const number = cardOf(9_999_999);
  await phone.page.getByLabel("银行卡号").fill(number);
  await send.click();
  await phone.page
    .getByRole("status")
    .filter({ hasText: number.slice(-4) })
    .waitFor();
  await proceed(person.caseId);
  const { page, task } = await taskOf("finance", "重新支付被退回的款项");
  await task.click();
  await page.locator(".ant-table-row", { hasText: person.name }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("银行退回：账号不存在").waitFor();
  await drawer.getByLabel("理由").fill("本人已更正账户");
  await drawer.getByRole("button", { name: "重新支付" }).click();
  await drawer.waitFor({ state: "hidden" });
  await page.goto("/funds?tab=payments&state=due");
  await page.locator(".ant-table-row", { hasText: number.slice(-4) }).waitFor();
  assert.deepEqual(phone.complaints, []);
});

/** Finance pays what is due; the bank returns the payment. */
async function returnedByBank(): Promise<void> {
  const finance = await staffAt(desk.address, "finance");
  const { rows: lines } = await finance.get(contract.listBudgetLines, { query: {} });
  const lineId = lines.find((line) => line.code === VOUCHER)?.lineId ?? 0;
  const { today } = await finance.get(contract.getClock, {});
  const made = await finance.get(contract.makeBatch, { body: { lineId, dueBy: today }, key: crypto.randomUUID() });
  const params = { batchId: made.batch.batchId };
  const file = await finance.download(contract.takeBankFile, { params, key: crypto.randomUUID() });
  const [payment = "", , , , amount = ""] = file.trim().split(/\r?\n/)[1]?.split(",") ?? [];
  const text = `支付编号,金额,结果,原因\r\n${payment},${amount},退回,账号不存在`;
  await finance.upload(
    contract.readReceipt,
    { params, body: {}, key: crypto.randomUUID() },
    { name: "回单.csv", text },
  );
}

/** A reviewer checks the new account and lets the case go on. */
async function proceed(caseId: number): Promise<void> {
  const { page, task } = await taskOf("reviewer", "核实收款账户");
  await task.click();
  await page.waitForURL("**/cases?held=yes");
  await page.goto(`/cases?open=${caseId}`);
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("button", { name: "核实无误，继续" }).click();
  await drawer.getByLabel("理由").fill("已电话核实新账户");
  await drawer.getByRole("button", { name: "核实无误，继续" }).click();
  await drawer.locator(".mark-hand").waitFor({ state: "hidden" });
}
