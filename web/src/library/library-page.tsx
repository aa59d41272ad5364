import { type ReplyOf, searchLibrary } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useLocal } from "../elements/local.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { SearchBox } from "../elements/search-box.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { PublicHead } from "../frame/public-head.tsx";
import { useRead } from "../server/queries.ts";
import { Marked } from "./marked.tsx";

type Library = ReplyOf<typeof searchLibrary>;
type Row = Library["rows"][number];

/** The policies in force, of here and of the regions to compare with; found by words, pinyin or initials. */
export function LibraryPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const q = params.get("q") ?? undefined;
  const library = useRead(searchLibrary, { query: q === undefined ? {} : { q: q.slice(0, 60) } });
  const chosen = params.get("region") ?? undefined;
  const put = (name: string, value: string | undefined) =>
    setParams(
      (now) => {
        if (value === undefined) now.delete(name);
        else now.set(name, value);
        return now;
      },
      { replace: true },
    );
  const shown = library.data;
  const rows = shown?.rows.filter(({ regionId }) => chosen === undefined || regionId === chosen) ?? [];
  return (
    <>
      <PublicHead
        title={t("library.title")}
        note={
          shown &&
          t(q === undefined ? "library.note" : "library.found", { today: shown.today, count: shown.rows.length })
        }
      />
      <main className="public-page">
        <div className="library-search">
          <SearchBox value={q} label={t("library.search")} width={460} onSearch={(text) => put("q", text)} />
        </div>
        {shown && <RegionTabs library={shown} chosen={chosen} onChoose={(regionId) => put("region", regionId)} />}
        {library.error && <ProblemNotice error={library.error} onRetry={() => void library.refetch()} />}
        {library.isPending && <LinesSkeleton rows={8} />}
        {shown && rows.length === 0 && (
          <div className="sheet">
            {q === undefined ? (
              <Empty title={t("library.none")} todo={t("library.noneTodo")} />
            ) : (
              <Empty title={t("library.notFound", { q })} todo={t("library.notFoundTodo")} />
            )}
          </div>
        )}
        <ul className="library-list" aria-label={t("library.title")}>
          {rows.map((row) => (
            <PolicyCard key={row.policyId} row={row} />
          ))}
        </ul>
      </main>
    </>
  );
}

type RegionTabsProps = {
  readonly library: Library;
  readonly chosen: string | undefined;
  readonly onChoose: (regionId: string | undefined) => void;
};

function RegionTabs({ library, chosen, onChoose }: RegionTabsProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const tabs = [
    { regionId: undefined, name: t("library.all"), count: library.rows.length },
    ...library.regions.map(({ regionId, name }) => ({
      regionId,
      name: local(name),
      count: library.rows.filter((row) => row.regionId === regionId).length,
    })),
  ];
  return (
    <fieldset className="region-tabs">
      <legend className="visually-hidden">{t("library.region")}</legend>
      {tabs.map(({ regionId, name, count }) => (
        <button
          key={regionId ?? ""}
          type="button"
          aria-pressed={chosen === regionId}
          onClick={() => onChoose(regionId)}
        >
          {name} <span className="num">{count}</span>
        </button>
      ))}
    </fieldset>
  );
}

function PolicyCard({ row }: { readonly row: Row }) {
  const { t, i18n } = useTranslation();
  const local = useLocal();
  const tongue = i18n.language === "en" ? "en" : "zh";
  const { passage } = row;
  return (
    <li className="sheet library-card">
      <div>
        <h2>
          <Link to={`/public/policies/${row.policyId}`}>
            <Marked text={row.title[tongue]} marks={row.titleMarks[tongue]} />
          </Link>
          {row.fragment && <span className="fragment">{t("library.fragment")}</span>}
        </h2>
        <p className="soft">
          {[local(row.region), row.place.zh === row.region.zh ? "" : local(row.place), local(row.benefitName)]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {passage && (
          <p className="passage" lang={passage.tongue}>
            <span className="soft">{t(`library.parts.${passage.part}`)}</span>{" "}
            <Marked text={passage.text} marks={passage.marks} />
          </p>
        )}
      </div>
      <div className="library-pays">
        <div className="num">{local(row.pays)}</div>
        <div className="soft">{t(`policies.handlings.${row.handling}`)}</div>
      </div>
    </li>
  );
}
