import { listPublicNotices, type ReplyOf } from "@wutong/contracts";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useFormats, useLocal } from "../elements/local.ts";
import { Money } from "../elements/money.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { PublicHead } from "../frame/public-head.tsx";
import { useRead } from "../server/queries.ts";
import { PublicDraws } from "./public-draws.tsx";

type Notices = ReplyOf<typeof listPublicNotices>;
type Entry = Notices["rows"][number];

/** What is on public notice today, for anyone without signing in, and how to object. */
export function NoticesPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const page = Math.min(Math.max(Math.trunc(Number(params.get("page"))) || 1, 1), 50);
  const notices = useRead(listPublicNotices, { query: { page } });
  return (
    <>
      <PublicHead title={t("notices.title")} note={notices.data && <Summary shown={notices.data} />} />
      <main className="public-page">
        {notices.error && <ProblemNotice error={notices.error} onRetry={() => void notices.refetch()} />}
        {notices.isPending && <LinesSkeleton />}
        {notices.data && (
          <>
            <Shown notices={notices.data} onPage={(to) => setParams({ page: String(to) })} />
            <PublicDraws />
            <HowToObject notices={notices.data} />
          </>
        )}
      </main>
    </>
  );
}

function Summary({ shown }: { readonly shown: Notices }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { tenant, today, total } = shown;
  return total > 0
    ? t("notices.note", { tenant, today, shown: formats.count(total) })
    : t("notices.noteNone", { tenant, today });
}

function Shown({ notices, onPage }: { readonly notices: Notices; readonly onPage: (page: number) => void }) {
  const { t } = useTranslation();
  if (notices.total === 0)
    return (
      <div className="sheet">
        <Empty title={t("notices.none")} todo={t("notices.noneTodo")} />
      </div>
    );
  const ids = [...new Set(notices.rows.map((entry) => entry.noticeId))];
  return (
    <>
      {ids.map((id) => (
        <OneNotice key={id} entries={notices.rows.filter((entry) => entry.noticeId === id)} today={notices.today} />
      ))}
      {notices.pages > 1 && <Pages notices={notices} onPage={onPage} />}
    </>
  );
}

/** One notice: its office and days above, its entries below; on a phone each entry stands on lines of its own. */
function OneNotice({ entries, today }: { readonly entries: readonly Entry[]; readonly today: string }) {
  const { t } = useTranslation();
  const first = entries[0];
  if (!first) return null;
  const { noticeId, office, opensOn, closesOn } = first;
  const heads = [t("notices.name"), t("notices.benefit"), t("notices.employer"), t("notices.amount")];
  return (
    <section className="sheet notice" aria-labelledby={`notice-${noticeId}`}>
      <h2 id={`notice-${noticeId}`}>
        {office} <span className="soft num">{t("notices.spell", { opens: opensOn, closes: closesOn })}</span>
        {closesOn === today && <span className="needs-hand"> {t("notices.lastDay")}</span>}
      </h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: on a phone the rows are grids, and browsers then forget that it is a table */}
      <table role="table">
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two masked people may look alike, and a notice never changes
            <EntryRow key={index} entry={entry} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function EntryRow({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <tr>
      <th scope="row">{entry.name}</th>
      <td className="notice-benefit">{local(entry.benefit)}</td>
      <td className="notice-employer">{entry.employer ?? t("notices.noEmployer")}</td>
      <td className="notice-amount">
        <Money fen={entry.amountFen} />
        <span className="notice-unit"> {t("unit.yuan")}</span>
      </td>
    </tr>
  );
}

function Pages({ notices, onPage }: { readonly notices: Notices; readonly onPage: (page: number) => void }) {
  const { t } = useTranslation();
  const turn = (to: number, text: string): ReactNode => (
    <Button disabled={to < 1 || to > notices.pages} onClick={() => onPage(to)}>
      {text}
    </Button>
  );
  return (
    <nav className="notice-pages" aria-label={t("notices.page", { page: notices.page, pages: notices.pages })}>
      {turn(notices.page - 1, t("notices.before"))}
      <span className="num">{t("notices.page", { page: notices.page, pages: notices.pages })}</span>
      {turn(notices.page + 1, t("notices.next"))}
    </nav>
  );
}

function HowToObject({ notices }: { readonly notices: Notices }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <section className="sheet notice-how">
      <h2>{t("notices.howTo")}</h2>
      <p>{local(notices.howToObject)}</p>
    </section>
  );
}
