import { listBudgetLines, listPayments, type QueryOf, type ReplyOf } from "@wutong/contracts";
import { formatWan } from "@wutong/kernel";
import { Button, Drawer, Tabs } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../elements/empty.tsx";
import { useTableExport } from "../elements/export-jobs.ts";
import { useFilters, withoutGaps } from "../elements/filters.ts";
import { ListFilters } from "../elements/list-filters.tsx";
import { fenOf } from "../elements/money.tsx";
import { PageHead } from "../elements/page-head.tsx";
import { usePhone } from "../elements/phone.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { RowsTable } from "../elements/rows-table.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { TableExport } from "../elements/table-export.tsx";
import { usePages, useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { Batches } from "./batches.tsx";
import { BudgetLineCard } from "./budget-line-card.tsx";
import { OpenLineForm } from "./open-line-form.tsx";
import { usePaymentColumns } from "./payment-columns.tsx";
import { PaymentDrawer } from "./payment-drawer.tsx";

/** The money: each line's budget, commitments and payments; payments and batches. */
export function FundsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const phone = usePhone();
  const [opening, setOpening] = useState(false);
  const [filters, setFilters] = useFilters("tab");
  const lines = useRead(listBudgetLines, { query: {} });
  const remaining = lines.data?.rows.reduce((sum, line) => sum + fenOf(line.remainingFen), 0n);
  return (
    <>
      <PageHead
        title={
          remaining === undefined
            ? t("area.funds")
            : t("funds.finding", { wan: formatWan(remaining as Parameters<typeof formatWan>[0]) })
        }
        note={t("funds.note")}
        actions={
          may("finance") && (
            <Button type="primary" onClick={() => setOpening(true)}>
              {t("lines.open")}
            </Button>
          )
        }
      />
      <Tabs
        activeKey={filters.tab ?? "lines"}
        onChange={(tab) => setFilters({ tab })}
        items={[
          { key: "lines", label: t("funds.tabLines"), children: <Lines lines={lines} /> },
          { key: "payments", label: t("funds.tabPayments"), children: <Payments /> },
          { key: "batches", label: t("funds.tabBatches"), children: <Batches /> },
        ]}
      />
      <Drawer
        open={opening}
        onClose={() => setOpening(false)}
        size={phone ? "100%" : 480}
        title={t("lines.open")}
        destroyOnHidden
      >
        <OpenLineForm />
      </Drawer>
    </>
  );
}

function Lines({ lines }: { readonly lines: ReturnType<typeof useRead<typeof listBudgetLines>> }) {
  const { t } = useTranslation();
  if (lines.error) return <ProblemNotice error={lines.error} onRetry={() => void lines.refetch()} />;
  if (lines.isPending) return <LinesSkeleton />;
  if (lines.data.rows.length === 0) return <Empty title={t("funds.noLines")} todo={t("funds.noLinesTodo")} />;
  return lines.data.rows.map((line) => <BudgetLineCard key={line.lineId} line={line} link />);
}

type Payment = ReplyOf<typeof listPayments>["rows"][number];
const paymentStates = ["planned", "due", "held", "inBatch", "paid", "returned"] as const;

function Payments() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Payment | null>(null);
  const [filters, setFilters] = useFilters("state", "text");
  const query = withoutGaps(filters) as QueryOf<typeof listPayments>;
  const payments = usePages(listPayments, { query });
  const columns = usePaymentColumns();
  const taking = useTableExport({ shape: listPayments, call: { query }, columns, fileName: "payments" });
  return (
    <>
      <ListFilters
        states={{
          label: t("funds.state"),
          value: filters.state,
          onChange: (state) => setFilters({ state }),
          options: paymentStates.map((state) => ({ value: state, label: t(`funds.states.${state}`) })),
        }}
        search={{ label: t("cases.search"), value: filters.text, onSearch: (text) => setFilters({ text }) }}
        end={<TableExport table={t("funds.tabPayments")} job={taking} />}
      />
      <RowsTable
        label={t("funds.tabPayments")}
        {...payments}
        rowKey={(row) => row.paymentId}
        columns={columns}
        onOpen={setChosen}
        empty={<Empty title={t("funds.noPayments")} todo={t("funds.noPaymentsTodo")} />}
      />
      <PaymentDrawer payment={chosen} onClose={() => setChosen(null)} />
    </>
  );
}
