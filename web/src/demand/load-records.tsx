import { loadDemandRecords } from "@wutong/contracts";
import { Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FileDrop } from "../elements/file-drop.tsx";
import { useFormats } from "../elements/local.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { useCommand } from "../server/commands.ts";
import { FailedRows } from "../survey/workbook-reader.tsx";

/** Demands of earlier surveys, from a file. */
export function LoadRecords() {
  const { t } = useTranslation();
  const formats = useFormats();
  const [atLeast, setAtLeast] = useState(false);
  const load = useCommand(loadDemandRecords);
  return (
    <>
      <ProblemNotice error={load.error} />
      <Checkbox checked={atLeast} onChange={(event) => setAtLeast(event.target.checked)} style={{ marginBottom: 12 }}>
        {t("demand.recordsAtLeast")}
      </Checkbox>
      <FileDrop
        accept=".xlsx,.csv"
        title={t("demand.records")}
        note={t("demand.recordsNote")}
        onFile={(file) => load.mutate({ body: { atLeast }, file })}
      />
      {load.data && <p role="status">{t("demand.loaded", { shown: formats.count(load.data.loaded) })}</p>}
      <FailedRows rows={load.data?.failed ?? []} />
    </>
  );
}
