import type { DaysTimeDuration, FeelDate, FeelDateTime, FeelTime, YearsMonthsDuration, Zone } from "../values/value.ts";
import { NANOS_PER_SECOND } from "./zones.ts";

export function formatDate(date: FeelDate | FeelDateTime): string {
  const year = Math.abs(date.year).toString().padStart(4, "0");
  return `${date.year < 0 ? "-" : ""}${year}-${twoDigits(date.month)}-${twoDigits(date.day)}`;
}

export function formatTime(time: FeelTime | FeelDateTime): string {
  const clock = `${twoDigits(time.hour)}:${twoDigits(time.minute)}:${twoDigits(time.second)}`;
  return clock + formatFraction(time.nano) + (time.zone ? formatZone(time.zone) : "");
}

export function formatDateTime(value: FeelDateTime): string {
  return `${formatDate(value)}T${formatTime(value)}`;
}

/** `P1Y2M`; nothing at all is `P0M`. */
export function formatYearsMonths({ months }: YearsMonthsDuration): string {
  const count = Math.abs(months);
  const [years, rest] = [Math.floor(count / 12), count % 12];
  const text = (years > 0 ? `${years}Y` : "") + (rest > 0 ? `${rest}M` : "");
  return `${months < 0 ? "-" : ""}P${text === "" ? "0M" : text}`;
}

/** `P1DT2H3M4.5S`; nothing at all is `PT0S`. */
export function formatDaysTime({ nanos }: DaysTimeDuration): string {
  const total = nanos < 0n ? -nanos : nanos;
  const parts = splitDuration(total);
  const fraction = formatFraction(Number(total % NANOS_PER_SECOND));
  const seconds = parts.seconds > 0n || fraction !== "" ? `${parts.seconds}${fraction}S` : "";
  const time = (parts.hours > 0n ? `${parts.hours}H` : "") + (parts.minutes > 0n ? `${parts.minutes}M` : "") + seconds;
  const days = parts.days > 0n ? `${parts.days}D` : "";
  if (days === "" && time === "") return "PT0S";
  return `${nanos < 0n ? "-" : ""}P${days}${time === "" ? "" : `T${time}`}`;
}

type DurationParts = Readonly<Record<"days" | "hours" | "minutes" | "seconds", bigint>>;

/** Whole days, hours, minutes and seconds, each with the sign of the whole. */
export function splitDuration(nanos: bigint): DurationParts {
  const seconds = nanos / NANOS_PER_SECOND;
  return {
    days: seconds / 86_400n,
    hours: (seconds / 3_600n) % 24n,
    minutes: (seconds / 60n) % 60n,
    seconds: seconds % 60n,
  };
}

function formatZone(zone: Zone): string {
  if (zone.kind === "region") return `@${zone.name}`;
  if (zone.seconds === 0) return "Z";
  const total = Math.abs(zone.seconds);
  const rest = total % 60;
  const minutes = `${twoDigits(Math.floor(total / 3600))}:${twoDigits(Math.floor(total / 60) % 60)}`;
  return `${zone.seconds < 0 ? "-" : "+"}${minutes}${rest > 0 ? `:${twoDigits(rest)}` : ""}`;
}

function formatFraction(nano: number): string {
  return nano === 0 ? "" : `.${nano.toString().padStart(9, "0").replace(/0+$/, "")}`;
}

function twoDigits(value: number): string {
  return value.toString().padStart(2, "0");
}
