import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { TongueSwitch } from "./tongue-switch.tsx";

const PAGES = ["policies", "calculator", "compare", "notices"] as const;

/** The head of a page for anyone, with the ways to the others. */
export function PublicHead({ title, note }: { readonly title: string; readonly note?: ReactNode }) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · 梧桐`;
  }, [title]);
  return (
    <header className="public-head">
      <div>
        <img src="/leaf.svg" alt="" />
        <div style={{ flex: 1, minWidth: 0 }}>
          <h1>{title}</h1>
          <p>{note}</p>
        </div>
        <TongueSwitch />
      </div>
      <nav aria-label={t("library.pages")}>
        {PAGES.map((page) => (
          <NavLink key={page} to={`/public/${page}`}>
            {t(`library.doors.${page}`)}
          </NavLink>
        ))}
      </nav>
    </header>
  );
}
