import { type Day, monthOfDay } from "@wutong/kernel";
import type { PayPlan } from "@wutong/policy";
import type { Covering } from "../../areas/benefits/index.ts";

/**
 * What each instalment of a plan is for: the month of a monthly one, the year served before a yearly one, the period from
 * or before the day of a periodic one, the day of any other. `plan` is what was offered: it tells how long a period is.
 */
export function coveringOf(
  payPlan: PayPlan,
  plan: readonly { readonly dueOn: Day; readonly earnedOn?: Day }[],
): Covering {
  switch (payPlan.kind) {
    case "once":
    case "staged":
      return { kind: "day" };
    case "monthly":
      return { kind: "month" };
    case "yearly":
      return { kind: "monthsBefore", months: 12 };
    case "periodic": {
      const [first, second] = plan.map(({ dueOn, earnedOn = dueOn }) => monthOfDay(earnedOn));
      const months = first === undefined || second === undefined ? Math.min(12, payPlan.months) : second - first;
      return { kind: payPlan.first === "atOnce" ? "monthsFrom" : "monthsBefore", months };
    }
  }
}
