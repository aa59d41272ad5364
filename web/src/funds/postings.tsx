import { listPostings, type ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Empty } from "../elements/empty.tsx";
import { useTableExport } from "../elements/export-jobs.ts";
import { useFormats, useLocal } from "../elements/local.ts";
import { Money, plainYuan } from "../elements/money.tsx";
import { RowsTable } from "../elements/rows-table.tsx";
import { TableExport } from "../elements/table-export.tsx";
import { usePages } from "../server/queries.ts";

type Posting = ReplyOf<typeof listPostings>["rows"][number];

/** What moved on a line, entry by entry. */
export function Postings({ lineId }: { readonly lineId: number }) {
  const { t } = useTranslation();
  const call = { params: { lineId }, query: {} };
  const postings = usePages(listPostings, call);
  const columns = usePostingColumns();
  const taking = useTableExport({ shape: listPostings, call, columns, fileName: `postings-${lineId}` });
  return (
    <>
      <div className="section-head">
        <h2 className="section-title">{t("funds.postings")}</h2>
        <TableExport table={t("funds.postings")} job={taking} />
      </div>
      <RowsTable
        label={t("funds.postings")}
        {...postings}
        rowKey={(row) => row.postingId}
        columns={columns}
        empty={<Empty title={t("funds.noPostings")} todo={t("funds.noPostingsTodo")} />}
      />
    </>
  );
}

function usePostingColumns() {
  const { t } = useTranslation();
  const local = useLocal();
  const formats = useFormats();
  return [
    {
      key: "at",
      title: t("funds.at"),
      width: 180,
      phone: "head" as const,
      text: (row: Posting) => formats.instant(row.at),
    },
    { key: "text", title: t("funds.text"), width: 260, text: (row: Posting) => local(row.text) },
    { key: "from", title: t("funds.from"), width: 150, text: (row: Posting) => local(row.from) },
    { key: "to", title: t("funds.to"), width: 150, text: (row: Posting) => local(row.to) },
    {
      key: "amount",
      title: t("unit.yuan"),
      width: 150,
      align: "right" as const,
      text: (row: Posting) => plainYuan(row.amountFen),
      render: (row: Posting) => <Money fen={row.amountFen} />,
    },
    {
      key: "entry",
      title: t("funds.entry"),
      width: 90,
      align: "right" as const,
      phone: "hide" as const,
      text: (row: Posting) => String(row.entryId),
      render: (row: Posting) => <span className="num">#{row.entryId}</span>,
    },
  ];
}
