import type { CaseState, listCases, ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Mark } from "../elements/marks.tsx";

type Row = ReplyOf<typeof listCases>["rows"][number];
type CaseMarkProps = { readonly state: CaseState; readonly hold: Row["hold"]; readonly waiting: Row["waiting"] };

/** Where a case stands; a hold comes before its state, because a person must look, and a queue before it, because nothing can be done. */
export function CaseMark({ state, hold, waiting }: CaseMarkProps) {
  const { t } = useTranslation();
  if (hold) return <Mark tone="hand" text={`${t("cases.held")} · ${t(`cases.holds.${hold.kind}`)}`} />;
  if (waiting) return <Mark tone="open" text={t(`cases.queueMark.${waiting.for}`, { place: waiting.place ?? 0 })} />;
  if (state === "paid") return <Mark tone="good" text={t("cases.states.paid")} />;
  if (state === "rejected") return <Mark tone="none" text={t("cases.states.rejected")} />;
  return <Mark tone="open" text={t(`cases.states.${state}`)} />;
}
