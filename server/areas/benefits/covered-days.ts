import { addDays, addMonthsToDay, type Day, firstDayOf, lastDayOf, monthOfDay } from "@wutong/kernel";

/** What an instalment is for: a single day, its month, or so many months before or from the day on which it is due. */
export type Covering =
  | { readonly kind: "day" }
  | { readonly kind: "month" }
  | { readonly kind: "monthsBefore"; readonly months: number }
  | { readonly kind: "monthsFrom"; readonly months: number };

/** The days that an instalment is for, as the register of earlier benefits counts them. */
export function coveredDays(covering: Covering, dueOn: Day): { readonly fromDay: Day; readonly toDay: Day } {
  switch (covering.kind) {
    case "day":
      return { fromDay: dueOn, toDay: dueOn };
    case "month":
      return { fromDay: firstDayOf(monthOfDay(dueOn)), toDay: lastDayOf(monthOfDay(dueOn)) };
    case "monthsBefore":
      return { fromDay: addMonthsToDay(dueOn, -covering.months), toDay: addDays(dueOn, -1) };
    case "monthsFrom":
      return { fromDay: dueOn, toDay: addDays(addMonthsToDay(dueOn, covering.months), -1) };
  }
}
