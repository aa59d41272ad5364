import { formatYuan } from "@wutong/kernel";
import { type CompiledPolicy, type Envelope, windowText } from "@wutong/policy";

type Texts = { readonly zh: string; readonly en: string };
type Lines = readonly (Texts | false | undefined)[];

/** What bounds a benefit: how often, how many, how much, who is paid, and what is asked back. */
export function presentLimits({ envelope }: CompiledPolicy): Texts[] {
  const lines = [oftenLines(envelope), placeLines(envelope), partyLines(envelope), backLines(envelope)];
  return lines.flat().flatMap((line) => (line ? [line] : []));
}

/** By when something must be done. */
export function presentDeadlines({ envelope }: CompiledPolicy): Texts[] {
  const { handling, intake, claimWithin, deadlines } = envelope;
  const { offerDays, publicNoticeWorkingDays: noticeDays } = handling;
  const windows = intake.map((window): Texts => {
    const { zh, en } = windowText(window);
    return { zh: `申报期 ${zh}`, en: `applications from ${en}` };
  });
  const notice = { zh: `公示 ${noticeDays} 个工作日`, en: `public notice of ${noticeDays} working days` };
  return [
    ...windows,
    ...claimWithin.map(({ text }) => text),
    { zh: `推送后 ${offerDays} 日内确认`, en: `to be confirmed within ${offerDays} days of the offer` },
    ...(noticeDays > 0 ? [notice] : []),
    ...deadlines.map(({ text }) => text),
  ];
}

function oftenLines({ stacking }: Envelope): Lines {
  const { oncePer, oncePerHome, higherBarsLower, perYear } = stacking;
  return [
    oncePer === "person" && { zh: "每人一次", en: "once for a person" },
    oncePer === "household" && { zh: "每户一次", en: "once for a household" },
    oncePer === "occupationAndLevel" && { zh: "同一职业同一等级一次", en: "once for an occupation and level" },
    oncePerHome && { zh: "一套住房一次", en: "once for a home" },
    higherBarsLower && {
      zh: "同一职业取得高等级后不再享受低等级",
      en: "a higher level of an occupation bars the lower",
    },
    perYear && { zh: `每人每年至多 ${perYear.max} 次`, en: `at most ${perYear.max} in a year for a person` },
  ];
}

const PERIODS: Readonly<Record<"year" | "round" | "policy", Texts>> = {
  year: { zh: "每年", en: "a year" },
  round: { zh: "每批", en: "a round" },
  policy: { zh: "共", en: "in all" },
};
const ORDERS: Readonly<Record<"firstCome" | "rank" | "points" | "lottery", Texts>> = {
  firstCome: { zh: "先确认先得", en: "first come" },
  rank: { zh: "按名次", en: "by rank" },
  points: { zh: "按积分", en: "by points" },
  lottery: { zh: "摇号", en: "by lot" },
};

function placeLines({ limits: { quota, budget } }: Envelope): Lines {
  const period = quota && PERIODS[quota.per];
  const order = quota && ORDERS[quota.order.kind];
  const shares = budget?.shares ?? [];
  return [
    quota &&
      period &&
      order && {
        zh: `${quota.eachOf ? `${quota.eachOf.says.zh}：各` : ""}${period.zh} ${quota.places} 个名额，${order.zh}`,
        en: `${quota.places} places ${period.en}${quota.eachOf ? ` for each (${quota.eachOf.says.en})` : ""}, ${order.en}`,
      },
    budget?.yearFen !== undefined && {
      zh: `年度预算 ${formatYuan(budget.yearFen)} 元`,
      en: `a budget of ${formatYuan(budget.yearFen)} yuan a year`,
    },
    shares.length > 0 && {
      zh: `资金分担：${shares.map(({ payer, percent }) => `${payer.zh} ${percent}%`).join("，")}`,
      en: `borne by ${shares.map(({ payer, percent }) => `${payer.en} ${percent}%`).join(", ")}`,
    },
  ];
}

const PAYEES: Readonly<Record<"employer" | "platform" | "host" | "family", Texts>> = {
  employer: { zh: "用人单位", en: "the employer" },
  platform: { zh: "平台", en: "the platform" },
  host: { zh: "见习基地等接收单位", en: "the host" },
  family: { zh: "指定的家庭成员", en: "a named family member" },
};

function partyLines({ payee, choices, gate, handling, fragment }: Envelope): Lines {
  const to = payee.who === "person" ? undefined : PAYEES[payee.who];
  const on = payee.passesOn ? { zh: "，由其转付", en: ", who hands it on" } : { zh: "", en: "" };
  return [
    fragment && { zh: "来源只载部分内容，不作推送", en: "its source gives it only in part; it is not pushed" },
    to && { zh: `发给${to.zh}${on.zh}`, en: `paid to ${to.en}${on.en}` },
    ...choices.map(({ text, options }) => ({
      zh: `${text.zh}：${options.map((option) => option.text.zh).join("或者")}`,
      en: `${text.en}: ${options.map((option) => option.text.en).join(" or ")}`,
    })),
    gate.some(({ kind }) => kind === "panel") && { zh: "须先经评审", en: "a panel decides first" },
    gate.some(({ kind }) => kind === "recognition") && { zh: "须先取得认定", en: "a recognition comes first" },
    handling.levels.length > 0 && {
      zh: `依次经${handling.levels.map(({ by }) => by.zh).join("、")}同意`,
      en: `agreed to by ${handling.levels.map(({ by }) => by.en).join(", then ")}`,
    },
  ];
}

function backLines({ clawback, resaleLock }: Envelope): Lines {
  return [...clawback.map(({ text }) => text), resaleLock?.text];
}
