import { confirmAsSpouse, listSpouseRequests, type ReplyOf } from "@wutong/contracts";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useFormats, useLocal } from "../elements/local.ts";
import { yuanText } from "../elements/money.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { PhonePage, TalentOnly } from "./phone-page.tsx";

type SpouseRequest = ReplyOf<typeof listSpouseRequests>["rows"][number];

/** A benefit of the couple: the other half reads what it means for both, and confirms too. */
export function SpousePage() {
  return (
    <TalentOnly>
      <OneRequest />
    </TalentOnly>
  );
}

function OneRequest() {
  const { t } = useTranslation();
  const caseId = Number(useParams().caseId);
  const requests = useRead(listSpouseRequests, {});
  const shown = requests.data?.rows.find((row) => row.caseId === caseId);
  if (shown) return <Request shown={shown} />;
  return (
    <PhonePage back="/t/mine" title={t("spouse.title")}>
      <ProblemNotice error={requests.error} onRetry={() => void requests.refetch()} />
      {requests.isPending && <LinesSkeleton />}
      {requests.data && <Empty title={t("spouse.gone")} todo={t("spouse.goneTodo")} />}
    </PhonePage>
  );
}

function Request({ shown }: { readonly shown: SpouseRequest }) {
  const { t } = useTranslation();
  const local = useLocal();
  const formats = useFormats();
  const [agreed, setAgreed] = useState(false);
  const confirm = useCommand(confirmAsSpouse);
  const send = () => confirm.mutate({ params: { caseId: shown.caseId } });
  return (
    <PhonePage
      back="/t/mine"
      title={local(shown.policyTitle)}
      note={t("spouse.from", { name: shown.applicant, day: shown.askedOn })}
      foot={
        shown.confirmedAt === null && (
          <Button type="primary" size="large" block disabled={!agreed} loading={confirm.isPending} onClick={send}>
            {t("spouse.confirm")}
          </Button>
        )
      }
    >
      <section className="phone-card">
        <ProblemNotice error={confirm.error} />
        <div className="phone-amount num">
          {yuanText(shown.planFen)}
          <span className="card-unit">{t("unit.yuan")}</span>
        </div>
        <p style={{ margin: "8px 0 0" }}>{local(shown.note)}</p>
      </section>
      <section className="phone-card">
        {shown.confirmedAt === null ? (
          <Checkbox checked={agreed} onChange={(event) => setAgreed(event.target.checked)}>
            {t("spouse.agree", { name: shown.applicant })}
          </Checkbox>
        ) : (
          <p role="status" style={{ margin: 0 }}>
            {t("spouse.confirmed", { at: formats.instant(shown.confirmedAt) })}
          </p>
        )}
      </section>
    </PhonePage>
  );
}
