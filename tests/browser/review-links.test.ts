import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pg from "pg";
import { personalSecrets } from "../../server/areas/people/index.ts";
import { overhang, signIn, skip, startConsole, type TestConsole } from "./console.ts";

const YUECHENG = 330602;
const TWINS = 26;

let desk: TestConsole;
before(async () => {
  if (skip) return;
  desk = await startConsole({ people: 200 });
  await plantTwins(desk);
});
after(async () => {
  await desk?.close();
});

/** Of some people of the demo a second record under a passport, with a name that only sounds alike: nothing that is certain. */
async function plantTwins({ wutong }: TestConsole): Promise<void> {
  const client = new pg.Client({ connectionString: wutong.ownerUrl });
  await client.connect();
  const secrets = personalSecrets(wutong.vault, wutong.tenantId);
  const { rows } = await client.query(
    `SELECT * FROM people.persons p WHERE office_id = $1 AND birth IS NOT NULL AND length(name) = 3 AND standing = 'library' ORDER BY person_id LIMIT $2`,
    [YUECHENG, TWINS],
  );
  for (const [at, row] of rows.entries()) {
    const name = `${row.name.slice(0, 2)}${at % 2 === 0 ? "伟" : "甲"}`;
    const twin = await client.query(
      `INSERT INTO people.persons (tenant_id, office_id, standing, name, pinyin, initials, sex, birth, residence, phone, recorded_at)
       SELECT tenant_id, office_id, 'observed', $2, pinyin, initials, sex, birth, residence, CASE WHEN $3 THEN phone END, now()
       FROM people.persons WHERE person_id = $1 RETURNING person_id`,
      [row.person_id, name, at % 3 === 0],
    );
    const number = `E${String(10_000_000 + at)}`;
    await client.query(
      "INSERT INTO people.identities VALUES ($1, decode($2, 'hex'), $3, $4, 'passport', decode($5, 'hex'))",
      [wutong.tenantId, secrets.documentIndex(number), twin.rows[0].person_id, YUECHENG, secrets.sealDocument(number)],
    );
    await client.query(
      `INSERT INTO people.workplaces SELECT tenant_id, $2, office_id, credit_code, since, open FROM people.workplaces WHERE person_id = $1`,
      [row.person_id, twin.rows[0].person_id],
    );
  }
  await client.end();
}

/** A colleague is quicker with the pair that stands first. */
async function decideElsewhere({ wutong }: TestConsole): Promise<void> {
  const client = new pg.Client({ connectionString: wutong.ownerUrl });
  await client.connect();
  await client.query(`UPDATE people.pairs SET state = 'different' WHERE pair_id =
    (SELECT pair_id FROM people.pairs WHERE state = 'waiting' ORDER BY weight DESC, pair_id LIMIT 1)`);
  await client.end();
}

test("registers are compared from the page; twenty pairs are decided by keyboard alone within a minute, and the last is undone", {
  skip,
  timeout: 180_000,
}, async () => {
  const { page, complaints } = await desk.visit();
  await signIn(page, "clerk");
  await page.getByRole("link", { name: "信息比对", exact: true }).click();
  await page.getByText("还没有比对过", { exact: true }).waitFor();
  await page.getByRole("button", { name: "开始比对" }).click();
  await page.getByText(/^上次比对：/).waitFor({ timeout: 60_000 });
  const question = page.getByRole("heading", { name: "这两条记录是同一个人吗？" });
  await question.waitFor();
  const table = page.getByRole("table");
  assert.match(await table.innerText(), /姓名[\s\S]*出生日期[\s\S]*相同[\s\S]*有力支持/);
  if (process.env["SCREENSHOTS"])
    await page.screenshot({ path: `${process.env["SCREENSHOTS"]}/review-desk.png`, fullPage: true });

  const shown = () => page.locator(".pair-name").allInnerTexts();
  const began = Date.now();
  for (let decided = 0; decided < 20; decided += 1) {
    const before = (await shown()).join();
    await page.keyboard.press(decided % 4 === 3 ? "2" : decided % 7 === 6 ? "3" : "1");
    await page.waitForFunction((names) => {
      const now = [...document.querySelectorAll(".pair-name")].map((one) => (one as HTMLElement).innerText).join();
      return now !== names && document.querySelector(".pair-moves button:not([disabled])") !== null;
    }, before);
  }
  const seconds = (Date.now() - began) / 1000;
  assert.ok(seconds < 60, `20 decisions took ${seconds} s`);
  const lastSaid = await page.getByRole("status").first().innerText();
  assert.match(lastSaid, /不是同一个人$/);
  await page.keyboard.press("u");
  await page.getByText(/已撤销，重新待核对$/).waitFor();
  await page.reload();
  await question.waitFor();
  const counts = await page.locator(".state-tabs").innerText();
  assert.match(counts, /待核对\s*\d+[\s\S]*已确认同一人\s*\d+/);
  await decideElsewhere(desk);
  const gone = (await shown()).join();
  await page.keyboard.press("1");
  await page.getByRole("alert").getByText("这一对已经有人核对过了").waitFor();
  await page.waitForFunction(
    (names) =>
      [...document.querySelectorAll(".pair-name")].map((one) => (one as HTMLElement).innerText).join() !== names,
    gone,
  );
  assert.deepEqual(complaints, []);
});

