import type { getPerson, ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";

export type FactSource = ReplyOf<typeof getPerson>["facts"][number]["source"];

/** Where a fact came from and when. */
export function SourceText({ source }: { readonly source: FactSource }) {
  const { t } = useTranslation();
  const from =
    source.kind === "register" ? (source.fileName ?? t("people.sourceRegister")) : t(`people.sources.${source.kind}`);
  return (
    <span className="soft" style={{ fontSize: 12.5 }}>
      {from}
      {source.row !== null && ` · ${t("people.row", { row: source.row })}`} · {source.receivedOn}
    </span>
  );
}
