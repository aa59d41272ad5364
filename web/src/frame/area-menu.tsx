import {
  AccountBookOutlined,
  AuditOutlined,
  BookOutlined,
  DashboardOutlined,
  DiffOutlined,
  FileProtectOutlined,
  ImportOutlined,
  MergeCellsOutlined,
  NotificationOutlined,
  RadarChartOutlined,
  SolutionOutlined,
  TeamOutlined,
  UserOutlined,
} from "@ant-design/icons";
import type { Role } from "@wutong/contracts";
import { Menu } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { useMay } from "../server/session.tsx";

type Entry = {
  readonly path: string;
  readonly word: AreaWord;
  readonly icon: ReactNode;
  readonly roles?: readonly Role[];
};
type AreaWord =
  | "overview"
  | "people"
  | "links"
  | "fields"
  | "imports"
  | "policies"
  | "sweeps"
  | "offers"
  | "cases"
  | "demand"
  | "funds"
  | "journal"
  | "staff";

/** In the order of the one flow: registers, people, policies, findings, offers, cases, fund. */
const entries: readonly Entry[] = [
  { path: "/", word: "overview", icon: <DashboardOutlined /> },
  { path: "/imports", word: "imports", icon: <ImportOutlined /> },
  { path: "/people", word: "people", icon: <TeamOutlined /> },
  { path: "/links", word: "links", icon: <MergeCellsOutlined /> },
  { path: "/fields", word: "fields", icon: <DiffOutlined /> },
  { path: "/policies", word: "policies", icon: <BookOutlined /> },
  { path: "/sweeps", word: "sweeps", icon: <RadarChartOutlined /> },
  { path: "/offers", word: "offers", icon: <NotificationOutlined /> },
  { path: "/cases", word: "cases", icon: <FileProtectOutlined /> },
  { path: "/funds", word: "funds", icon: <AccountBookOutlined /> },
  { path: "/demand", word: "demand", icon: <SolutionOutlined /> },
  { path: "/journal", word: "journal", icon: <AuditOutlined />, roles: ["auditor", "leader", "reviewer"] },
  { path: "/staff", word: "staff", icon: <UserOutlined />, roles: ["leader", "auditor"] },
];

/** The areas' names as a menu; what a role may not open is not shown. */
export function AreaMenu({ onGo }: { readonly onGo?: () => void }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const may = useMay();
  const open = entries.filter((entry) => entry.path !== "/" && pathname.startsWith(entry.path)).at(0)?.path;
  const chosen = open ?? (pathname.startsWith("/fact-reports") ? "/offers" : pathname);
  return (
    <nav aria-label={t("frame.areas")} style={{ flex: 1, padding: "0 8px" }}>
      <Menu
        mode="inline"
        selectedKeys={[chosen]}
        items={entries
          .filter((entry) => entry.roles === undefined || may(...entry.roles))
          .map((entry) => ({
            key: entry.path,
            icon: entry.icon,
            label: (
              <Link to={entry.path} {...(onGo ? { onClick: onGo } : {})}>
                {t(`area.${entry.word}`)}
              </Link>
            ),
          }))}
      />
    </nav>
  );
}
