import { listFactReports, type QueryOf, type ReplyOf, settleFactReport } from "@wutong/contracts";
import { Drawer, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useTableExport } from "../elements/export-jobs.ts";
import { useFilters, withoutGaps } from "../elements/filters.ts";
import { ListFilters } from "../elements/list-filters.tsx";
import { useFormats, useLocal } from "../elements/local.ts";
import { Mark } from "../elements/marks.tsx";
import { PageHead } from "../elements/page-head.tsx";
import { usePhone } from "../elements/phone.ts";
import { ReasonForm } from "../elements/reason-form.tsx";
import { RowsTable } from "../elements/rows-table.tsx";
import { TableExport } from "../elements/table-export.tsx";
import { useCommand } from "../server/commands.ts";
import { usePages } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";

type Report = ReplyOf<typeof listFactReports>["rows"][number];
const states = ["open", "mended", "dismissed"] as const;

/** "This fact is wrong", as talents said it; an office looks and answers. */
export function FactReportsPage() {
  const { t } = useTranslation();
  const phone = usePhone();
  const [filters, setFilters] = useFilters("state");
  const [chosen, setChosen] = useState<Report | null>(null);
  const query = withoutGaps(filters) as QueryOf<typeof listFactReports>;
  const reports = usePages(listFactReports, { query });
  const columns = useReportColumns(setChosen);
  const taking = useTableExport({ shape: listFactReports, call: { query }, columns, fileName: "fact-reports" });
  return (
    <>
      <PageHead title={t("reports.title")} note={t("reports.note")} />
      <ListFilters
        states={{
          label: t("reports.state"),
          value: filters.state,
          onChange: (state) => setFilters({ state }),
          options: states.map((state) => ({ value: state, label: t(`reports.states.${state}`) })),
        }}
        end={<TableExport table={t("reports.title")} job={taking} />}
      />
      <RowsTable
        label={t("reports.title")}
        {...reports}
        rowKey={(row) => row.reportId}
        onOpen={setChosen}
        empty={<Empty title={t("reports.none")} todo={t("reports.noneTodo")} />}
        columns={columns}
      />
      <Drawer
        open={chosen !== null}
        onClose={() => setChosen(null)}
        size={phone ? "100%" : 520}
        title={t("reports.title")}
        destroyOnHidden
      >
        {chosen && <ReportView report={chosen} onDone={() => setChosen(null)} />}
      </Drawer>
    </>
  );
}

function useReportColumns(open: (row: Report) => void) {
  const { t } = useTranslation();
  const local = useLocal();
  const formats = useFormats();
  return [
    {
      key: "name",
      title: t("people.name"),
      width: 110,
      phone: "head" as const,
      text: (row: Report) => row.name,
      render: (row: Report) => (
        <button type="button" className="link-cell" onClick={() => open(row)}>
          {row.name}
        </button>
      ),
    },
    { key: "policy", title: t("findings.policy"), width: 180, text: (row: Report) => local(row.policyTitle) },
    { key: "condition", title: t("reports.condition"), width: 240, text: (row: Report) => local(row.condition) },
    { key: "says", title: t("reports.says"), width: 320, phone: "wide" as const, text: (row: Report) => row.says },
    {
      key: "at",
      title: t("reports.at"),
      width: 170,
      phone: "hide" as const,
      text: (row: Report) => formats.instant(row.reportedAt),
    },
    {
      key: "state",
      title: t("reports.state"),
      width: 120,
      text: (row: Report) => t(`reports.states.${row.state}`),
      render: (row: Report) => (
        <Mark tone={row.state === "open" ? "hand" : "good"} text={t(`reports.states.${row.state}`)} />
      ),
    },
  ];
}

function ReportView({ report, onDone }: { readonly report: Report; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const local = useLocal();
  const may = useMay();
  const [result, setResult] = useState<"mended" | "dismissed">("mended");
  const settle = useCommand(settleFactReport);
  return (
    <>
      <h2 style={{ margin: "0 0 4px", fontSize: 20 }}>{report.name}</h2>
      <p className="soft" style={{ marginTop: 0 }}>
        {local(report.policyTitle)} · {local(report.condition)}
      </p>
      <p className="sentence">{report.says}</p>
      <p>
        <Link to={`/people?open=${report.personId}`}>{t("findings.toPerson")}</Link>
      </p>
      {report.answer && <p>{t("reports.answer", { text: report.answer })}</p>}
      {report.state === "open" && may("clerk") && (
        <>
          <Segmented
            block
            value={result}
            onChange={setResult}
            options={[
              { value: "mended", label: t("reports.asMended") },
              { value: "dismissed", label: t("reports.asDismissed") },
            ]}
          />
          <p className="soft">{t(result === "mended" ? "reports.mendedNote" : "reports.dismissedNote")}</p>
          <ReasonForm
            title={t("reports.settle")}
            label={t("reports.answerLabel")}
            submit={t("reports.settle")}
            busy={settle.isPending}
            error={settle.error}
            onCancel={onDone}
            onSubmit={(answer) =>
              settle.mutate({ params: { reportId: report.reportId }, body: { result, answer } }, { onSuccess: onDone })
            }
          />
        </>
      )}
    </>
  );
}
