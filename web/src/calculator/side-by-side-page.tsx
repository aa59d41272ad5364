import { listRegionPolicies, type ReplyOf, searchLibrary } from "@wutong/contracts";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useLocal } from "../elements/local.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton } from "../elements/skeletons.tsx";
import { PublicHead } from "../frame/public-head.tsx";
import { useRead } from "../server/queries.ts";
import { HereAndThere } from "./here-and-there.tsx";
import { type Region, RegionChoice } from "./region-choice.tsx";
import { SideTable } from "./side-table.tsx";

type Policies = ReplyOf<typeof listRegionPolicies>;
type Row = ReplyOf<typeof searchLibrary>["rows"][number];

/** Two regions' policies of one kind beside each other, and what the calculator's answers come to in both. */
export function SideBySidePage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const library = useRead(searchLibrary, { query: {} });
  const put = (changes: Readonly<Record<string, string>>) =>
    setParams(
      (now) => {
        for (const [name, value] of Object.entries(changes)) now.set(name, value);
        return now;
      },
      { replace: true },
    );
  const regions = library.data?.regions.filter(({ policies }) => policies > 0) ?? [];
  const a = regions.find(({ regionId }) => regionId === params.get("a")) ?? regions[0];
  const b =
    regions.find(({ regionId }) => regionId === params.get("b") && regionId !== a?.regionId) ??
    regions.find((each) => each !== a);
  return (
    <>
      <PublicHead title={t("sideBySide.title")} note={t("sideBySide.note")} />
      <main className="public-page side-by-side">
        {library.error && <ProblemNotice error={library.error} onRetry={() => void library.refetch()} />}
        {library.isPending && <LinesSkeleton rows={8} />}
        {library.data && !b && (
          <div className="sheet">
            <Empty title={t("sideBySide.one")} todo={t("sideBySide.oneTodo")} />
          </div>
        )}
        {a && b && library.data && (
          <>
            <div className="side-choices no-print">
              <RegionChoice
                label={t("sideBySide.a")}
                regions={regions}
                value={a.regionId}
                onChange={(to) => put({ a: to, ...(to === b.regionId ? { b: a.regionId } : {}) })}
              />
              <RegionChoice
                label={t("sideBySide.b")}
                regions={regions}
                value={b.regionId}
                onChange={(to) => put({ b: to, ...(to === a.regionId ? { a: b.regionId } : {}) })}
              />
              <Kinds
                rows={library.data.rows}
                {...{ a, b }}
                kind={params.get("kind")}
                onChange={(kind) => put({ kind })}
              />
            </div>
            <TwoPolicies
              {...{ a, b, put }}
              kind={kindOf(library.data.rows, a, b, params.get("kind"))}
              picked={[params.get("pa"), params.get("pb")]}
            />
            <HereAndThere a={a} b={b} />
          </>
        )}
      </main>
    </>
  );
}

type Pair = { readonly a: Region; readonly b: Region };

/** The kinds of benefit that either region pays, those that both do first. */
function kindsOf(rows: readonly Row[], { a, b }: Pair) {
  const of = (region: Region) =>
    new Set(rows.filter(({ regionId }) => regionId === region.regionId).map(({ benefit }) => benefit));
  const [mine, theirs] = [of(a), of(b)];
  const names = new Map(rows.map(({ benefit, benefitName }) => [benefit, benefitName]));
  return [...names]
    .filter(([kind]) => mine.has(kind) || theirs.has(kind))
    .map(([kind, name]) => ({ kind, name, both: mine.has(kind) && theirs.has(kind) }))
    .toSorted((x, y) => Number(y.both) - Number(x.both));
}

function kindOf(rows: readonly Row[], a: Region, b: Region, wanted: string | null): string | undefined {
  const kinds = kindsOf(rows, { a, b });
  return (kinds.find(({ kind }) => kind === wanted) ?? kinds[0])?.kind;
}

type KindsProps = Pair & {
  readonly rows: readonly Row[];
  readonly kind: string | null;
  readonly onChange: (kind: string) => void;
};

function Kinds({ rows, a, b, kind, onChange }: KindsProps) {
  const id = useId();
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <div className="fact-box">
      <label htmlFor={id}>{t("sideBySide.kind")}</label>
      <select id={id} value={kindOf(rows, a, b, kind)} onChange={(event) => onChange(event.target.value)}>
        {kindsOf(rows, { a, b }).map(({ kind: each, name, both }) => (
          <option key={each} value={each}>
            {both ? local(name) : t("sideBySide.oneOnly", { kind: local(name) })}
          </option>
        ))}
      </select>
    </div>
  );
}

type TwoPoliciesProps = Pair & {
  readonly kind: string | undefined;
  readonly picked: readonly [string | null, string | null];
  readonly put: (changes: Readonly<Record<string, string>>) => void;
};

function TwoPolicies({ a, b, kind, picked, put }: TwoPoliciesProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const [left, right] = [useRegionPolicies(a), useRegionPolicies(b)];
  const error = left.error ?? right.error;
  if (error) return <ProblemNotice error={error} onRetry={() => void Promise.all([left.refetch(), right.refetch()])} />;
  if (!left.shown || !right.shown) return <LinesSkeleton rows={10} />;
  const sides = [left.shown, right.shown].map(({ rows }, at) => {
    const ofKind = rows.filter(({ benefit }) => benefit === kind);
    return { ofKind, policy: ofKind.find(({ policyId }) => policyId === picked[at]) ?? ofKind[0] };
  });
  const heads = [a, b].map((region, at) => {
    const { ofKind = [], policy } = sides[at] ?? {};
    return (
      <div key={region.regionId} className="side-head">
        <div className="soft">{local(region.name)}</div>
        {policy ? (
          <Link to={`/public/policies/${policy.policyId}`}>{local(policy.title)}</Link>
        ) : (
          <span>{t("sideBySide.noSuch")}</span>
        )}
        {policy?.fragment && <div className="fragment">{t("library.fragment")}</div>}
        {ofKind.length > 1 && (
          <select
            className="no-print"
            aria-label={t("sideBySide.which", { region: local(region.name) })}
            value={policy?.policyId}
            onChange={(event) => put({ [at === 0 ? "pa" : "pb"]: event.target.value })}
          >
            {ofKind.map(({ policyId, title }) => (
              <option key={policyId} value={policyId}>
                {local(title)}
              </option>
            ))}
          </select>
        )}
      </div>
    );
  });
  return <SideTable heads={heads} a={sides[0]?.policy} b={sides[1]?.policy} names={[local(a.name), local(b.name)]} />;
}

function useRegionPolicies({ regionId }: Region) {
  const read = useRead(listRegionPolicies, { params: { regionId } });
  const shown: Policies | undefined = read.data?.region.regionId === regionId ? read.data : undefined;
  return { shown, error: read.error, refetch: read.refetch };
}
