import { type listPayments, payAgain, type ReplyOf } from "@wutong/contracts";
import { Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocal } from "../elements/local.ts";
import { Mark } from "../elements/marks.tsx";
import { Money } from "../elements/money.tsx";
import { usePhone } from "../elements/phone.ts";
import { ReasonForm } from "../elements/reason-form.tsx";
import { useCommand } from "../server/commands.ts";
import { useMay } from "../server/session.tsx";
import { paymentTone } from "./payment-columns.tsx";

type Payment = ReplyOf<typeof listPayments>["rows"][number];
type PaymentDrawerProps = { readonly payment: Payment | null; readonly onClose: () => void };

/** One payment, its case, and paying it again where the bank returned it. */
export function PaymentDrawer({ payment, onClose }: PaymentDrawerProps) {
  const { t } = useTranslation();
  const phone = usePhone();
  return (
    <Drawer
      open={payment !== null}
      onClose={onClose}
      title={payment ? t("funds.paymentTitle", { number: payment.paymentId }) : ""}
      size={phone ? "100%" : 480}
      destroyOnHidden
    >
      {payment && <PaymentView payment={payment} onDone={onClose} />}
    </Drawer>
  );
}

function PaymentView({ payment, onDone }: { readonly payment: Payment; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const local = useLocal();
  const facts = [
    [t("findings.policy"), t("funds.part", { policy: local(payment.policyTitle), number: payment.instalment })],
    [t("unit.yuan"), <Money key="amount" fen={payment.amountFen} />],
    [t("why.due"), payment.dueOn],
    [t("cases.account"), payment.accountMasked],
    [t("funds.paidOn"), payment.paidOn ?? "—"],
  ] as const;
  return (
    <>
      <div style={{ display: "flex", alignItems: "baseline", gap: 12, marginBottom: 12 }}>
        <h2 style={{ margin: 0, fontSize: 20 }}>{payment.name}</h2>
        <Mark tone={paymentTone(payment.state)} text={t(`funds.states.${payment.state}`)} />
      </div>
      {payment.returnReason && (
        <div className="problem" role="note">
          <div className="problem-what">{t("funds.returnedFor", { reason: payment.returnReason })}</div>
          <div>{t("funds.returnedTodo")}</div>
        </div>
      )}
      <dl className="terms">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        <Link to={`/cases?open=${payment.caseId}`}>{t("funds.toCase", { number: payment.caseId })}</Link>
      </p>
      {payment.state === "returned" && <PayAgain payment={payment} onDone={onDone} />}
    </>
  );
}

function PayAgain({ payment, onDone }: { readonly payment: Payment; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const again = useCommand(payAgain);
  if (!may("finance")) return null;
  return (
    <ReasonForm
      title={t("funds.payAgain")}
      label={t("do.reason")}
      submit={t("funds.payAgain")}
      busy={again.isPending}
      error={again.error}
      onCancel={onDone}
      onSubmit={(reason) =>
        again.mutate({ params: { paymentId: payment.paymentId }, body: { reason } }, { onSuccess: onDone })
      }
    />
  );
}
