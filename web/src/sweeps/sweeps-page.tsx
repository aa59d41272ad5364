import { getClock, listSweeps, type ReplyOf, startedBySchedule, startSweep } from "@wutong/contracts";
import { Button, Input, Progress } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useTableExport } from "../elements/export-jobs.ts";
import { useFormats } from "../elements/local.ts";
import { Mark } from "../elements/marks.tsx";
import { PageHead } from "../elements/page-head.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { RowsTable } from "../elements/rows-table.tsx";
import { TableExport } from "../elements/table-export.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { SweepSchedule } from "./sweep-schedule.tsx";

type SweepRow = ReplyOf<typeof listSweeps>["rows"][number];

/** Every sweep there was; start another as of a day. */
export function SweepsPage() {
  const { t } = useTranslation();
  const go = useNavigate();
  const may = useMay();
  const [starting, setStarting] = useState(false);
  const sweeps = useRead(
    listSweeps,
    { query: { limit: 100 } },
    { again: (reply) => (reply?.rows.some((row) => row.state === "running") ? 1500 : false) },
  );
  const columns = useSweepColumns();
  const taking = useTableExport({ shape: listSweeps, call: { query: {} }, columns, fileName: "sweeps" });
  return (
    <>
      <PageHead
        title={t("area.sweeps")}
        note={t("sweeps.note")}
        actions={
          <>
            <TableExport table={t("area.sweeps")} job={taking} />
            {may("clerk", "leader") && (
              <Button type="primary" onClick={() => setStarting(true)}>
                {t("sweeps.start")}
              </Button>
            )}
          </>
        }
      />
      <SweepSchedule />
      {starting && <StartForm onDone={() => setStarting(false)} />}
      <RowsTable
        label={t("area.sweeps")}
        rows={sweeps.data?.rows ?? []}
        rowKey={(row) => row.sweepId}
        loading={sweeps.isPending}
        error={sweeps.error}
        retry={() => void sweeps.refetch()}
        onOpen={(row) => void go(`/sweeps/${row.sweepId}`)}
        empty={<Empty title={t("sweeps.none")} todo={t("sweeps.noneTodo")} />}
        columns={columns}
      />
    </>
  );
}

function useSweepColumns() {
  const { t } = useTranslation();
  const formats = useFormats();
  return [
    {
      key: "id",
      title: t("sweeps.number"),
      width: 90,
      phone: "head" as const,
      text: (row: SweepRow) => String(row.sweepId),
      render: (row: SweepRow) => <Link to={`/sweeps/${row.sweepId}`}>#{row.sweepId}</Link>,
    },
    {
      key: "asOf",
      title: t("sweeps.asOf"),
      width: 120,
      phone: "head" as const,
      text: (row: SweepRow) => row.asOf,
      render: (row: SweepRow) => <span className="num">{row.asOf}</span>,
    },
    {
      key: "people",
      title: t("sweeps.people"),
      width: 110,
      align: "right" as const,
      text: (row: SweepRow) => (row.people === null ? "" : String(row.people)),
      render: (row: SweepRow) => (row.people === null ? "—" : formats.count(row.people)),
    },
    {
      key: "policies",
      title: t("area.policies"),
      width: 80,
      align: "right" as const,
      text: (row: SweepRow) => String(row.policies),
      render: (row: SweepRow) => row.policies,
    },
    {
      key: "seconds",
      title: t("sweeps.seconds"),
      width: 100,
      align: "right" as const,
      text: (row: SweepRow) => (row.seconds === null ? "—" : row.seconds.toFixed(1)),
    },
    {
      key: "by",
      title: t("sweeps.by"),
      width: 120,
      text: (row: SweepRow) => (row.startedBy === startedBySchedule ? t("sweeps.byItself") : row.startedBy),
    },
    { key: "at", title: t("sweeps.at"), width: 180, text: (row: SweepRow) => formats.instant(row.startedAt) },
    {
      key: "state",
      title: t("sweeps.state"),
      width: 160,
      text: (row: SweepRow) => t(`sweeps.states.${row.state}`),
      render: (row: SweepRow) =>
        row.state === "running" ? (
          <Progress percent={row.percent} size="small" />
        ) : (
          <Mark tone={row.state === "finished" ? "good" : "hand"} text={t(`sweeps.states.${row.state}`)} />
        ),
    },
  ];
}

function StartForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const go = useNavigate();
  const clock = useRead(getClock, {});
  const [chosen, setChosen] = useState<string | null>(null);
  const start = useCommand(startSweep);
  const field = useId();
  const asOf = chosen ?? clock.data?.today ?? "";
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate({ body: { asOf } }, { onSuccess: (sweep) => void go(`/sweeps/${sweep.sweepId}`) });
      }}
      onKeyDown={(event) => event.key === "Escape" && onDone()}
    >
      <div className="inline-form-title">{t("sweeps.start")}</div>
      <ProblemNotice error={start.error} />
      <label htmlFor={field}>{t("sweeps.asOfLabel")}</label>
      <div style={{ display: "flex", gap: 8, marginTop: 4, flexWrap: "wrap" }}>
        <Input
          id={field}
          type="date"
          autoFocus
          value={asOf}
          max={clock.data?.today}
          onChange={(event) => setChosen(event.target.value)}
          style={{ width: 180 }}
        />
        <Button type="primary" htmlType="submit" loading={start.isPending} disabled={asOf === ""}>
          {t("sweeps.startNow")}
        </Button>
        <Button onClick={onDone}>{t("do.cancel")}</Button>
      </div>
      <p className="soft" style={{ margin: "8px 0 0" }}>
        {t("sweeps.startNote")}
      </p>
    </form>
  );
}
