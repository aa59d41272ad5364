import type { CaseState, listCases, ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Mark } from "../elements/marks.tsx";

type Hold = ReplyOf<typeof listCases>["rows"][number]["hold"];

/** Where a case stands; a hold comes before its state, because a person must look. */
export function CaseMark({ state, hold }: { readonly state: CaseState; readonly hold: Hold }) {
  const { t } = useTranslation();
  if (hold) return <Mark tone="hand" text={`${t("cases.held")} · ${t(`cases.holds.${hold.kind}`)}`} />;
  if (state === "paid") return <Mark tone="good" text={t("cases.states.paid")} />;
  if (state === "rejected") return <Mark tone="none" text={t("cases.states.rejected")} />;
  return <Mark tone="open" text={t(`cases.states.${state}`)} />;
}
