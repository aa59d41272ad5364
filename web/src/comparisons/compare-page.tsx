import { compareDraft, getComparison, getPolicy, getSweep, listSweeps, type ReplyOf } from "@wutong/contracts";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useFilters } from "../elements/filters.ts";
import { useFormats, useLocal } from "../elements/local.ts";
import { PageHead } from "../elements/page-head.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { LinesSkeleton, PageSkeleton } from "../elements/skeletons.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { ComparisonView, useHeadline } from "./comparison-view.tsx";
import type { Draft } from "./draft.ts";
import { DraftPanel } from "./draft-panel.tsx";
import "./compare.css";

type Faults = Extract<ReplyOf<typeof compareDraft>, { kind: "faults" }>["faults"];

/** A draft of a policy beside the version in force, on the same people at the same date: who wins, who loses, what it costs. */
export function ComparePage() {
  const { t } = useTranslation();
  const { policyId = "" } = useParams();
  const [{ sweep, comparison }, setFilters] = useFilters("sweep", "comparison");
  const policy = useRead(getPolicy, { params: { policyId } });
  const sweeps = useRead(listSweeps, { query: { limit: 50 } });
  const finished = sweeps.data?.rows.filter((row) => row.state === "finished") ?? [];
  const sweepId = Number(sweep) || finished[0]?.sweepId;
  const error = policy.error ?? sweeps.error;
  if (error) return <ProblemNotice error={error} />;
  if (!policy.data || !sweeps.data) return <PageSkeleton />;
  if (sweepId === undefined) {
    return (
      <div className="sheet">
        <Empty
          title={t("compare.noSweep")}
          todo={t("compare.noSweepTodo")}
          action={<Link to="/sweeps">{t("compare.toSweeps")}</Link>}
        />
      </div>
    );
  }
  return (
    <Comparing
      key={sweepId}
      {...{ policyId, sweepId, comparisonId: comparison, title: policy.data.title, sweeps: finished }}
      onSweep={(id) => setFilters({ sweep: String(id), comparison: undefined })}
      onCompared={(comparisonId) => setFilters({ sweep: String(sweepId), comparison: comparisonId })}
    />
  );
}

type ComparingProps = {
  readonly policyId: string;
  readonly sweepId: number;
  readonly comparisonId: string | undefined;
  readonly title: ReplyOf<typeof getPolicy>["title"];
  readonly sweeps: ReplyOf<typeof listSweeps>["rows"];
  readonly onSweep: (sweepId: number) => void;
  readonly onCompared: (comparisonId: string) => void;
};

function Comparing({ policyId, sweepId, comparisonId, title, sweeps, onSweep, onCompared }: ComparingProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const sweep = useRead(getSweep, { params: { sweepId } });
  const shown = useRead(
    getComparison,
    { params: { sweepId, comparisonId: comparisonId ?? "" } },
    { enabled: comparisonId !== undefined },
  );
  const headline = useHeadline();
  const [{ by }] = useFilters("by");
  const compare = useCommand(compareDraft);
  const [faults, setFaults] = useState<Faults>([]);
  const run = (draft: Draft) =>
    compare.mutate(
      { params: { sweepId }, body: { policyId, draft } },
      {
        onSuccess: (reply) => {
          setFaults(reply.kind === "faults" ? reply.faults : []);
          if (reply.kind === "compared") onCompared(reply.comparisonId);
        },
      },
    );
  if (sweep.error) return <ProblemNotice error={sweep.error} onRetry={() => void sweep.refetch()} />;
  if (sweep.isPending) return <PageSkeleton />;
  const version = sweep.data.table.find((row) => row.policyId === policyId)?.version;
  const { asOf } = sweep.data;
  const comparison = comparisonId === undefined ? undefined : shown.data;
  return (
    <>
      <PageHead
        title={comparison ? headline(comparison) : t("compare.title", { policy: local(title) })}
        note={
          <>
            <Link to={`/policies/${policyId}`}>{local(title)}</Link>
            {version !== undefined && ` · ${t("compare.note", { number: sweepId, asOf, version })}`}
          </>
        }
        actions={<SweepChoice sweeps={sweeps} sweepId={sweepId} onSweep={onSweep} />}
      />
      {version === undefined ? (
        <div className="sheet">
          <Empty
            title={t("compare.notSwept")}
            todo={t("compare.notSweptTodo")}
            action={<Link to="/sweeps">{t("compare.toSweeps")}</Link>}
          />
        </div>
      ) : (
        <div className={by === "text" ? "compare compare-with-text" : "compare"}>
          <DraftPanel
            {...{ policyId, version, faults, onRun: run, busy: compare.isPending, error: compare.error }}
            number={comparison?.draft.number ?? null}
            waiting={comparisonId !== undefined && shown.isPending}
          />
          <Results
            comparison={comparison}
            error={comparisonId ? shown.error : null}
            retry={() => void shown.refetch()}
          />
        </div>
      )}
    </>
  );
}

type ResultsProps = {
  readonly comparison: ReplyOf<typeof getComparison> | undefined;
  readonly error: unknown;
  readonly retry: () => void;
};

function Results({ comparison, error, retry }: ResultsProps) {
  const { t } = useTranslation();
  const [{ comparison: asked }] = useFilters("comparison");
  if (error) return <ProblemNotice error={error} onRetry={retry} />;
  if (comparison) return <ComparisonView comparison={comparison} />;
  if (asked) return <div className="sheet">{<LinesSkeleton rows={8} />}</div>;
  return (
    <div className="sheet">
      <Empty title={t("compare.start")} todo={t("compare.startTodo")} />
    </div>
  );
}

type SweepChoiceProps = Pick<ComparingProps, "sweeps" | "sweepId" | "onSweep">;

function SweepChoice({ sweeps, sweepId, onSweep }: SweepChoiceProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (sweeps.length < 2) return null;
  return (
    <Select
      aria-label={t("compare.sweep")}
      value={sweepId}
      onChange={onSweep}
      style={{ minWidth: 240 }}
      options={sweeps.map(({ sweepId: value, asOf, people }) => ({
        value,
        label: t("compare.sweepOption", { number: value, asOf, people: formats.count(people ?? 0) }),
      }))}
    />
  );
}
