import { type Day, expectOk, type Fen, fenOfYuan, partsOfDay } from "@wutong/kernel";
import { signIn } from "../areas/access/index.ts";
import type { Wutong } from "../main.ts";
import { DEMO_REGION } from "../setup/demo-region.ts";

/** What a district of this size sets aside in a year; far more than the made-up people can draw. */
const BUDGETS: readonly { readonly code: string; readonly zh: string; readonly en: string; readonly budgetFen: Fen }[] =
  [
    {
      code: "yuecheng-settlement-subsidy",
      zh: "高校毕业生安家补贴",
      en: "Graduate settlement subsidy",
      budgetFen: fenOfYuan(60_000_000),
    },
    { code: "yuecheng-rent-subsidy", zh: "人才租房补贴", en: "Rent subsidy", budgetFen: fenOfYuan(30_000_000) },
    { code: "yuecheng-housing-voucher", zh: "人才房票", en: "Housing voucher", budgetFen: fenOfYuan(500_000_000) },
    { code: "yuecheng-skill-subsidy", zh: "技能提升补贴", en: "Skill subsidy", budgetFen: fenOfYuan(20_000_000) },
  ];

/** Opens the year's budget lines, one a policy, as the demo's finance account; lines that are there stay as they are. */
export async function seedBudgets(wutong: Wutong, officeId: number, today: Day): Promise<void> {
  const account = DEMO_REGION.accounts.find((one) => one.roles.includes("finance"));
  if (!account) throw new Error("the demo region has no finance account");
  const { tenantId, database } = wutong;
  const token = expectOk(
    await signIn(database, { tenantId, login: account.login, password: account.password }),
    "finance",
  );
  const { year } = partsOfDay(today);
  for (const { code, zh, en, budgetFen } of BUDGETS) {
    const line = { officeId, year, code, title: { zh, en }, budgetFen, reason: "演示预算 / demo budget" };
    const opened = await wutong.flows.openBudgetLine({ token, key: `seed ${year} ${code}` }, line);
    if (!opened.ok && opened.error.code !== "funds.lineExists") expectOk(opened, code);
  }
}
