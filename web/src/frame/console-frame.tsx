import { MenuOutlined } from "@ant-design/icons";
import { Button, Drawer } from "antd";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, Outlet, useLocation } from "react-router";
import { ClockBanner } from "../clock/clock-banner.tsx";
import { usePhone } from "../elements/phone.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { PageSkeleton } from "../elements/skeletons.tsx";
import { useSession } from "../server/session.tsx";
import { AreaMenu } from "./area-menu.tsx";
import { UserBox } from "./user-box.tsx";

/** The staff console: banner, the areas on the left, the page. Sends nobody-in-particular to the sign-in page. */
export function ConsoleFrame() {
  const session = useSession();
  const location = useLocation();
  if (session.error) return <ProblemNotice error={session.error} onRetry={() => void session.refetch()} />;
  if (session.isPending) return <PageSkeleton />;
  if (session.data === null || session.data?.kind !== "staff") {
    return <Navigate to={`/login?to=${encodeURIComponent(location.pathname + location.search)}`} replace />;
  }
  return <Frame office={session.data.office?.name ?? ""} />;
}

function Frame({ office }: { readonly office: string }) {
  const { t } = useTranslation();
  const phone = usePhone();
  return (
    <div className="frame">
      <a className="skip-link" href="#page">
        {t("frame.skip")}
      </a>
      <div className="frame-banner">
        <ClockBanner />
      </div>
      {phone ? <PhoneBar office={office} /> : <SideMenu office={office} />}
      <main className="frame-page" id="page" tabIndex={-1}>
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

function Brand({ office }: { readonly office: string }) {
  const { t } = useTranslation();
  return (
    <div className="brand">
      <img src="/leaf.svg" alt="" />
      <div>
        <div className="brand-name">{t("frame.name")}</div>
        <div className="brand-office">{office}</div>
      </div>
    </div>
  );
}

function SideMenu({ office }: { readonly office: string }) {
  return (
    <aside className="frame-menu">
      <Brand office={office} />
      <AreaMenu />
      <UserBox />
    </aside>
  );
}

function PhoneBar({ office }: { readonly office: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <div className="phone-bar">
      <img src="/leaf.svg" alt="" />
      <strong style={{ flex: 1 }}>
        {t("frame.name")} <span className="soft">{office}</span>
      </strong>
      <Button type="text" icon={<MenuOutlined />} aria-label={t("frame.menu")} onClick={() => setOpen(true)} />
      <Drawer
        open={open}
        placement="left"
        size={260}
        onClose={() => setOpen(false)}
        title={t("frame.menu")}
        styles={{ body: { padding: 8 } }}
      >
        <AreaMenu onGo={() => setOpen(false)} />
        <UserBox onGo={() => setOpen(false)} />
      </Drawer>
    </div>
  );
}
