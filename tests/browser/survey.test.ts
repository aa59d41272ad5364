import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as contract from "@wutong/contracts";
import pg from "pg";
import type { Page } from "playwright-core";
import { overhang, signIn, skip, startConsole, type TestConsole } from "./console.ts";
import { staffAt } from "./money-story.ts";

const EMPLOYER = "示例机械有限公司";

let desk: TestConsole;
before(async () => {
  if (skip) return;
  desk = await startConsole({ people: 0 });
  const owner = new pg.Client({ connectionString: desk.wutong.ownerUrl });
  await owner.connect();
  await owner.query(
    `INSERT INTO employers.organisations (tenant_id, credit_code, name, kind, industry, district, above_scale, batch_id, content_digest, recorded_at)
     VALUES ($1, 'S1', $2, 'enterprise', 'C34', 330602, true, 1, '\\x01', now())`,
    [desk.wutong.tenantId, EMPLOYER],
  );
  await owner.end();
});
after(async () => {
  await desk?.close();
});

const shoot = async (page: Page, name: string) => {
  if (process.env["SCREENSHOTS"])
    await page.screenshot({ path: `${process.env["SCREENSHOTS"]}/${name}.png`, fullPage: true });
};

test("from the invitation to the published list: the employer answers on a phone, without an account", {
  skip,
  timeout: 180_000,
}, async () => {
  const clerk = await desk.visit();
  await signIn(clerk.page, "clerk");
  const path = await invite(clerk.page);
  const phone = await desk.visit("phone");
  const colleague = await desk.visit("phone");
  await colleague.page.goto(path);
  await colleague.page.getByLabel("岗位").fill("质检员");
  await answer(phone.page, path);
  await answerToo(colleague.page);
  await refuseLargeFile(path);
  await cleanAndPublish(clerk.page);
  await phone.page.goto("/public/demand");
  await phone.page.getByText("数控机床工程师").waitFor();
  assert.equal(await phone.page.getByText("王经理").count(), 0);
  assert.equal(await overhang(phone.page), 0);
  await shoot(phone.page, "public-list");
  await clerk.page.getByLabel("业务").getByRole("link", { name: "人才需求" }).click();
  await clerk.page.getByText("累计征集 3 条").waitFor();
  await shoot(clerk.page, "waves");
  await phone.page.goto("/survey/AAAAAAAAAAAAAAAAAAAAAA");
  await phone.page.getByText("这个填报链接不存在").waitFor();
  assert.deepEqual([...clerk.complaints, ...phone.complaints, ...colleague.complaints], []);
});

async function invite(page: Page): Promise<string> {
  await page.getByLabel("业务").getByRole("link", { name: "人才需求" }).click();
  await page.getByText("还没有发起过调研").waitFor();
  await page.getByRole("button", { name: "发起调研" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("名称").fill("2024年下半年人才需求调研");
  await form.getByLabel(/^期间/).fill("2024-H2");
  await form.getByLabel("开始日").fill("2024-11-30");
  await form.getByLabel("截止日").fill("2024-12-20");
  await form.getByRole("button", { name: "发起调研" }).click();
  await page.getByRole("heading", { name: "2024年下半年人才需求调研" }).waitFor();
  await page.getByText(EMPLOYER).click();
  await page.getByRole("button", { name: "填报链接" }).click();
  const link = await page.getByRole("dialog").getByRole("status").innerText();
  await shoot(page, "wave");
  return new URL(link).pathname;
}

async function answer(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByText(EMPLOYER).waitFor();
  await page.getByLabel("岗位").fill("数控机床工程师");
  await page.getByLabel("人数").fill("3");
  await page.getByLabel("专业领域").fill("机械工程");
  const sheet = `岗位,人数,最低学历\n焊工,2,大专\n会计,几个,本科\n`;
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "需求.csv", mimeType: "text/csv", buffer: Buffer.from(sheet) });
  await page.getByText("第 3 行没有读入：会计、几个、本科").waitFor();
  await page.getByText("第 2 条需求").waitFor();
  await page.getByLabel("联系人", { exact: true }).fill("王经理");
  await page.getByLabel("手机号", { exact: true }).fill("13900001111");
  assert.equal(await overhang(page), 0);
  await shoot(page, "survey-phone");
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await page.getByText("已提交（第 1 版）").waitFor();
  await page.reload();
  assert.equal(await page.getByLabel("岗位").first().inputValue(), "数控机床工程师");
}

/** Began before the other's answer arrived: told so, nothing typed is lost, and both go in. */
async function answerToo(page: Page): Promise<void> {
  await page.getByLabel("人数").fill("1");
  await page.getByLabel("联系人", { exact: true }).fill("李主管");
  await page.getByLabel("手机号", { exact: true }).fill("13900002222");
  const send = page.getByRole("button", { name: "提交", exact: true });
  await send.click();
  await page.getByText("本单位另有人刚提交过（第 1 版），您这份没有提交").waitFor();
  assert.equal(await page.getByLabel("岗位").inputValue(), "质检员");
  await page.getByRole("button", { name: "加载对方提交的内容" }).click();
  await page.getByText("第 3 条需求").waitFor();
  const posts = await Promise.all((await page.getByLabel("岗位").all()).map((one) => one.inputValue()));
  assert.deepEqual(posts, ["数控机床工程师", "焊工", "质检员"]);
  await send.click();
  await page.getByText("已提交（第 2 版）").waitFor();
}

async function refuseLargeFile(path: string): Promise<void> {
  const form = new FormData();
  form.append("request", "{}");
  form.append("file", new Blob([Buffer.alloc(3 * 1024 * 1024)]), "big.xlsx");
  const headers = { "idempotency-key": "large" };
  const url = `${desk.address}/api/public/surveys/${path.split("/").at(-1)}/workbook`;
  const reply = await fetch(url, { method: "POST", headers, body: form });
  assert.deepEqual([reply.status, ((await reply.json()) as { code: string }).code], [413, "demand.fileTooLarge"]);
}

async function cleanAndPublish(page: Page): Promise<void> {
  await page.goto("/demand/items?state=received");
  await page.getByRole("button", { name: "数控机床工程师" }).click();
  await shoot(page, "items");
  await page.getByRole("dialog").getByRole("button", { name: "审定" }).click();
  await page.getByRole("button", { name: "数控机床工程师" }).waitFor({ state: "detached" });
  const clerk = await staffAt(desk.address, "clerk");
  const [wave] = (await clerk.get(contract.listWaves, { query: {} })).rows;
  await page.goto(`/demand/waves/${wave?.waveId}`);
  await page.getByRole("button", { name: "发布需求清单" }).click();
  await page.getByText("已发布 1 条").waitFor();
}
