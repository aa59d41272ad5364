import { listMyOffers, listSpouseRequests, type ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useLocal } from "../elements/local.ts";
import { Mark } from "../elements/marks.tsx";
import { yuanText } from "../elements/money.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { useRead } from "../server/queries.ts";
import { PhonePage, TalentOnly } from "./phone-page.tsx";

type SpouseRequest = ReplyOf<typeof listSpouseRequests>["rows"][number];
type MyOffer = ReplyOf<typeof listMyOffers>["rows"][number];

/** What I am offered, what I confirmed, and what has been. */
export function MinePage() {
  return (
    <TalentOnly>
      <Mine />
    </TalentOnly>
  );
}

function Mine() {
  const { t } = useTranslation();
  const mine = useRead(listMyOffers, {});
  const requests = useRead(listSpouseRequests, {});
  const rows = mine.data?.rows ?? [];
  const asked = requests.data?.rows ?? [];
  const open =
    rows.filter((row) => row.state === "open").length + asked.filter((row) => row.confirmedAt === null).length;
  return (
    <PhonePage
      title={mine.data ? t("talent.hello", { name: mine.data.name }) : t("talent.mine")}
      note={mine.data && (open > 0 ? t("talent.openCount", { count: open }) : t("talent.nothingOpen"))}
    >
      {mine.error && <ProblemNotice error={mine.error} onRetry={() => void mine.refetch()} />}
      {requests.error && <ProblemNotice error={requests.error} onRetry={() => void requests.refetch()} />}
      {mine.isPending && <LinesSkeleton />}
      {asked.map((row) => (
        <SpouseCard key={row.caseId} row={row} />
      ))}
      {mine.data && requests.data && rows.length + asked.length === 0 && (
        <Empty title={t("talent.none")} todo={t("talent.noneTodo")} />
      )}
      {rows.map((row) => (
        <OfferCard key={row.offerId} row={row} />
      ))}
    </PhonePage>
  );
}

/** What the other half of the couple asks one to confirm too. */
function SpouseCard({ row }: { readonly row: SpouseRequest }) {
  const { t } = useTranslation();
  const local = useLocal();
  const waits = row.confirmedAt === null;
  return (
    <Link to={`/t/spouse/${row.caseId}`} className="phone-card">
      <div style={{ display: "flex", justifyContent: "space-between", gap: 12 }}>
        <strong style={{ fontSize: 16 }}>{local(row.policyTitle)}</strong>
        <Mark tone={waits ? "hand" : "good"} text={t(waits ? "spouse.waitsForMe" : "talent.offerStates.confirmed")} />
      </div>
      <div className="soft">{t("spouse.from", { name: row.applicant, day: row.askedOn })}</div>
    </Link>
  );
}

function OfferCard({ row }: { readonly row: MyOffer }) {
  const { t } = useTranslation();
  const local = useLocal();
  const to = row.caseId === null ? `/t/offers/${row.offerId}` : `/t/cases/${row.caseId}`;
  return (
    <Link to={to} className="phone-card">
      <div style={{ display: "flex", justifyContent: "space-between", gap: 12 }}>
        <strong style={{ fontSize: 16 }}>{local(row.policyTitle)}</strong>
        <OfferState row={row} />
      </div>
      {row.subject && <div className="soft">{local(row.subject)}</div>}
      <div className="phone-amount num" style={{ color: row.state === "open" ? "var(--leaf)" : undefined }}>
        {yuanText(row.planFen)}
        <span className="card-unit">{t("unit.yuan")}</span>
      </div>
      <p style={{ margin: "6px 0 0" }}>{local(row.sentence)}</p>
      {row.state === "open" && (
        <p className="needs-hand" style={{ margin: "8px 0 0" }}>
          {t("talent.until", { day: row.expiresOn })}
        </p>
      )}
    </Link>
  );
}

function OfferState({ row }: { readonly row: MyOffer }) {
  const { t } = useTranslation();
  const place = row.waiting?.place ?? null;
  if (row.waiting)
    return <Mark tone="open" text={place === null ? t("talent.queueDraw") : t("talent.queueMark", { place })} />;
  if (row.caseState)
    return <Mark tone={row.caseState === "paid" ? "good" : "open"} text={t(`talent.caseStates.${row.caseState}`)} />;
  if (row.state === "open") return <Mark tone="hand" text={t("talent.offerStates.open")} />;
  return <Mark tone="none" text={t(`talent.offerStates.${row.state}`)} />;
}
