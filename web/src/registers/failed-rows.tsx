import { listFailedRows } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Empty } from "../elements/empty.tsx";
import { ProblemLine } from "../elements/problem-notice.tsx";
import { RowsTable } from "../elements/rows-table.tsx";
import { usePages } from "../server/queries.ts";

/** Which rows failed: sheet, row, column, value, reason and what to do. */
export function FailedRows({ importId }: { readonly importId: number }) {
  const { t } = useTranslation();
  const failures = usePages(listFailedRows, { params: { importId }, query: {} });
  return (
    <RowsTable
      label={t("imports.failedRows")}
      {...failures}
      rowKey={(row) => `${row.sheet}${row.row}${row.column}${row.problem.code}`}
      empty={<Empty title={t("imports.noFailures")} todo={t("imports.noFailuresTodo")} />}
      columns={[
        {
          key: "row",
          title: t("imports.row"),
          width: 80,
          align: "right",
          phone: "head",
          render: (row) => <span className="num">{row.row}</span>,
        },
        { key: "column", title: t("imports.column"), width: 120, phone: "head", render: (row) => row.column },
        {
          key: "value",
          title: t("imports.value"),
          width: 200,
          render: (row) => <span className="mono">{row.value || t("imports.blank")}</span>,
        },
        {
          key: "why",
          title: t("imports.why"),
          width: 560,
          wrap: true,
          phone: "wide",
          render: (row) => <ProblemLine problem={row.problem} />,
        },
        { key: "sheet", title: t("imports.sheet"), width: 110, phone: "hide", render: (row) => row.sheet || "—" },
      ]}
    />
  );
}
