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
import { type BankAccount, BankFields, isFilled } from "./bank-fields.tsx";
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
  const [typed, setTyped] = useState<BankAccount>({ bank: "", number: "" });
  const [home, setHome] = useState("");
  const confirm = useCommand(confirmOffer);
  const allMade = shown.undertakings.every((promise) => made.includes(promise.undertakingId));
  const account = known
    ? ({ kind: "known" } as const)
    : ({ kind: "new", bank: typed.bank.trim(), number: typed.number } as const);
  const ready = allMade && (known || isFilled(typed)) && (home.trim() === "" || home.trim().length >= 4);
  const send = () =>
    confirm.mutate(
      {
        params: { offerId: shown.offerId },
        body: { undertakings: [...made], account, ...(home.trim() === "" ? {} : { home: home.trim() }) },
      },
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
      <AccountFields shown={shown} known={known} onKnown={setKnown} account={typed} onAccount={setTyped} />
      {shown.asksHome && <HomeField home={home} onHome={setHome} />}
      {shown.marriage !== null && shown.marriage !== "single" && (
        <div className="phone-card">
          <strong>{t(`spouse.before.${shown.marriage}`)}</strong>
          <p style={{ margin: "4px 0 0" }}>{t(`spouse.beforeTodo.${shown.marriage}`)}</p>
        </div>
      )}
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
  readonly account: BankAccount;
  readonly onAccount: (account: BankAccount) => void;
};

function AccountFields({ shown, known, onKnown, account, onAccount }: AccountFieldsProps) {
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
      {!known && <BankFields account={account} onChange={onAccount} />}
    </section>
  );
}

/** One grant for one home: its number, where one is chosen already. */
function HomeField({ home, onHome }: { readonly home: string; readonly onHome: (home: string) => void }) {
  const { t } = useTranslation();
  return (
    <section className="phone-card">
      <label htmlFor="home">{t("spouse.home")}</label>
      <Input
        id="home"
        size="large"
        value={home}
        maxLength={60}
        onChange={(event) => onHome(event.target.value)}
        style={{ margin: "4px 0 4px" }}
      />
      <p className="soft" style={{ margin: 0, fontSize: 12.5 }}>
        {t("spouse.homeNote")}
      </p>
    </section>
  );
}
