import { listImports, type QueryOf, type ReplyOf } from "@wutong/contracts";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useTableExport } from "../elements/export-jobs.ts";
import { useFilters, withoutGaps } from "../elements/filters.ts";
import { ListFilters } from "../elements/list-filters.tsx";
import { useFormats } from "../elements/local.ts";
import { PageHead } from "../elements/page-head.tsx";
import { RowsTable } from "../elements/rows-table.tsx";
import { TableExport } from "../elements/table-export.tsx";
import { usePages } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { CoverageTable } from "./coverage-table.tsx";
import { ImportMark } from "./import-mark.tsx";

type ImportRow = ReplyOf<typeof listImports>["rows"][number];
const states = ["checked", "importing", "imported", "failed", "cancelled"] as const;

/** What was handed in, when and with which result; and what the registers cover. */
export function ImportsPage() {
  const { t } = useTranslation();
  const go = useNavigate();
  const may = useMay();
  const [filters, setFilters] = useFilters("state", "register");
  const query = withoutGaps(filters) as QueryOf<typeof listImports>;
  const imports = usePages(listImports, { query });
  const columns = useImportColumns();
  const taking = useTableExport({ shape: listImports, call: { query }, columns, fileName: "imports" });
  const newImport = (
    <Link to="/imports/new">
      <Button type="primary">{t("imports.new")}</Button>
    </Link>
  );
  return (
    <>
      <PageHead title={t("area.imports")} note={t("imports.note")} actions={may("clerk") && newImport} />
      <CoverageTable />
      <h2 className="section-title">{t("imports.history")}</h2>
      <ListFilters
        states={{
          label: t("imports.state"),
          value: filters.state,
          onChange: (state) => setFilters({ state }),
          options: states.map((state) => ({ value: state, label: t(`imports.states.${state}`) })),
        }}
        end={<TableExport table={t("imports.history")} job={taking} />}
      />
      <RowsTable
        label={t("imports.history")}
        {...imports}
        rowKey={(row) => row.importId}
        columns={columns}
        onOpen={(row) => void go(`/imports/${row.importId}`)}
        empty={
          <Empty title={t("imports.none")} todo={t("imports.noneTodo")} action={may("clerk") ? newImport : undefined} />
        }
      />
    </>
  );
}

function useImportColumns() {
  const { t } = useTranslation();
  const formats = useFormats();
  const count = (value: number) => <span className="num">{formats.count(value)}</span>;
  return [
    {
      key: "file",
      title: t("imports.file"),
      width: 260,
      phone: "head" as const,
      text: (row: ImportRow) => row.fileName,
      render: (row: ImportRow) => <Link to={`/imports/${row.importId}`}>{row.fileName}</Link>,
    },
    {
      key: "register",
      title: t("imports.register"),
      width: 150,
      text: (row: ImportRow) => t(`registers.${row.register}`),
    },
    {
      key: "months",
      title: t("imports.months"),
      width: 180,
      phone: "hide" as const,
      text: (row: ImportRow) => `${row.coverage.fromMonth} – ${row.coverage.toMonth}`,
      render: (row: ImportRow) => <span className="num">{`${row.coverage.fromMonth} – ${row.coverage.toMonth}`}</span>,
    },
    {
      key: "state",
      title: t("imports.state"),
      width: 120,
      text: (row: ImportRow) => t(`imports.states.${row.state}`),
      render: (row: ImportRow) => <ImportMark state={row.state} />,
    },
    {
      key: "new",
      title: t("imports.new_"),
      width: 90,
      align: "right" as const,
      text: (row: ImportRow) => String(row.counts.new),
      render: (row: ImportRow) => count(row.counts.new),
    },
    {
      key: "changed",
      title: t("imports.changed"),
      width: 90,
      align: "right" as const,
      text: (row: ImportRow) => String(row.counts.changed),
      render: (row: ImportRow) => count(row.counts.changed),
    },
    {
      key: "same",
      title: t("imports.same"),
      width: 90,
      align: "right" as const,
      phone: "hide" as const,
      text: (row: ImportRow) => String(row.counts.same),
      render: (row: ImportRow) => count(row.counts.same),
    },
    {
      key: "failed",
      title: t("imports.failed"),
      width: 90,
      align: "right" as const,
      text: (row: ImportRow) => String(row.counts.failed),
      render: (row: ImportRow) => (
        <span className={`num ${row.counts.failed > 0 ? "needs-hand" : ""}`}>{formats.count(row.counts.failed)}</span>
      ),
    },
    {
      key: "by",
      title: t("imports.by"),
      width: 220,
      phone: "hide" as const,
      text: (row: ImportRow) => `${row.startedBy} · ${formats.instant(row.startedAt)}`,
    },
  ];
}
