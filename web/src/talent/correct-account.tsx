import { correctMyAccount, type getMyCase, type ReplyOf } from "@wutong/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { useCommand } from "../server/commands.ts";
import { type BankAccount, BankFields, isFilled } from "./bank-fields.tsx";

type MyCase = ReplyOf<typeof getMyCase>;
const nothing: BankAccount = { bank: "", number: "" };

/** Another account of one's own for what is still to be paid; it is what one is asked for after the bank returned a payment. */
export function CorrectAccount({ shown }: { readonly shown: MyCase }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [account, setAccount] = useState(nothing);
  const correct = useCommand(correctMyAccount);
  const send = () =>
    correct.mutate(
      { params: { caseId: shown.caseId }, body: { bank: account.bank.trim(), number: account.number } },
      {
        onSuccess: () => {
          setAsking(false);
          setAccount(nothing);
        },
      },
    );
  if (!asking) {
    const done = correct.data;
    return (
      <div style={{ marginTop: 12 }}>
        {done && (
          <p role="status" className="done-note">
            {t(done.inReview ? "payee.inReview" : "payee.accepted", { account: done.accountMasked })}
          </p>
        )}
        <Button onClick={() => setAsking(true)}>{t("payee.title")}</Button>
      </div>
    );
  }
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => event.key === "Escape" && setAsking(false)}
    >
      <div className="inline-form-title">{t("payee.title")}</div>
      <p style={{ marginTop: 0 }}>{t("payee.note")}</p>
      <ProblemNotice error={correct.error} />
      <BankFields account={account} onChange={setAccount} />
      <div style={{ display: "flex", gap: 8, marginTop: 16 }}>
        <Button type="primary" htmlType="submit" disabled={!isFilled(account)} loading={correct.isPending}>
          {t("payee.send")}
        </Button>
        <Button onClick={() => setAsking(false)}>{t("do.cancel")}</Button>
      </div>
    </form>
  );
}
