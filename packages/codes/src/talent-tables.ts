import { codeTable } from "./code-table.ts";

/** GB/T 2261.1-2003, sexes of natural persons (1 male, 2 female), reduced to the two that registers hold. */
export const SEXES = codeTable("sex", "GB/T 2261.1-2003", [
  ["M", "男", "Male", "1", "男性"],
  ["F", "女", "Female", "2", "女性"],
]);

/** The six talent teams of the national medium- and long-term talent plan of 2010 (国家中长期人才发展规划纲要 2010–2020). */
export const TEAMS = codeTable("team", "国家中长期人才发展规划纲要(2010—2020年)", [
  ["partyGovernment", "党政人才", "Party and government", "党政人才队伍"],
  ["enterpriseManagement", "企业经营管理人才", "Enterprise management", "经营管理人才", "企业经营管理"],
  ["professional", "专业技术人才", "Professional and technical", "专技人才", "专业技术"],
  ["skilled", "高技能人才", "Highly skilled", "技能人才", "高技能"],
  ["rural", "农村实用人才", "Rural practical", "农村人才", "农业农村人才"],
  ["socialWork", "社会工作人才", "Social work", "社工人才", "社会工作专业人才"],
]);

/** Social-insurance kinds that a rule may ask for; Social Insurance Law of 2010 (maternity is run with medical since 2019). */
export const INSURANCE_KINDS = codeTable("insuranceKind", "社会保险法 (2010)", [
  [
    "pension",
    "企业职工基本养老保险",
    "Pension",
    "养老",
    "养老保险",
    "基本养老保险",
    "城镇职工基本养老保险",
    "职工养老",
  ],
  ["medical", "职工基本医疗保险", "Medical", "医疗", "医疗保险", "基本医疗保险", "职工医保"],
  ["unemployment", "失业保险", "Unemployment", "失业"],
  ["injury", "工伤保险", "Work injury", "工伤"],
]);

/** Whether a spell still runs at the end of the month that the batch covers. */
export const INSURANCE_STATUSES = codeTable("insuranceStatus", "Wording of provincial social-insurance offices", [
  ["paying", "正常参保", "Paying", "参保缴费", "正常缴费", "在保", "参保", "正常", "缴费中"],
  ["suspended", "暂停缴费", "Suspended", "暂停参保", "中断缴费", "中断", "停保", "暂停"],
  ["ended", "终止参保", "Ended", "终止", "退保", "转出", "已终止", "参保终止"],
]);

/** Kinds of employer as the policies tell them apart; whether the state owns one is another column. */
export const EMPLOYER_KINDS = codeTable("employerKind", "GB/T 20091 (kinds of organisation), grouped", [
  [
    "enterprise",
    "企业",
    "Enterprise",
    "企业法人",
    "有限责任公司",
    "股份有限公司",
    "公司",
    "民营企业",
    "国有企业",
    "外资企业",
  ],
  ["individualBusiness", "个体工商户", "Individual business", "个体户", "个体", "个体经营"],
  ["researchInstitute", "科研院所", "Research institute", "科研机构", "研究院", "研究机构", "新型研发机构", "科研单位"],
  ["publicInstitution", "事业单位", "Public institution", "事业法人", "事业"],
  ["government", "机关", "Government body", "党政机关", "国家机关", "行政机关", "机关单位"],
  ["socialOrganisation", "社会组织", "Social organisation", "社会团体", "民办非企业单位", "基金会", "社会服务机构"],
]);

/** Labour Contract Law of 2007, articles 12–15. */
export const CONTRACT_TERMS = codeTable("contractTerm", "劳动合同法 (2007) 第十二条", [
  ["fixed", "固定期限", "Fixed term", "有固定期限", "固定期限劳动合同", "固定"],
  ["openEnded", "无固定期限", "Open ended", "无固定期限劳动合同", "无固定", "长期"],
  ["task", "以完成一定工作任务为期限", "Until a task is done", "以完成一定任务为期限", "任务期限"],
]);

export const HOUSING_KINDS = codeTable("housingKind", "Property registers; kinds that talent policies tell apart", [
  ["commercial", "商品房", "Commercial housing", "商品住房", "商品住宅", "住宅", "二手房", "存量房"],
  ["affordable", "经济适用房", "Affordable housing", "经适房", "经济适用住房", "保障性住房", "共有产权房", "限价房"],
  ["housingReform", "房改房", "Housing-reform dwelling", "房改", "公房", "房改住房", "集资房"],
]);

export const TRANSACTION_KINDS = codeTable("transactionKind", "Property registers", [
  ["buy", "买入", "Bought", "购入", "购买", "买", "受让", "购房"],
  ["sell", "卖出", "Sold", "出售", "卖", "转让", "售出", "售房"],
]);

/** Kinds of benefit that stacking rules name. */
export const BENEFIT_KINDS = codeTable("benefitKind", "Wutong; each policy names the kind that it pays", [
  ["rentSubsidy", "租房补贴", "Rent subsidy", "租赁补贴", "住房租赁补贴", "人才租房补贴"],
  ["purchaseSubsidy", "购房补贴", "Purchase subsidy", "购房补助", "人才购房补贴"],
  ["housingVoucher", "人才房票", "Housing voucher", "房票", "购房房票"],
  ["settlementSubsidy", "安家补贴", "Settlement subsidy", "安家费", "生活安家补贴", "人才安家补贴"],
  ["affordableHousing", "经济适用房", "Affordable housing", "经适房购买", "保障性住房", "经济适用住房"],
  ["housingReform", "房改房优惠", "Housing-reform purchase", "房改", "房改购房", "房改房"],
  ["trainingSubsidy", "职业培训补贴", "Training subsidy", "培训补贴", "职业技能培训补贴"],
  ["skillSubsidy", "技能提升补贴", "Skill subsidy", "失业保险技能提升补贴", "职业技能提升补贴"],
]);

/** GB/T 4761-2008 holds many more ties; these two bear on the policies here. */
export const RELATIONS = codeTable("relation", "GB/T 4761-2008, reduced", [
  ["spouse", "配偶", "Spouse", "夫妻", "丈夫", "妻子", "妻", "夫"],
  ["child", "子女", "Child", "儿子", "女儿", "子", "女"],
]);

export const STATUS_KINDS = codeTable("statusKind", "Registers of organisation departments and employment offices", [
  ["selectedGraduate", "选调生", "Selected graduate", "定向选调生", "选调"],
  [
    "receivingUnemploymentBenefit",
    "领取失业保险金人员",
    "Receiving unemployment benefit",
    "领取失业保险金",
    "失业保险金领取人员",
    "领金人员",
  ],
]);

export const YES_NO = codeTable("boolean", "Wording of registers", [
  ["yes", "是", "Yes", "y", "true", "1", "√", "有", "对"],
  ["no", "否", "No", "n", "false", "0", "×", "x", "无", "非", "不是"],
]);

export type Team = (typeof TEAMS)["entries"][number]["code"];
export type InsuranceKind = (typeof INSURANCE_KINDS)["entries"][number]["code"];
export type EmployerKind = (typeof EMPLOYER_KINDS)["entries"][number]["code"];
export type HousingKind = (typeof HOUSING_KINDS)["entries"][number]["code"];
export type BenefitKind = (typeof BENEFIT_KINDS)["entries"][number]["code"];
export type Relation = (typeof RELATIONS)["entries"][number]["code"];
export type StatusKind = (typeof STATUS_KINDS)["entries"][number]["code"];
