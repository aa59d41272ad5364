import { getOffer, withdrawOffer } from "@wutong/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocal } from "../elements/local.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { ReasonForm } from "../elements/reason-form.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { WhyView } from "../elements/why-view.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { OfferMark } from "./offer-mark.tsx";

/** One offer: how it stands, why it was made, and withdrawing it while it is open. */
export function OfferView({ offerId }: { readonly offerId: number }) {
  const { t } = useTranslation();
  const local = useLocal();
  const offer = useRead(getOffer, { params: { offerId } });
  if (offer.error) return <ProblemNotice error={offer.error} onRetry={() => void offer.refetch()} />;
  if (offer.isPending) return <LinesSkeleton rows={10} />;
  const shown = offer.data;
  return (
    <>
      <div style={{ display: "flex", alignItems: "baseline", gap: 12, flexWrap: "wrap", marginBottom: 8 }}>
        <h2 style={{ margin: 0, fontSize: 20 }}>{shown.name}</h2>
        <span>{local(shown.policyTitle)}</span>
        <OfferMark state={shown.state} />
      </div>
      <p className="soft" style={{ marginTop: 0 }}>
        {t("offers.dates", { pushed: shown.pushedOn, expires: shown.expiresOn })}
      </p>
      {shown.caseId !== null && (
        <p>
          <Link to={`/cases?open=${shown.caseId}`}>{t("offers.toCase", { number: shown.caseId })}</Link>
        </p>
      )}
      {(shown.state === "open" || shown.state === "disputed") && <Withdraw offerId={offerId} />}
      <WhyView why={shown.why} entitled />
    </>
  );
}

function Withdraw({ offerId }: { readonly offerId: number }) {
  const { t } = useTranslation();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const withdraw = useCommand(withdrawOffer);
  if (!may("clerk")) return null;
  if (!asking) return <Button onClick={() => setAsking(true)}>{t("offers.withdraw")}</Button>;
  return (
    <ReasonForm
      title={t("offers.withdraw")}
      label={t("do.reason")}
      submit={t("offers.withdraw")}
      danger
      busy={withdraw.isPending}
      error={withdraw.error}
      onCancel={() => setAsking(false)}
      onSubmit={(reason) =>
        withdraw.mutate({ params: { offerId }, body: { reason } }, { onSuccess: () => setAsking(false) })
      }
    />
  );
}
