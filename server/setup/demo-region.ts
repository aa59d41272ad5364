import type { AccountToSetUp, TenantToSetUp } from "../areas/access/index.ts";

const DEMO_PASSWORD = "wutong-demo";

/** Accounts of the demo, one a role; their password is printed at the start, and demo mode listens on loopback only. */
const DEMO_ACCOUNTS: readonly AccountToSetUp[] = [
  account("clerk", "经办甲", 330602, ["clerk"]),
  account("clerk2", "经办乙", 330602, ["clerk"]),
  account("reviewer", "复核", 330602, ["reviewer"]),
  account("finance", "财务", 330602, ["finance"]),
  account("leader", "分管领导", 330602, ["leader"]),
  account("auditor", "审计", 330600, ["auditor"]),
  account("shangyu", "上虞经办", 330604, ["clerk", "reviewer"]),
];

/** Tenant Shaoxing with Yuecheng, two of its streets, and a neighbour that sees nothing of Yuecheng. */
export const DEMO_REGION: TenantToSetUp = {
  tenantId: 330600,
  zh: "绍兴市",
  en: "Shaoxing",
  offices: [
    { officeId: 330600, parentId: null, zh: "绍兴市人才办", en: "Shaoxing talent office" },
    { officeId: 330602, parentId: 330600, zh: "越城区人才办", en: "Yuecheng talent office" },
    { officeId: 330604, parentId: 330600, zh: "上虞区人才办", en: "Shangyu talent office" },
    { officeId: 330602001, parentId: 330602, zh: "塔山街道", en: "Tashan Subdistrict" },
    { officeId: 330602002, parentId: 330602, zh: "府山街道", en: "Fushan Subdistrict" },
  ],
  accounts: DEMO_ACCOUNTS,
};

function account(login: string, name: string, officeId: number, roles: AccountToSetUp["roles"]): AccountToSetUp {
  return { login, password: DEMO_PASSWORD, name, officeId, roles };
}
