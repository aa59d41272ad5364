import { listPublicDraws, type ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { useRead } from "../server/queries.ts";

type Draw = ReplyOf<typeof listPublicDraws>["rows"][number];

/** Draws of places that were announced or made, with all that it takes to compute them again. Nothing where there are none. */
export function PublicDraws() {
  const { t } = useTranslation();
  const draws = useRead(listPublicDraws, {});
  const rows = draws.data?.rows ?? [];
  if (draws.error) return <ProblemNotice error={draws.error} onRetry={() => void draws.refetch()} />;
  if (rows.length === 0) return null;
  return (
    <section className="sheet" style={{ padding: 20, margin: "16px 0" }} aria-labelledby="draws">
      <h2 id="draws" className="section-title" style={{ marginTop: 0 }}>
        {t("notices.draws")}
      </h2>
      {rows.map((row) => (
        <OneDraw key={`${row.office} ${row.policyTitle.zh} ${row.period}`} row={row} />
      ))}
      <p className="soft" style={{ margin: "12px 0 0" }}>
        {t("notices.drawsNote")}
      </p>
    </section>
  );
}

function OneDraw({ row }: { readonly row: Draw }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { period, places } = row;
  return (
    <>
      <h3 style={{ fontSize: 16, margin: "12px 0 4px" }}>
        {t("notices.drawHead", { title: local(row.policyTitle), period, places })}
      </h3>
      <p style={{ margin: 0, overflowWrap: "anywhere" }}>
        {row.office} · {t("notices.drawDay", { day: row.drawnOn ?? row.drawOn })}
        {row.seed !== "" && (
          <>
            {" "}
            · {t("notices.drawSeed")} <code>{row.seed}</code>
          </>
        )}
      </p>
      {row.result.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t("notices.drawKey")}</th>
              <th scope="col">{t(`notices.drawValue.${row.order}`)}</th>
              <th scope="col">{t("notices.drawPlace")}</th>
            </tr>
          </thead>
          <tbody>
            {row.result.map(({ key, value, place }) => (
              <tr key={key}>
                <td className="num">#{key}</td>
                <td className="num">{value ?? (row.order === "lottery" ? 1 : "—")}</td>
                <td className="num">{place ?? t("notices.drawWaits")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
