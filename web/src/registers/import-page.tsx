import { cancelImport, getImport, getResultWorkbook, type ReplyOf, startImport, urlOf } from "@wutong/contracts";
import { Button, Progress } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useFormats } from "../elements/local.ts";
import { PageHead } from "../elements/page-head.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { PageSkeleton } from "../elements/skeletons.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { FailedRows } from "./failed-rows.tsx";
import { PassedOver } from "./passed-over.tsx";

type Import = ReplyOf<typeof getImport>;
const busy = (state: Import["state"]) => state === "checking" || state === "importing";

/** One import from its dry run to its end; the page may be reloaded or left at any time, the work goes on. */
export function ImportPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const importId = Number(useParams().importId);
  const found = useRead(
    getImport,
    { params: { importId } },
    { again: (reply) => (reply && busy(reply.state) ? 700 : false) },
  );
  if (found.error) return <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (found.isPending) return <PageSkeleton />;
  const shown = found.data;
  return (
    <>
      <PageHead
        title={t(`imports.titles.${shown.state}`, { file: shown.fileName })}
        note={t("imports.detailNote", {
          register: t(`registers.${shown.register}`),
          from: shown.coverage.fromMonth,
          to: shown.coverage.toMonth,
          complete: shown.coverage.complete ? t("imports.isComplete") : t("imports.isPartial"),
          by: shown.startedBy,
          at: formats.instant(shown.startedAt),
        })}
        actions={<ImportActions shown={shown} />}
      />
      <ProblemNotice problem={shown.problem} />
      {shown.sameAs !== null && (
        <p className="advice">
          {t("imports.sameAs")} <Link to={`/imports/${shown.sameAs}`}>#{shown.sameAs}</Link>
        </p>
      )}
      {busy(shown.state) && <ImportProgress shown={shown} />}
      {shown.problem === null && <Counts shown={shown} />}
      {!busy(shown.state) && <PassedOver shown={shown} />}
      {shown.counts.failed > 0 && !busy(shown.state) && <Failures shown={shown} />}
    </>
  );
}

function ImportActions({ shown }: { readonly shown: Import }) {
  const { t } = useTranslation();
  const may = useMay();
  const formats = useFormats();
  const start = useCommand(startImport);
  const cancel = useCommand(cancelImport);
  const params = { importId: shown.importId };
  const good = shown.counts.new + shown.counts.changed;
  if (!may("clerk")) return null;
  return (
    <>
      <ProblemNotice error={start.error ?? cancel.error} />
      {(busy(shown.state) || shown.state === "checked") && (
        <Button loading={cancel.isPending} onClick={() => cancel.mutate({ params })}>
          {t("imports.cancel")}
        </Button>
      )}
      {shown.state === "checked" && (
        <Button type="primary" loading={start.isPending} onClick={() => start.mutate({ params })}>
          {t("imports.start", { many: formats.count(good) })}
        </Button>
      )}
      {(shown.state === "imported" || shown.state === "failed") && (
        <Link to={`/imports/new?register=${shown.register}`}>
          <Button>{t("imports.another")}</Button>
        </Link>
      )}
    </>
  );
}

function ImportProgress({ shown }: { readonly shown: Import }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { done, total } = shown.progress;
  const percent = total ? Math.floor((done / total) * 100) : 0;
  return (
    <div className="sheet sheet-pad" role="status" style={{ marginBottom: 16 }}>
      <Progress percent={percent} status="active" />
      <span className="soft num">
        {t("imports.progress", { done: formats.count(done), total: total === null ? "…" : formats.count(total) })}{" "}
        {t("imports.leaveNote")}
      </span>
    </div>
  );
}

function Counts({ shown }: { readonly shown: Import }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const cells = [
    ["new", t("imports.new_"), t("imports.newMeans")],
    ["changed", t("imports.changed"), t("imports.changedMeans")],
    ["same", t("imports.same"), t("imports.sameMeans")],
    ["failed", t("imports.failed"), t("imports.failedMeans")],
  ] as const;
  return (
    <div className="counts">
      {cells.map(([key, title, means]) => (
        <div key={key}>
          <div className="card-title">{title}</div>
          <div className={`counts-number num ${key === "failed" && shown.counts.failed > 0 ? "needs-hand" : ""}`}>
            {formats.count(shown.counts[key])}
          </div>
          <div className="card-source">{means}</div>
        </div>
      ))}
    </div>
  );
}

function Failures({ shown }: { readonly shown: Import }) {
  const { t } = useTranslation();
  return (
    <>
      <div style={{ display: "flex", alignItems: "baseline", gap: 16, flexWrap: "wrap" }}>
        <h2 className="section-title">{t("imports.failedRows")}</h2>
        <a href={urlOf(getResultWorkbook, { params: { importId: shown.importId } })} download>
          {t("imports.workbook")}
        </a>
        <span className="soft">{t("imports.workbookNote")}</span>
      </div>
      <FailedRows importId={shown.importId} />
    </>
  );
}
