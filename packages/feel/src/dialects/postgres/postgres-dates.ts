import type { Dialect } from "../dialect.ts";

const EPOCH = "DATE '1970-01-01'";

const part = (name: string) => (date: string) => `CAST(extract(${name} FROM ${date}) AS bigint)`;

export const dates: Dialect["dates"] = {
  year: part("year"),
  month: part("month"),
  dayOfMonth: part("day"),
  dayNumber: (date) => `CAST(${date} - ${EPOCH} AS bigint)`,
  dayOfNumber: (days) => `(${EPOCH} + CAST(${days} AS integer))`,
  plusMonths: (date, months) => `CAST(${date} + make_interval(months => CAST(${months} AS integer)) AS date)`,
};
