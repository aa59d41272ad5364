import { cancelSweep, getSweep } from "@wutong/contracts";
import { Button, Progress } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useFormats } from "../elements/local.ts";
import { PageHead } from "../elements/page-head.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { PageSkeleton } from "../elements/skeletons.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { SweepTable } from "./sweep-table.tsx";

/** One sweep: its figures, what changed since the one before, and what it was made from. */
export function SweepPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const sweepId = Number(useParams().sweepId);
  const sweep = useRead(
    getSweep,
    { params: { sweepId } },
    { again: (reply) => (reply?.state === "running" ? 1000 : false) },
  );
  if (sweep.error) return <ProblemNotice error={sweep.error} onRetry={() => void sweep.refetch()} />;
  if (sweep.isPending) return <PageSkeleton />;
  const shown = sweep.data;
  const total = shown.table.reduce((sum, row) => sum + row.chosen, 0);
  const started = { asOf: shown.asOf, by: shown.startedBy, at: formats.instant(shown.startedAt) };
  return (
    <>
      <PageHead
        title={
          shown.state === "finished"
            ? t("sweeps.finding", { many: formats.count(total), number: shown.sweepId })
            : t("sweeps.titleOf", { number: shown.sweepId })
        }
        note={
          shown.state === "finished"
            ? t("sweeps.detailNote", {
                ...started,
                people: formats.count(shown.people ?? 0),
                seconds: shown.seconds?.toFixed(1) ?? "—",
              })
            : t("sweeps.startedNote", started)
        }
        actions={
          shown.state === "finished" && (
            <Link to={`/sweeps/${sweepId}/findings?outcome=entitled&chosen=yes`}>
              <Button type="primary">{t("sweeps.toFindings")}</Button>
            </Link>
          )
        }
      />
      {shown.state === "running" && (
        <div className="sheet sheet-pad">
          <div role="status">
            <Progress percent={shown.percent} />
            <p className="soft" style={{ margin: "0 0 12px" }}>
              {t("sweeps.running")}
            </p>
          </div>
          <CancelSweep sweepId={sweepId} />
        </div>
      )}
      {shown.state === "cancelled" && (
        <div className="sheet">
          <Empty
            title={t("sweeps.cancelled")}
            todo={t("sweeps.cancelledTodo")}
            action={
              <Link to="/sweeps">
                <Button>{t("sweeps.toSweeps")}</Button>
              </Link>
            }
          />
        </div>
      )}
      {shown.state === "failed" && (
        <div className="problem" role="alert">
          <div className="problem-what">{t("sweeps.failed")}</div>
          <div>{t("sweeps.failedTodo")}</div>
        </div>
      )}
      {shown.state === "finished" && <SweepTable sweep={shown} />}
      {shown.state === "finished" && (
        <>
          <h2 className="section-title">{t("sweeps.identity")}</h2>
          <div className="sheet sheet-pad">
            <p style={{ marginTop: 0 }}>{t("sweeps.identityNote")}</p>
            <dl className="terms">
              <div>
                <dt>{t("sweeps.snapshot")}</dt>
                <dd className="mono">{shown.identity.snapshot}</dd>
              </div>
              <div>
                <dt>{t("sweeps.asOf")}</dt>
                <dd className="mono">{shown.asOf}</dd>
              </div>
              <div>
                <dt>{t("sweeps.versions")}</dt>
                {shown.identity.policies.map((policy) => (
                  <dd key={policy} className="mono">
                    {policy}
                  </dd>
                ))}
              </div>
            </dl>
          </div>
        </>
      )}
    </>
  );
}

/** Ends the sweep while it runs; the page then shows by itself how it ended. */
function CancelSweep({ sweepId }: { readonly sweepId: number }) {
  const { t } = useTranslation();
  const may = useMay();
  const cancel = useCommand(cancelSweep);
  if (!may("clerk", "leader")) return null;
  return (
    <>
      <ProblemNotice error={cancel.error} />
      <Button loading={cancel.isPending} onClick={() => cancel.mutate({ params: { sweepId } })}>
        {t("sweeps.cancel")}
      </Button>{" "}
      <span className="soft">{t("sweeps.cancelNote")}</span>
    </>
  );
}
