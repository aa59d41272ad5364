import type * as contract from "@wutong/contracts";
import type { Gap, PayPlan, StageMoment } from "@wutong/policy";

type Texts = { readonly zh: string; readonly en: string };
type Presented = contract.ReplyOf<typeof contract.getPolicy>["payPlan"];

/** When a policy pays, in words; `instalments` where their number doesn't depend on facts. */
export function presentPlan(plan: PayPlan): Presented {
  const paidIn = paidInText(plan);
  if (plan.kind === "once")
    return { text: { zh: `一次性发放${paidIn.zh}`, en: `paid once${paidIn.en}` }, instalments: 1 };
  const when = whenText(plan);
  const gap = gapText(plan.gap);
  const text = { zh: `${when.zh}${paidIn.zh}，${gap.zh}`, en: `${when.en}${paidIn.en}; ${gap.en}` };
  return { text, instalments: countOf(plan) };
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

function paidInText({ payMonths }: PayPlan): Texts {
  if (payMonths === undefined) return { zh: "", en: "" };
  const names = payMonths.map((each) => MONTHS[each - 1]);
  return { zh: `（每年 ${payMonths.join("、")} 月集中发放）`, en: ` (paid out each year in ${names.join(", ")})` };
}

type Repeated = Exclude<PayPlan, { kind: "once" }>;

function countOf(plan: Repeated): number | null {
  if ((plan.kind === "monthly" || plan.kind === "yearly") && (plan.atMost !== undefined || plan.byParts)) return null;
  if (plan.kind === "periodic" || (plan.kind === "monthly" && plan.window)) return null;
  return plan.kind === "staged" ? plan.stages.length : plan.count;
}

function whenText(plan: Repeated): Texts {
  switch (plan.kind) {
    case "monthly":
      if (!plan.window) {
        return { zh: `按月发放，${countText(plan).zh}`, en: `paid monthly, ${countText(plan).en}` };
      }
      return {
        zh: `按月发放，自 ${plan.window.from} 所在月起 ${plan.window.months} 个月内至多 ${plan.count} 期`,
        en: `paid monthly, at most ${plan.count} times in the ${plan.window.months} months from ${plan.window.from}`,
      };
    case "yearly":
      return { zh: `按年发放，${countText(plan).zh}`, en: `paid yearly, ${countText(plan).en}` };
    case "periodic":
      return {
        zh: `每 ${plan.every} 个月发放一次，共 ${plan.months} 个月`,
        en: `paid every ${plan.every} months, ${plan.months} months in all`,
      };
    case "staged": {
      const whole = plan.stages.reduce((sum, { weight }) => sum + weight, 0);
      const stages = plan.stages.map(({ says, weight, when, requires }) => {
        const [part, moment] = [`${weight}/${whole}`, momentText(when)];
        const proof = {
          zh: requires ? `（须${requires.text.zh}）` : "",
          en: requires ? ` (needs: ${requires.text.en})` : "",
        };
        return { zh: `${says.zh} ${part} ${moment.zh}${proof.zh}`, en: `${says.en} ${part} ${moment.en}${proof.en}` };
      });
      const apart = plan.apartMonths;
      return {
        zh: `分阶段发放：${stages.map(({ zh }) => zh).join("，")}${apart ? `，各期至少相隔 ${apart} 个月` : ""}`,
        en: `paid in stages: ${stages.map(({ en }) => en).join(", ")}${apart ? `, at least ${apart} months apart` : ""}`,
      };
    }
  }
}

type Counted = { readonly count: number; readonly atMost?: string; readonly byParts?: boolean };

function countText({ count, atMost, byParts }: Counted): Texts {
  if (byParts)
    return { zh: `至多 ${count} 期，期数依各行所列`, en: `at most ${count} times, as the row that applies tells` };
  if (atMost === undefined) return { zh: `共 ${count} 期`, en: `${count} times` };
  return { zh: `至多 ${count} 期，各人期数：${atMost}`, en: `at most ${count} times, for each: ${atMost}` };
}

function momentText(when: StageMoment): Texts {
  switch (when.kind) {
    case "atOnce":
      return { zh: "即发", en: "at once" };
    case "served":
      return { zh: `服务满 ${when.months} 个月`, en: `after ${when.months} months served` };
    case "after":
      return { zh: `${when.from} 后 ${when.months} 个月`, en: `${when.months} months after ${when.from}` };
  }
}

const GAPS: Readonly<Record<Extract<Gap, string>, Texts>> = {
  extend: { zh: "中断的期数顺延", en: "a gap moves the rest on" },
  stop: { zh: "中断即停发", en: "a gap ends it" },
  notMadeUp: { zh: "中断的期数不补", en: "what falls into a gap is not made up" },
};

function gapText(gap: Gap): Texts {
  if (typeof gap === "string") return GAPS[gap];
  const months = gap.continueWithin;
  return {
    zh: `中断不超过 ${months} 个月的，其间不发、之后继续；超过的终止`,
    en: `what falls into a gap of at most ${months} months is lost and it goes on; a longer gap ends it`,
  };
}
