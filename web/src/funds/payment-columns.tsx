import type { listPayments, ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";
import { Mark } from "../elements/marks.tsx";
import { Money, plainYuan } from "../elements/money.tsx";
import type { TextColumn } from "../elements/rows-table.tsx";

type Payment = ReplyOf<typeof listPayments>["rows"][number];

/** A payment's columns, the same wherever payments are listed. */
export function usePaymentColumns(): readonly TextColumn<Payment>[] {
  const { t } = useTranslation();
  const local = useLocal();
  const stateText = (row: Payment) =>
    t(`funds.states.${row.state}`) + (row.returnReason ? ` · ${row.returnReason}` : "");
  return [
    {
      key: "id",
      title: t("funds.payment"),
      width: 90,
      text: (row) => String(row.paymentId),
      render: (row) => <span className="num">#{row.paymentId}</span>,
    },
    { key: "name", title: t("people.name"), width: 110, phone: "head", text: (row) => row.name },
    {
      key: "policy",
      title: t("findings.policy"),
      width: 200,
      text: (row) => t("funds.part", { policy: local(row.policyTitle), number: row.instalment }),
    },
    {
      key: "amount",
      title: t("unit.yuan"),
      width: 130,
      align: "right",
      text: (row) => plainYuan(row.amountFen),
      render: (row) => <Money fen={row.amountFen} />,
    },
    {
      key: "due",
      title: t("why.due"),
      width: 120,
      text: (row) => row.dueOn,
      render: (row) => <span className="num">{row.dueOn}</span>,
    },
    {
      key: "state",
      title: t("funds.state"),
      width: 200,
      text: (row) => stateText(row),
      render: (row) => <Mark tone={paymentTone(row.state)} text={stateText(row)} />,
    },
    {
      key: "account",
      title: t("cases.account"),
      width: 150,
      phone: "hide",
      text: (row) => row.accountMasked,
      render: (row) => <span className="num">{row.accountMasked}</span>,
    },
    {
      key: "paidOn",
      title: t("funds.paidOn"),
      width: 120,
      phone: "hide",
      text: (row) => row.paidOn ?? "",
      render: (row) => <span className="num">{row.paidOn ?? "—"}</span>,
    },
  ];
}

/** Held and returned payments wait for a person. */
export function paymentTone(state: Payment["state"]): "good" | "hand" | "open" {
  return state === "paid" ? "good" : state === "held" || state === "returned" ? "hand" : "open";
}
