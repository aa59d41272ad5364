import type { Outcome } from "@wutong/contracts";
import { useTranslation } from "react-i18next";

type Tone = "good" | "open" | "short" | "none" | "hand" | "plain";

/** A dot and a word: never colour alone. Tone `hand` is for what needs a person. */
export function Mark({ tone, text }: { readonly tone: Tone; readonly text: string }) {
  return <span className={`mark mark-${tone}`}>{text}</span>;
}

/** How one person stands to one policy. */
export function OutcomeMark({ outcome, oneStepShort }: { readonly outcome: Outcome; readonly oneStepShort: boolean }) {
  const { t } = useTranslation();
  if (outcome === "entitled") return <Mark tone="good" text={t("outcome.entitled")} />;
  if (outcome === "possible") return <Mark tone="open" text={t("outcome.possible")} />;
  if (oneStepShort) return <Mark tone="short" text={t("outcome.oneStepShort")} />;
  return <Mark tone="none" text={t("outcome.notEntitled")} />;
}
