import { declineOffer, getMyOffer, type ReplyOf, reportFact } from "@wutong/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useLocal } from "../elements/local.ts";
import { yuanText } from "../elements/money.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { ReasonForm } from "../elements/reason-form.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { WhyView } from "../elements/why-view.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { PhonePage, TalentOnly } from "./phone-page.tsx";

type MyOffer = ReplyOf<typeof getMyOffer>;

/** Why I am offered this; confirm, decline, or say that a fact is wrong. */
export function MyOfferPage() {
  return (
    <TalentOnly>
      <OneOffer />
    </TalentOnly>
  );
}

function OneOffer() {
  const { t } = useTranslation();
  const local = useLocal();
  const go = useNavigate();
  const offerId = Number(useParams().offerId);
  const offer = useRead(getMyOffer, { params: { offerId } });
  const [asking, setAsking] = useState<
    { readonly kind: "decline" } | { readonly kind: "wrong"; readonly nodeId: string } | null
  >(null);
  const shown = offer.data;
  const open = shown?.state === "open";
  return (
    <PhonePage
      back="/t/mine"
      title={shown ? local(shown.policyTitle) : t("talent.mine")}
      note={shown && <OfferNote shown={shown} />}
      foot={
        open && asking === null ? (
          <>
            <Button size="large" onClick={() => setAsking({ kind: "decline" })}>
              {t("talent.decline")}
            </Button>
            <Button type="primary" size="large" block onClick={() => void go(`/t/offers/${offerId}/confirm`)}>
              {t("talent.toConfirm")}
            </Button>
          </>
        ) : undefined
      }
    >
      <ProblemNotice error={offer.error} onRetry={() => void offer.refetch()} />
      {offer.isPending && <LinesSkeleton rows={10} />}
      {shown && asking === null && (
        <div className="phone-card">
          <WhyView
            why={shown.why}
            sentence={shown.sentence}
            entitled
            plain
            {...(open ? { onWrong: (nodeId: string) => setAsking({ kind: "wrong", nodeId }) } : {})}
          />
          <details style={{ marginTop: 16 }}>
            <summary>{t("talent.prose")}</summary>
            <p className="prose">{shown.prose}</p>
          </details>
        </div>
      )}
      {shown && asking?.kind === "decline" && <Decline offerId={offerId} onCancel={() => setAsking(null)} />}
      {shown && asking?.kind === "wrong" && (
        <Wrong shown={shown} nodeId={asking.nodeId} onCancel={() => setAsking(null)} />
      )}
    </PhonePage>
  );
}

function OfferNote({ shown }: { readonly shown: MyOffer }) {
  const { t } = useTranslation();
  return (
    <>
      <span className="phone-amount num" style={{ color: "#fff" }}>
        {yuanText(shown.planFen)}
      </span>{" "}
      {t("unit.yuan")} ·{" "}
      {shown.state === "open" ? t("talent.until", { day: shown.expiresOn }) : t(`talent.offerStates.${shown.state}`)}
    </>
  );
}

function Decline({ offerId, onCancel }: { readonly offerId: number; readonly onCancel: () => void }) {
  const { t } = useTranslation();
  const go = useNavigate();
  const decline = useCommand(declineOffer);
  return (
    <div className="phone-card">
      <p style={{ marginTop: 0 }}>{t("talent.declineNote")}</p>
      <ReasonForm
        title={t("talent.declineTitle")}
        label={t("talent.declineReason")}
        submit={t("talent.declineNow")}
        minLength={0}
        danger
        busy={decline.isPending}
        error={decline.error}
        onCancel={onCancel}
        onSubmit={(reason) =>
          decline.mutate({ params: { offerId }, body: { reason } }, { onSuccess: () => void go("/t/mine") })
        }
      />
    </div>
  );
}

function Wrong({
  shown,
  nodeId,
  onCancel,
}: {
  readonly shown: MyOffer;
  readonly nodeId: string;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation();
  const local = useLocal();
  const go = useNavigate();
  const report = useCommand(reportFact);
  const condition = shown.why.conditions.find((node) => node.nodeId === nodeId);
  return (
    <div className="phone-card">
      <p className="sentence">{condition && local(condition.text)}</p>
      <ReasonForm
        title={t("talent.wrongTitle")}
        label={t("talent.wrongLabel")}
        submit={t("talent.wrongSend")}
        busy={report.isPending}
        error={report.error}
        onCancel={onCancel}
        onSubmit={(says) =>
          report.mutate(
            { params: { offerId: shown.offerId }, body: { nodeId, says } },
            { onSuccess: () => void go("/t/mine") },
          )
        }
      />
      <p className="soft">{t("talent.wrongNote")}</p>
    </div>
  );
}
