import { logout } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useServer } from "../server/client.ts";
import { useKeepSession, useSession } from "../server/session.tsx";
import { TongueSwitch } from "./tongue-switch.tsx";

/** Who is signed in in which roles, their account, the language, and the way out. */
export function UserBox({ onGo }: { readonly onGo?: () => void }) {
  const { t } = useTranslation();
  const { data } = useSession();
  const server = useServer();
  const keep = useKeepSession();
  const go = useNavigate();
  const leave = async () => {
    await server.call(logout, {});
    keep(null);
    await go("/login");
  };
  return (
    <div className="frame-user">
      <div style={{ display: "flex", justifyContent: "space-between", gap: 8 }}>
        <strong>{data?.name}</strong>
        <Link to="/account" {...(onGo ? { onClick: onGo } : {})}>
          {t("account.title")}
        </Link>
      </div>
      <div className="soft">{data?.roles.map((role) => t(`role.${role}`)).join(t("do.comma"))}</div>
      <div style={{ display: "flex", gap: 16, marginTop: 6 }}>
        <TongueSwitch />
        <button type="button" className="link-cell" onClick={() => void leave()}>
          {t("frame.signOut")}
        </button>
      </div>
    </div>
  );
}
