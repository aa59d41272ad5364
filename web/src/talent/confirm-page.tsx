import { confirmOffer, getMyOffer, type ReplyOf } from "@wutong/contracts";
import { Button, Checkbox, Input, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useLocal } from "../elements/local.ts";
import { yuanText } from "../elements/money.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { PhonePage, TalentOnly } from "./phone-page.tsx";

type MyOffer = ReplyOf<typeof getMyOffer>;

/** Once: the undertakings, the account, done. */
export function ConfirmPage() {
  return (
    <TalentOnly>
      <Confirm />
    </TalentOnly>
  );
}

function Confirm() {
  const { t } = useTranslation();
  const offerId = Number(useParams().offerId);
  const offer = useRead(getMyOffer, { params: { offerId } });
  if (!offer.data) {
    return (
      <PhonePage title={t("talent.confirm")} back={`/t/offers/${offerId}`}>
        <ProblemNotice error={offer.error} onRetry={() => void offer.refetch()} />
        {offer.isPending && <LinesSkeleton />}
      </PhonePage>
    );
  }
  return <ConfirmForm shown={offer.data} />;
}

function ConfirmForm({ shown }: { readonly shown: MyOffer }) {
  const { t } = useTranslation();
  const local = useLocal();
  const go = useNavigate();
  const [made, setMade] = useState<readonly string[]>([]);
  const [known, setKnown] = useState(shown.knownAccount !== null);
  const [bank, setBank] = useState("");
  const [number, setNumber] = useState("");
  const confirm = useCommand(confirmOffer);
  const allMade = shown.undertakings.every((promise) => made.includes(promise.undertakingId));
  const account = known ? ({ kind: "known" } as const) : ({ kind: "new", bank: bank.trim(), number } as const);
  const ready = allMade && (known || (bank.trim().length >= 2 && /^\d{12,19}$/.test(number)));
  const send = () =>
    confirm.mutate(
      { params: { offerId: shown.offerId }, body: { undertakings: [...made], account } },
      { onSuccess: (reply) => void go(`/t/cases/${reply.caseId}`, { replace: true }) },
    );
  return (
    <PhonePage
      back={`/t/offers/${shown.offerId}`}
      title={t("talent.confirmTitle", { title: local(shown.policyTitle) })}
      note={`${yuanText(shown.planFen)} ${t("unit.yuan")}`}
      foot={
        <Button type="primary" size="large" block disabled={!ready} loading={confirm.isPending} onClick={send}>
          {t("talent.confirmNow")}
        </Button>
      }
    >
      {confirm.error && (
        <div className="phone-card">
          <ProblemNotice error={confirm.error} />
        </div>
      )}
      {shown.undertakings.length > 0 && <Undertakings shown={shown} made={made} onChange={setMade} />}
      <AccountFields
        shown={shown}
        known={known}
        onKnown={setKnown}
        bank={bank}
        onBank={setBank}
        number={number}
        onNumber={setNumber}
      />
      <p className="soft" style={{ padding: "0 20px" }}>
        {t("talent.confirmNote")}
      </p>
    </PhonePage>
  );
}

type UndertakingsProps = {
  readonly shown: MyOffer;
  readonly made: readonly string[];
  readonly onChange: (made: readonly string[]) => void;
};

function Undertakings({ shown, made, onChange }: UndertakingsProps) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <section className="phone-card">
      <h2 className="section-title" style={{ marginTop: 0 }}>
        {t("talent.undertakings")}
      </h2>
      {shown.undertakings.map(({ undertakingId, text, clause }) => (
        <Checkbox
          key={undertakingId}
          checked={made.includes(undertakingId)}
          onChange={(event) =>
            onChange(event.target.checked ? [...made, undertakingId] : made.filter((id) => id !== undertakingId))
          }
          style={{ display: "flex", margin: "0 0 10px" }}
        >
          {local(text)} <span className="soft">{clause}</span>
        </Checkbox>
      ))}
    </section>
  );
}

type AccountFieldsProps = {
  readonly shown: MyOffer;
  readonly known: boolean;
  readonly onKnown: (known: boolean) => void;
  readonly bank: string;
  readonly onBank: (bank: string) => void;
  readonly number: string;
  readonly onNumber: (number: string) => void;
};

function AccountFields({ shown, known, onKnown, bank, onBank, number, onNumber }: AccountFieldsProps) {
  const { t } = useTranslation();
  return (
    <section className="phone-card">
      <h2 className="section-title" style={{ marginTop: 0 }}>
        {t("talent.account")}
      </h2>
      <p style={{ margin: "0 0 12px" }}>{t("talent.holder", { name: shown.accountHolder })}</p>
      {shown.knownAccount && (
        <Radio.Group
          value={known}
          onChange={(event) => onKnown(event.target.value === true)}
          style={{ marginBottom: 12 }}
        >
          <Radio value={true}>{`${shown.knownAccount.bank} ${shown.knownAccount.numberMasked}`}</Radio>
          <Radio value={false}>{t("talent.newAccount")}</Radio>
        </Radio.Group>
      )}
      {!known && (
        <>
          <label htmlFor="bank">{t("talent.bank")}</label>
          <Input
            id="bank"
            size="large"
            value={bank}
            maxLength={60}
            onChange={(event) => onBank(event.target.value)}
            style={{ margin: "4px 0 12px" }}
          />
          <label htmlFor="number">{t("talent.number")}</label>
          <Input
            id="number"
            size="large"
            inputMode="numeric"
            autoComplete="off"
            value={grouped(number)}
            onChange={(event) => onNumber(event.target.value.replaceAll(/\D/g, "").slice(0, 19))}
            style={{ margin: "4px 0 0" }}
          />
        </>
      )}
    </section>
  );
}

/** In fours, as it stands on the card. */
function grouped(digits: string): string {
  return digits.replaceAll(/(\d{4})(?=\d)/g, "$1 ");
}
