import { listBatches, type ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useTableExport } from "../elements/export-jobs.ts";
import { useFormats, useLocal } from "../elements/local.ts";
import { Mark } from "../elements/marks.tsx";
import { Money, plainYuan } from "../elements/money.tsx";
import { RowsTable } from "../elements/rows-table.tsx";
import { TableExport } from "../elements/table-export.tsx";
import { usePages } from "../server/queries.ts";

type BatchRow = ReplyOf<typeof listBatches>["rows"][number];

/** Every batch that went to the bank, or is about to. */
export function Batches() {
  const { t } = useTranslation();
  const go = useNavigate();
  const batches = usePages(listBatches, { query: {} });
  const columns = useBatchColumns();
  const taking = useTableExport({ shape: listBatches, call: { query: {} }, columns, fileName: "batches" });
  return (
    <>
      <div className="filter-bar">
        <span className="filter-bar-grow" />
        <TableExport table={t("funds.tabBatches")} job={taking} />
      </div>
      <RowsTable
        label={t("funds.tabBatches")}
        {...batches}
        rowKey={(row) => row.batchId}
        columns={columns}
        onOpen={(row) => void go(`/funds/batches/${row.batchId}`)}
        empty={<Empty title={t("funds.noBatches")} todo={t("funds.noBatchesTodo")} />}
      />
    </>
  );
}

function useBatchColumns() {
  const { t } = useTranslation();
  const local = useLocal();
  const formats = useFormats();
  return [
    {
      key: "number",
      title: t("funds.batch"),
      width: 160,
      phone: "head" as const,
      text: (row: BatchRow) => row.number,
      render: (row: BatchRow) => <Link to={`/funds/batches/${row.batchId}`}>{row.number}</Link>,
    },
    { key: "line", title: t("funds.line"), width: 220, text: (row: BatchRow) => local(row.line.title) },
    {
      key: "payments",
      title: t("funds.payments"),
      width: 90,
      align: "right" as const,
      text: (row: BatchRow) => formats.count(row.payments),
    },
    {
      key: "amount",
      title: t("unit.yuan"),
      width: 150,
      align: "right" as const,
      text: (row: BatchRow) => plainYuan(row.amountFen),
      render: (row: BatchRow) => <Money fen={row.amountFen} />,
    },
    {
      key: "state",
      title: t("funds.state"),
      width: 130,
      text: (row: BatchRow) => t(`funds.batchStates.${row.state}`),
      render: (row: BatchRow) => (
        <Mark tone={row.state === "settled" ? "good" : "hand"} text={t(`funds.batchStates.${row.state}`)} />
      ),
    },
    {
      key: "results",
      title: t("funds.results"),
      width: 150,
      text: (row: BatchRow) => t("funds.resultsShort", { paid: row.paid, returned: row.returned }),
    },
    {
      key: "by",
      title: t("funds.madeBy"),
      width: 170,
      phone: "hide" as const,
      text: (row: BatchRow) => `${row.madeBy} · ${row.madeOn}`,
    },
  ];
}
