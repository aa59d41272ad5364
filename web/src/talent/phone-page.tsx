import { logout } from "@wutong/contracts";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useLocation, useNavigate } from "react-router";
import { ClockBanner } from "../clock/clock-banner.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { PageSkeleton } from "../elements/skeletons.tsx";
import { TongueSwitch } from "../frame/tongue-switch.tsx";
import { useServer } from "../server/client.ts";
import { useKeepSession, useSession } from "../server/session.tsx";

type PhonePageProps = {
  readonly title: string;
  readonly note?: ReactNode;
  readonly back?: string;
  readonly children: ReactNode;
  /** The page's one action, within the thumb's reach. */
  readonly foot?: ReactNode;
};

/** A phone page: green head, cards, an action at the foot. */
export function PhonePage({ title, note, back, children, foot }: PhonePageProps) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · 梧桐`;
  }, [title]);
  return (
    <>
      <ClockBanner />
      <div className="phone-page">
        <header className="phone-head">
          <div style={{ display: "flex", justifyContent: "space-between", minHeight: 24, marginBottom: 6 }}>
            {back ? <Link to={back}>‹ {t("talent.back")}</Link> : <span>{t("frame.name")}</span>}
            <HeadEnd />
          </div>
          <h1>{title}</h1>
          {note && <div style={{ marginTop: 4 }}>{note}</div>}
        </header>
        <main>{children}</main>
      </div>
      {foot && (
        <div className="phone-foot">
          <div>{foot}</div>
        </div>
      )}
    </>
  );
}

function HeadEnd() {
  const { t } = useTranslation();
  const { data } = useSession();
  const server = useServer();
  const keep = useKeepSession();
  const go = useNavigate();
  const leave = async () => {
    await server.call(logout, {});
    keep(null);
    await go("/t/login");
  };
  return (
    <span style={{ display: "flex", gap: 16 }}>
      <TongueSwitch />
      {data?.kind === "talent" && (
        <button type="button" className="link-cell" onClick={() => void leave()}>
          {t("frame.signOut")}
        </button>
      )}
    </span>
  );
}

/** Lets signed-in talents through, everybody else to the sign-in page. */
export function TalentOnly({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const location = useLocation();
  if (session.error) return <ProblemNotice error={session.error} onRetry={() => void session.refetch()} />;
  if (session.isPending) return <PageSkeleton />;
  if (session.data?.kind !== "talent")
    return <Navigate to={`/t/login?to=${encodeURIComponent(location.pathname)}`} replace />;
  return children;
}
