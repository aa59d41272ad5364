import { listPolicyCases } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Empty } from "../elements/empty.tsx";
import { Mark } from "../elements/marks.tsx";
import { Money } from "../elements/money.tsx";
import { RowsTable } from "../elements/rows-table.tsx";
import { useRead } from "../server/queries.ts";

/** The cases that stand in the policy's file, decided now: what was expected beside what came out. */
export function PolicyCases({ policyId }: { readonly policyId: string }) {
  const { t } = useTranslation();
  const cases = useRead(listPolicyCases, { params: { policyId } });
  const outcome = (value: string) => t(`outcome.${value}` as "outcome.entitled", { defaultValue: value });
  return (
    <RowsTable
      label={t("policies.tabCases")}
      rows={cases.data?.rows ?? []}
      rowKey={(row) => row.name}
      loading={cases.isPending}
      error={cases.error}
      retry={() => void cases.refetch()}
      empty={<Empty title={t("policies.noCases")} todo={t("policies.noCasesTodo")} />}
      columns={[
        {
          key: "name",
          title: t("policies.case"),
          width: 320,
          phone: "head",
          render: (row) => <span title={row.facts}>{row.name}</span>,
        },
        { key: "at", title: t("policies.at"), width: 110, render: (row) => <span className="num">{row.at}</span> },
        { key: "expected", title: t("policies.expected"), width: 130, render: (row) => outcome(row.expected.outcome) },
        {
          key: "amount",
          title: t("policies.expectedAmount"),
          width: 130,
          align: "right",
          render: (row) => <Money fen={row.expected.amountFen} />,
        },
        {
          key: "failed",
          title: t("policies.expectedFailed"),
          width: 200,
          phone: "hide",
          render: (row) => row.expected.failed.join("、") || "—",
        },
        {
          key: "passed",
          title: t("policies.passed"),
          width: 150,
          render: (row) =>
            row.passed ? (
              <Mark tone="good" text={t("policies.asExpected")} />
            ) : (
              <Mark tone="hand" text={t("policies.got", { outcome: outcome(row.got.outcome) })} />
            ),
        },
      ]}
    />
  );
}
