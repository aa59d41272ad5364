import type { listOffers, ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Mark } from "../elements/marks.tsx";

type State = ReplyOf<typeof listOffers>["rows"][number]["state"];

/** How an offer stands; a reported fact waits for a person. */
export function OfferMark({ state }: { readonly state: State }) {
  const { t } = useTranslation();
  const tone = state === "confirmed" ? "good" : state === "disputed" ? "hand" : state === "open" ? "open" : "none";
  return <Mark tone={tone} text={t(`offers.states.${state}`)} />;
}
