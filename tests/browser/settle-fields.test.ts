import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pg from "pg";
import { overhang, signIn, skip, startConsole, type TestConsole } from "./console.ts";

const [CITY, YUECHENG] = [330600, 330602];

let desk: TestConsole;
before(async () => {
  if (skip) return;
  desk = await startConsole({ people: 200 });
  await plantOtherLibrary(desk);
});
after(async () => {
  await desk?.close();
});

/** The city's library says another team of some people of Yuecheng: as if its file had been imported after theirs. */
async function plantOtherLibrary({ wutong }: TestConsole): Promise<void> {
  const client = new pg.Client({ connectionString: wutong.ownerUrl });
  await client.connect();
  const { rows } = await client.query(
    `INSERT INTO registers.batches (tenant_id, office_id, register, file_name, file_digest, district, from_month, through_month, complete, state, started_at)
     VALUES ($1, $2, 'talents', '市人才库2024.xlsx', '\\x00', $2, '2024-01-01', '2024-10-01', false, 'done', now()) RETURNING batch_id`,
    [wutong.tenantId, CITY],
  );
  await client.query(
    `WITH disputed AS (
       INSERT INTO people.library_entries (tenant_id, person_id, natural_key, office_id, content_digest, batch_id, source_row, recorded_at, name, team)
       SELECT tenant_id, person_id, '\\x01', office_id, '\\x01', $2, 7, now(), name, CASE team WHEN 'skilled' THEN 'professional' ELSE 'skilled' END
       FROM people.persons WHERE office_id = $1 AND standing = 'library' AND team IS NOT NULL ORDER BY person_id LIMIT 5 RETURNING person_id)
     UPDATE people.persons p SET conflicts = '{team}', disputed = '{team}' FROM disputed d WHERE d.person_id = p.person_id`,
    [YUECHENG, rows[0].batch_id],
  );
  await client.end();
}

const picture = (name: string) => `${process.env["SCREENSHOTS"]}/${name}.png`;

test("a clerk sees both sources side by side and settles one by hand; a reviewer's rule settles the others", {
  skip,
  timeout: 120_000,
}, async () => {
  const { page, complaints } = await desk.visit();
  await signIn(page, "clerk");
  await page.getByRole("link", { name: "信息核定", exact: true }).click();
  await page.getByText("5 人", { exact: true }).waitFor();
  await page.locator("td .link-cell").first().click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("待核：按“不明”处理").waitFor();
  assert.match(await drawer.innerText(), /越城区[\s\S]*人才库[\s\S]*市人才库2024.xlsx[\s\S]*第 7 行|市人才库2024.xlsx/);
  await drawer.getByRole("button", { name: "核定", exact: true }).click();
  await drawer.getByRole("radio").first().check();
  await drawer.getByLabel(/^依据/).fill("看过职业资格证书原件");
  if (process.env["SCREENSHOTS"]) await page.screenshot({ path: picture("settle-field") });
  await drawer.getByRole("button", { name: "确认核定" }).click();
  await drawer.getByText(/核定为“.+”，依据：看过职业资格证书原件/).waitFor();
  if (process.env["SCREENSHOTS"]) await page.screenshot({ path: picture("settled-field") });
  await page.keyboard.press("Escape");
  await page.getByText("4 人", { exact: true }).waitFor();
  await page.context().close();

  const other = await desk.visit();
  await signIn(other.page, "reviewer");
  await other.page.goto("/fields?view=rules");
  await other.page.getByRole("combobox", { name: "队伍以谁为准" }).click();
  await other.page.getByTitle("最上级人才库").click();
  if (process.env["SCREENSHOTS"]) await other.page.screenshot({ path: picture("field-rules") });
  await other.page.getByRole("button", { name: "保存" }).click();
  await other.page.getByText("本机构设定").waitFor();
  await other.page.getByRole("button", { name: /^待核信息/ }).click();
  await other.page.getByText("没有待核的信息").waitFor();
  assert.deepEqual([...complaints, ...other.complaints], []);
});

test("on a phone the sources stand beneath each other and nothing hangs over", { skip, timeout: 60_000 }, async () => {
  const { page, complaints } = await desk.visit("phone");
  await signIn(page, "clerk");
  await page.goto("/fields?view=rules");
  await page.getByText("由人核定").first().waitFor();
  assert.equal(await overhang(page), 0);
  if (process.env["SCREENSHOTS"]) await page.screenshot({ path: picture("field-rules-phone") });
  assert.deepEqual(complaints, []);
});
