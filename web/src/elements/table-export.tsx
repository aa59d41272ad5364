import { Button, Checkbox, Drawer, Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExportJob } from "./export-jobs.ts";
import { useFormats } from "./local.ts";
import { usePhone } from "./phone.ts";
import { ProblemNotice } from "./problem-notice.tsx";

type TableExportProps = {
  /** What the table is called. */
  readonly table: string;
  readonly job: ExportJob;
  /** Offers to put in what is masked, where the server can. */
  readonly mayReveal?: boolean;
};

/** The button that takes a table out, the same for every table: what the filters show, and for what purpose where it is noted. */
export function TableExport({ table, job, mayReveal = false }: TableExportProps) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("do.export")}</Button>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        size={phone ? "100%" : 440}
        title={t("export.title", { table })}
        destroyOnHidden
      >
        <ExportForm job={job} mayReveal={mayReveal} onDone={() => setOpen(false)} />
      </Drawer>
    </>
  );
}

type ExportFormProps = { readonly job: ExportJob; readonly mayReveal: boolean; readonly onDone: () => void };

function ExportForm({ job, mayReveal, onDone }: ExportFormProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [purpose, setPurpose] = useState("");
  const [reveal, setReveal] = useState(false);
  const field = useId();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        job.start({ purpose: purpose.trim(), reveal: reveal ? "yes" : "no" }, onDone);
      }}
    >
      <ProblemNotice error={job.error} />
      <p style={{ marginTop: 0 }}>{t("export.note")}</p>
      {job.noted ? (
        <>
          <label htmlFor={field}>{t("people.purpose")}</label>
          <Input.TextArea
            id={field}
            autoFocus
            rows={3}
            maxLength={200}
            value={purpose}
            onChange={(event) => setPurpose(event.target.value)}
            style={{ margin: "4px 0 4px" }}
          />
          <p className="soft" style={{ margin: "0 0 12px", fontSize: 12.5 }}>
            {t("export.noted")}
          </p>
        </>
      ) : (
        <p className="soft">{t("export.masked")}</p>
      )}
      {mayReveal && (
        <Checkbox checked={reveal} onChange={(event) => setReveal(event.target.checked)}>
          {t("people.exportReveal")}
        </Checkbox>
      )}
      <div style={{ marginTop: 16, display: "flex", alignItems: "center", gap: 12 }}>
        <Button
          type="primary"
          htmlType="submit"
          disabled={job.noted && purpose.trim().length < 4}
          loading={job.busy}
          autoFocus={!job.noted}
        >
          {t("do.export")}
        </Button>
        <span className="soft num" role="status">
          {job.busy && job.read > 0 && t("export.read", { shown: formats.count(job.read) })}
        </span>
      </div>
    </form>
  );
}
