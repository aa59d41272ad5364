import { useQueryClient } from "@tanstack/react-query";
import {
  cancelRegisterComparison,
  countPairs,
  listRegisterComparisons,
  type PairState,
  type ReplyOf,
  startRegisterComparison,
} from "@wutong/contracts";
import { Button, Progress } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFilters } from "../elements/filters.ts";
import { useFormats } from "../elements/local.ts";
import { PageHead } from "../elements/page-head.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { StateTabs } from "../elements/state-tabs.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { ReviewDesk } from "./review-desk.tsx";
import "./links.css";

type Comparison = ReplyOf<typeof listRegisterComparisons>["rows"][number];

const SHOWN_STATES = [
  "waiting",
  "merged",
  "proposed",
  "later",
  "same",
  "different",
] as const satisfies readonly PairState[];
type ShownState = (typeof SHOWN_STATES)[number];
const NEEDS_HAND: readonly ShownState[] = ["waiting", "merged", "proposed"];

/** Who in the registers is one person: comparing, and the pairs that people look at. */
export function LinksPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [filters, setFilters] = useFilters("state");
  const comparisons = useRead(
    listRegisterComparisons,
    { query: { limit: 1 } },
    { again: (reply) => (reply?.rows[0]?.state === "running" ? 1_000 : false) },
  );
  const newest = comparisons.data?.rows[0];
  useFreshWhen(newest?.state === "running");
  const counts = useRead(countPairs, {}, { again: () => (newest?.state === "running" ? 2_000 : false) });
  const start = useCommand(startRegisterComparison);
  const state = SHOWN_STATES.find((one) => one === filters.state) ?? "waiting";
  return (
    <>
      <PageHead
        title={t("area.links")}
        note={<LastComparison newest={newest} />}
        actions={
          may("clerk") &&
          newest?.state !== "running" && (
            <Button loading={start.isPending} onClick={() => start.mutate({})}>
              {t("links.start")}
            </Button>
          )
        }
      />
      <ProblemNotice error={start.error} />
      <ProblemNotice error={comparisons.error} onRetry={() => void comparisons.refetch()} />
      {newest?.state === "running" && <Running comparison={newest} />}
      <div className="filter-bar">
        <StateTabs
          label={t("links.stateFilter")}
          value={state}
          all={false}
          options={SHOWN_STATES.map((value) => ({
            value,
            label: t(`links.states.${value}`),
            hand: NEEDS_HAND.includes(value),
            ...(counts.data ? { count: counts.data.counts[value] ?? 0 } : {}),
          }))}
          onChange={(value) => value && setFilters({ state: value })}
        />
      </div>
      <ReviewDesk
        key={state}
        state={state}
        count={counts.data?.counts[state] ?? 0}
        never={comparisons.isSuccess && !newest}
      />
    </>
  );
}

/** What a comparison found is read when it has ended. */
function useFreshWhen(running: boolean): void {
  const queries = useQueryClient();
  const was = useRef(running);
  useEffect(() => {
    if (was.current && !running) void queries.invalidateQueries();
    was.current = running;
  }, [queries, running]);
}

function LastComparison({ newest }: { readonly newest: Comparison | undefined }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (newest === undefined || newest.state === "running") return t("links.note");
  if (newest.state !== "finished") return t(`links.ended.${newest.state}`);
  return t(newest.kind === "newcomers" ? "links.lastPlaced" : "links.last", {
    at: formats.instant(newest.finishedAt ?? newest.startedAt),
    people: formats.count(newest.people ?? 0),
    merged: formats.count(newest.merged ?? 0),
    toReview: formats.count(newest.toReview ?? 0),
  });
}

function Running({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useTranslation();
  const may = useMay();
  const cancel = useCommand(cancelRegisterComparison);
  const doing = t(comparison.kind === "newcomers" ? "links.placing" : "links.running");
  return (
    <section className="sheet sheet-pad pair-running" aria-label={doing}>
      <div>
        <strong>{doing}</strong> <span className="soft">{t("links.started")}</span>
      </div>
      <Progress percent={comparison.percent} aria-label={doing} />
      <ProblemNotice error={cancel.error} />
      {may("clerk") && (
        <Button
          size="small"
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ params: { registerComparisonId: comparison.comparisonId } })}
        >
          {t("links.cancel")}
        </Button>
      )}
    </section>
  );
}
