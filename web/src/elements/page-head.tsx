import { type ReactNode, useEffect } from "react";

type PageHeadProps = { readonly title: string; readonly note?: ReactNode; readonly actions?: ReactNode };

/** The page's name and finding, what it rests on, and its few actions. */
export function PageHead({ title, note, actions }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · 梧桐`;
  }, [title]);
  return (
    <header className="page-head">
      <div className="page-head-text">
        <h1>{title}</h1>
        {note && <p>{note}</p>}
      </div>
      {actions && <div className="page-head-actions">{actions}</div>}
    </header>
  );
}
