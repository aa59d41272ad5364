import { useQueryClient } from "@tanstack/react-query";
import { getBatch, listPayments, type ReplyOf, readReceipt, takeBankFile } from "@wutong/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useTableExport } from "../elements/export-jobs.ts";
import { FileDrop } from "../elements/file-drop.tsx";
import { useLocal } from "../elements/local.ts";
import { yuanText } from "../elements/money.tsx";
import { PageHead } from "../elements/page-head.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { RowsTable } from "../elements/rows-table.tsx";
import { PageSkeleton } from "../elements/skeletons.tsx";
import { TableExport } from "../elements/table-export.tsx";
import { useCommand } from "../server/commands.ts";
import { useDownload } from "../server/downloads.ts";
import { usePages, useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { usePaymentColumns } from "./payment-columns.tsx";
import { PaymentDrawer } from "./payment-drawer.tsx";

type Batch = ReplyOf<typeof getBatch>;
type Payment = ReplyOf<typeof listPayments>["rows"][number];

/** One batch: take the bank's file, bring its receipt back, look at what was returned. */
export function BatchPage() {
  const { t } = useTranslation();
  const local = useLocal();
  const batchId = Number(useParams().batchId);
  const batch = useRead(getBatch, { params: { batchId } });
  if (batch.error) return <ProblemNotice error={batch.error} onRetry={() => void batch.refetch()} />;
  if (batch.isPending) return <PageSkeleton />;
  const shown = batch.data;
  return (
    <>
      <PageHead
        title={t("funds.batchTitle", { number: shown.number, count: shown.payments, yuan: yuanText(shown.amountFen) })}
        note={t("funds.batchNote", {
          line: local(shown.line.title),
          by: shown.madeBy,
          on: shown.madeOn,
          state: t(`funds.batchStates.${shown.state}`),
        })}
      />
      <BankSteps batch={shown} />
      <BatchPayments batchId={batchId} />
    </>
  );
}

function BankSteps({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation();
  const may = useMay();
  const queries = useQueryClient();
  const bankFile = useDownload(takeBankFile);
  const receipt = useCommand(readReceipt);
  const params = { batchId: batch.batchId };
  if (!may("finance"))
    return (
      <p className="soft">
        {t("funds.resultsLong", {
          paid: batch.paid,
          returned: batch.returned,
          open: batch.payments - batch.paid - batch.returned,
        })}
      </p>
    );
  const take = () =>
    bankFile.mutate(
      { call: { params }, fileName: `${batch.number}.csv` },
      { onSuccess: () => void queries.invalidateQueries() },
    );
  return (
    <div className="two-columns">
      <section className="sheet sheet-pad">
        <h2 className="section-title" style={{ marginTop: 0 }}>
          {t("funds.step1")}
        </h2>
        <p>{t("funds.step1Note")}</p>
        <ProblemNotice error={bankFile.error} />
        <Button type={batch.state === "made" ? "primary" : "default"} loading={bankFile.isPending} onClick={take}>
          {t("funds.takeFile")}
        </Button>
      </section>
      <section className="sheet sheet-pad">
        <h2 className="section-title" style={{ marginTop: 0 }}>
          {t("funds.step2")}
        </h2>
        <ProblemNotice error={receipt.error} />
        {receipt.data && (
          <p role="status">
            {t("funds.receiptRead", {
              paid: receipt.data.paid,
              returned: receipt.data.returned,
              missing: receipt.data.missing,
            })}
          </p>
        )}
        {batch.state === "made" ? (
          <p className="soft">{t("funds.step2Wait")}</p>
        ) : (
          <>
            <p>
              {t("funds.resultsLong", {
                paid: batch.paid,
                returned: batch.returned,
                open: batch.payments - batch.paid - batch.returned,
              })}
            </p>
            <FileDrop
              accept=".csv,.xlsx"
              title={t("funds.dropReceipt")}
              note={t("funds.dropReceiptNote")}
              onFile={(file) => receipt.mutate({ params, body: {}, file })}
            />
          </>
        )}
      </section>
    </div>
  );
}

function BatchPayments({ batchId }: { readonly batchId: number }) {
  const { t } = useTranslation();
  const query = { batchId };
  const payments = usePages(listPayments, { query });
  const columns = usePaymentColumns();
  const taking = useTableExport({ shape: listPayments, call: { query }, columns, fileName: `batch-${batchId}` });
  const [chosen, setChosen] = useState<Payment | null>(null);
  return (
    <>
      <div className="section-head">
        <h2 className="section-title">{t("funds.tabPayments")}</h2>
        <TableExport table={t("funds.tabPayments")} job={taking} />
      </div>
      <RowsTable
        label={t("funds.tabPayments")}
        {...payments}
        rowKey={(row) => row.paymentId}
        columns={columns}
        onOpen={(row) => setChosen(row)}
        empty={<Empty title={t("funds.noPayments")} todo={t("funds.noPaymentsTodo")} />}
      />
      <PaymentDrawer payment={chosen} onClose={() => setChosen(null)} />
    </>
  );
}
