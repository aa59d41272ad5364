import type { Dialect } from "../dialect.ts";

const part = (name: string) => (date: string) => `CAST(${name}(${date}) AS BIGINT)`;

export const dates: Dialect["dates"] = {
  year: part("year"),
  month: part("month"),
  dayOfMonth: part("day"),
  dayNumber: part("unix_date"),
  dayOfNumber: (days) => `date_from_unix_date(CAST(${days} AS INT))`,
  plusMonths: (date, months) => `add_months(${date}, CAST(${months} AS INT))`,
};
