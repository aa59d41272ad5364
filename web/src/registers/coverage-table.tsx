import { listRegisters } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { useFormats } from "../elements/local.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { useRead } from "../server/queries.ts";

/** How far each register reaches: what is not covered is unknown, never "none". */
export function CoverageTable() {
  const { t } = useTranslation();
  const formats = useFormats();
  const registers = useRead(listRegisters, {});
  if (registers.error) return <ProblemNotice error={registers.error} />;
  if (registers.isPending) return <LinesSkeleton rows={3} />;
  return (
    <div className="coverage">
      {registers.data.rows.map((row) => (
        <div key={row.register}>
          <div className="card-title">{t(`registers.${row.register}`)}</div>
          <div className="num">
            {row.coveredTo ? (
              t("imports.coveredTo", { month: row.coveredTo })
            ) : (
              <span className="soft">{t("imports.notCovered")}</span>
            )}
          </div>
          <div className="card-source num">
            {t("imports.rowsKnown", { count: row.rows, shown: formats.count(row.rows) })}
          </div>
        </div>
      ))}
    </div>
  );
}
