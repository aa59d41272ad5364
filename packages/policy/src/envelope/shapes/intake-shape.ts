import { type Day, parseDay } from "@wutong/kernel";
import { object, optional, refuse, type Shape, text } from "../../reading/shape.ts";
import { type IntakeWindow, parseYearDay } from "../intake.ts";
import { both } from "./written.ts";

const DAY = "a day written YYYY-MM-DD, or MM-DD for every year";
const dayOrYearDay = text(/^(\d{4}-)?\d{2}-\d{2}$/, DAY);
const days = object({ from: dayOrYearDay, to: dayOrYearDay, says: optional(both) });

/** Two days with a year, or two without one, which then come again each year. */
export const intakeShape: Shape<IntakeWindow> = {
  read(yaml, node) {
    const read = days.read(yaml, node);
    if (read === undefined) return undefined;
    const says = read.says ? { says: read.says } : {};
    const [from, to] = [dayOf(read.from), dayOf(read.to)];
    if (from && to) return { kind: "once", from, to, ...says };
    const [yearFrom, yearTo] = [parseYearDay(read.from), parseYearDay(read.to)];
    if (yearFrom && yearTo) return { kind: "everyYear", from: yearFrom, to: yearTo, ...says };
    return refuse(yaml, node, `from and to, each ${DAY}, both of one form`, `${read.from}, ${read.to}`);
  },
  schema: days.schema,
};

function dayOf(text: string): Day | undefined {
  const parsed = parseDay(text);
  return parsed.ok ? parsed.value : undefined;
}
