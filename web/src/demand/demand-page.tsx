import { getDemandFigure, listWaves, type ReplyOf } from "@wutong/contracts";
import { Button, Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useTableExport } from "../elements/export-jobs.ts";
import { useFormats } from "../elements/local.ts";
import { PageHead } from "../elements/page-head.tsx";
import { usePhone } from "../elements/phone.ts";
import { RowsTable } from "../elements/rows-table.tsx";
import { TableExport } from "../elements/table-export.tsx";
import { usePages, useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { LoadRecords } from "./load-records.tsx";
import { StartWaveForm } from "./start-wave-form.tsx";

type Wave = ReplyOf<typeof listWaves>["rows"][number];

/** What employers need: how much was collected, and the surveys that collected it. */
export function DemandPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const phone = usePhone();
  const may = useMay();
  const go = useNavigate();
  const [doing, setDoing] = useState<"start" | "records" | null>(null);
  const figure = useRead(getDemandFigure, {});
  const waves = usePages(listWaves, { query: {} });
  const columns = useWaveColumns();
  const taking = useTableExport({ shape: listWaves, call: { query: {} }, columns, fileName: "survey-waves" });
  const collected =
    figure.data && `${figure.data.atLeast ? t("demand.atLeast") : ""}${formats.count(figure.data.items)}`;
  return (
    <>
      <PageHead
        title={t("demand.title")}
        note={collected && <Link to="/demand/items">{t("demand.note", { shown: collected })}</Link>}
        actions={
          <>
            <Link to="/public/demand">{t("demand.publicList")}</Link>
            <TableExport table={t("demand.waves")} job={taking} />
            {may("clerk") && (
              <>
                <Button onClick={() => setDoing("records")}>{t("demand.records")}</Button>
                <Button type="primary" onClick={() => setDoing("start")}>
                  {t("demand.start")}
                </Button>
              </>
            )}
          </>
        }
      />
      <RowsTable
        label={t("demand.waves")}
        {...waves}
        rowKey={(row) => row.waveId}
        onOpen={(row) => void go(`/demand/waves/${row.waveId}`)}
        empty={<Empty title={t("demand.none")} todo={t("demand.noneTodo")} />}
        columns={columns}
      />
      <Drawer
        open={doing !== null}
        onClose={() => setDoing(null)}
        size={phone ? "100%" : 520}
        title={t(doing === "records" ? "demand.records" : "demand.start")}
        destroyOnHidden
      >
        {doing === "records" ? (
          <LoadRecords />
        ) : (
          <StartWaveForm onStarted={(waveId) => void go(`/demand/waves/${waveId}`)} />
        )}
      </Drawer>
    </>
  );
}

function useWaveColumns() {
  const { t } = useTranslation();
  const formats = useFormats();
  const count = (key: string, title: string, of: (row: Wave) => number, to: (row: Wave) => string) => ({
    key,
    title,
    width: 100,
    align: "right" as const,
    text: (row: Wave) => String(of(row)),
    render: (row: Wave) => (
      <Link className="num" to={to(row)}>
        {formats.count(of(row))}
      </Link>
    ),
  });
  const ofWave = (row: Wave) => `/demand/waves/${row.waveId}`;
  return [
    {
      key: "title",
      title: t("demand.name"),
      width: 260,
      phone: "head" as const,
      text: (row: Wave) => row.title,
      render: (row: Wave) => <Link to={ofWave(row)}>{row.title}</Link>,
    },
    { key: "state", title: t("demand.state"), width: 100, text: (row: Wave) => t(`demand.states.${row.state}`) },
    {
      key: "spell",
      title: t("demand.days"),
      width: 210,
      text: (row: Wave) => t("demand.spell", { opens: row.opensOn, closes: row.closesOn }),
    },
    count("invited", t("demand.invited"), (row) => row.invited, ofWave),
    count(
      "answered",
      t("demand.answered"),
      (row) => row.answered,
      (row) => `${ofWave(row)}?answered=yes`,
    ),
    count(
      "items",
      t("demand.count"),
      (row) => row.items,
      (row) => `/demand/items?waveId=${row.waveId}`,
    ),
    count(
      "toClean",
      t("demand.toClean"),
      (row) => row.toClean,
      (row) => `/demand/items?waveId=${row.waveId}&state=received`,
    ),
  ];
}