test("a merged person shows what was merged and takes it back; every fact is there again", {
  skip,
  timeout: 120_000,
}, async () => {
  const { page, complaints } = await desk.visit();
  await signIn(page, "clerk");
  await page.goto("/links?state=same");
  await page.getByRole("heading", { name: "这两条记录已合并为一个人" }).waitFor();
  await page.locator(".pair-name").first().click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("tab", { name: "合并与拆分" }).click();
  await drawer.getByText(/第 \d+ 号记录并入/).waitFor();
  assert.match(await drawer.innerText(), /护照/);
  if (process.env["SCREENSHOTS"]) await page.screenshot({ path: `${process.env["SCREENSHOTS"]}/person-links.png` });
  await drawer.getByRole("button", { name: "撤销" }).first().click();
  await drawer.getByText("已撤销，各项数据恢复原状").waitFor();
  await drawer
    .getByText(/已由 .* 撤销/)
    .first()
    .waitFor();
  assert.deepEqual(complaints, []);
});

test("two valid numbers: the clerk writes why, a reviewer who is somebody else approves", {
  skip,
  timeout: 120_000,
}, async () => {
  const client = new pg.Client({ connectionString: desk.wutong.ownerUrl });
  await client.connect();
  const { rows } = await client.query(
    `SELECT person_id FROM people.persons p WHERE office_id = $1 AND standing = 'library' AND NOT EXISTS (SELECT FROM benefits.offers o WHERE o.person_id = p.person_id)
       AND EXISTS (SELECT FROM people.identities i WHERE i.person_id = p.person_id AND i.kind = 'residentId') ORDER BY person_id DESC LIMIT 2`,
    [YUECHENG],
  );
  const [b, a] = rows.map((row) => row.person_id);
  await client.query(
    `INSERT INTO people.pairs (tenant_id, office_id, first_person, second_person, comparison_id, band, weight, fields, state, state_at)
     VALUES ($1, $2, $3, $4, 1, 'review', 40, '[{"field": "name", "level": 1, "weight": 9.1, "zh": "相同", "en": "the same"}]', 'waiting', now())`,
    [desk.wutong.tenantId, YUECHENG, a, b],
  );
  await client.end();
  const { page } = await desk.visit();
  await signIn(page, "clerk");
  await page.goto("/links");
  await page.getByText("两边各有一个有效的证件号码，而且不同").first().waitFor();
  if (process.env["SCREENSHOTS"])
    await page.screenshot({ path: `${process.env["SCREENSHOTS"]}/two-numbers.png`, fullPage: true });
  await page.keyboard.press("1");
  await page.getByLabel(/^依据/).fill("派出所出具的号码更正证明");
  await page.getByRole("button", { name: "提出合并" }).click();
  await page.getByText(/已提出合并，等待审批$/).waitFor();

  const reviewer = await desk.visit();
  await signIn(reviewer.page, "reviewer");
  await reviewer.page.goto("/links?state=proposed");
  await reviewer.page.getByText("依据：派出所出具的号码更正证明").waitFor();
  await reviewer.page.keyboard.press("1");
  await reviewer.page.getByText(/已合并为同一个人$/).waitFor();
  assert.deepEqual(reviewer.complaints, []);
});

test("on a phone, and in English", { skip, timeout: 120_000 }, async () => {
  const { page, complaints } = await desk.visit("phone");
  await signIn(page, "clerk");
  await page.goto("/links");
  await page.getByRole("heading", { name: "这两条记录是同一个人吗？" }).waitFor();
  assert.equal(await overhang(page), 0);
  if (process.env["SCREENSHOTS"])
    await page.screenshot({ path: `${process.env["SCREENSHOTS"]}/review-phone.png`, fullPage: true });
  await page.evaluate(() => localStorage.setItem("wutong.language", "en"));
  await page.reload();
  await page.getByRole("heading", { name: "Are these two records one person?" }).waitFor();
  assert.equal(await overhang(page), 0);
  if (process.env["SCREENSHOTS"]) await page.screenshot({ path: `${process.env["SCREENSHOTS"]}/review-phone-en.png` });
  assert.deepEqual(complaints, []);
});
