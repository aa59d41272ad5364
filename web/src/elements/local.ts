import type { LocalText } from "@wutong/contracts";
import { useTranslation } from "react-i18next";

/** Picks the reader's language out of a text that comes in both. */
export function useLocal(): (text: LocalText) => string {
  const { i18n } = useTranslation();
  return (text) => (i18n.language === "en" ? text.en : text.zh);
}

/** Instants and counts in the reader's habits; instants in China's time wherever the reader is. */
export function useFormats() {
  const { i18n } = useTranslation();
  const instants = new Intl.DateTimeFormat(i18n.language === "en" ? "en-GB" : "zh-CN", {
    timeZone: "Asia/Shanghai",
    dateStyle: "medium",
    timeStyle: "short",
  });
  const counts = new Intl.NumberFormat("en-US");
  const weekdays = new Intl.DateTimeFormat(i18n.language, { timeZone: "UTC", weekday: "short" });
  return {
    instant: (iso: string) => instants.format(new Date(iso)),
    count: (value: number) => counts.format(value),
    weekday: (day: string) => weekdays.format(new Date(`${day}T00:00:00Z`)),
  };
}
