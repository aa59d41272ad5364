import type { getPerson, ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

export type FactSource = ReplyOf<typeof getPerson>["facts"][number]["source"];

type SourceTextProps = {
  readonly source: FactSource;
  /** The day to say instead of that of receipt, e.g. the one on which it was decided. */
  readonly day?: string;
  /** For staff the batch is a link to its import; a talent reads file and row only. */
  readonly toBatch?: boolean;
};

/** Where a fact came from and when: the file, the row in it (or the whole of it), the batch that brought it. */
export function SourceText({ source, day, toBatch = true }: SourceTextProps) {
  const { t } = useTranslation();
  const from =
    source.kind === "register" ? (source.fileName ?? t("people.sourceRegister")) : t(`people.sources.${source.kind}`);
  const where =
    source.row !== null
      ? t("people.row", { row: source.row })
      : source.kind === "register"
        ? t("people.wholeFile")
        : null;
  return (
    <span className="soft source-text">
      {from}
      {where && ` · ${where}`}
      {toBatch && source.batchId !== null && (
        <>
          {" · "}
          <Link to={`/imports/${source.batchId}`}>{t("people.batch", { number: source.batchId })}</Link>
        </>
      )}
      {" · "}
      <span className="num">{day ?? source.receivedOn}</span>
    </span>
  );
}
