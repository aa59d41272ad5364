import { exportPeople, type listPeople, type QueryOf } from "@wutong/contracts";
import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { useDownload } from "../server/downloads.ts";

type ExportPeopleProps = { readonly filters: QueryOf<typeof listPeople>; readonly onDone: () => void };

/** The rows that the filters show, as a workbook, for a stated purpose. */
export function ExportPeople({ filters, onDone }: ExportPeopleProps) {
  const { t } = useTranslation();
  const [purpose, setPurpose] = useState("");
  const [reveal, setReveal] = useState(false);
  const download = useDownload(exportPeople);
  const { limit: _, cursor: __, officeId, ...rest } = filters;
  const body = {
    ...rest,
    ...(officeId ? { officeId } : {}),
    reveal: reveal ? ("yes" as const) : ("no" as const),
    purpose,
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        download.mutate({ call: { body }, fileName: "people.xlsx" }, { onSuccess: onDone });
      }}
    >
      <ProblemNotice error={download.error} />
      <p>{t("people.exportNote")}</p>
      <label htmlFor="purpose">{t("people.purpose")}</label>
      <Input.TextArea
        id="purpose"
        autoFocus
        rows={3}
        value={purpose}
        onChange={(event) => setPurpose(event.target.value)}
        style={{ margin: "4px 0 12px" }}
      />
      <Checkbox checked={reveal} onChange={(event) => setReveal(event.target.checked)}>
        {t("people.exportReveal")}
      </Checkbox>
      <div style={{ marginTop: 16 }}>
        <Button type="primary" htmlType="submit" disabled={purpose.trim().length < 4} loading={download.isPending}>
          {t("do.export")}
        </Button>
      </div>
    </form>
  );
}
