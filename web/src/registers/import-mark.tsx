import type { listImports, ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Mark } from "../elements/marks.tsx";

type State = ReplyOf<typeof listImports>["rows"][number]["state"];

/** How an import stands; a finished dry run waits for a person, and so does a file that could not be read. */
export function ImportMark({ state }: { readonly state: State }) {
  const { t } = useTranslation();
  const tone =
    state === "imported"
      ? "good"
      : state === "checked" || state === "failed"
        ? "hand"
        : state === "cancelled"
          ? "none"
          : "open";
  return <Mark tone={tone} text={t(`imports.states.${state}`)} />;
}
