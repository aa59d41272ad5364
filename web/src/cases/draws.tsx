import { announceDraw, drawPlaces, listDraws, type ReplyOf } from "@wutong/contracts";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { useCommand } from "../server/commands.ts";
import { useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";

type Draw = ReplyOf<typeof listDraws>["rows"][number];

/** Policies whose places go by rank, points or lot: a clerk announces the day, a reviewer draws on it. Nothing where there are none. */
export function Draws() {
  const { t } = useTranslation();
  const draws = useRead(listDraws, {});
  const rows = draws.data?.rows ?? [];
  if (draws.error) return <ProblemNotice error={draws.error} onRetry={() => void draws.refetch()} />;
  if (rows.length === 0) return null;
  return (
    <section className="sheet" style={{ padding: 16, marginBottom: 12 }} aria-label={t("cases.draws.title")}>
      <h2 className="section-title" style={{ marginTop: 0 }}>
        {t("cases.draws.title")}
      </h2>
      {rows.map((row) => (
        <OneDraw key={`${row.policyId} ${row.period}`} row={row} />
      ))}
    </section>
  );
}

function OneDraw({ row }: { readonly row: Draw }) {
  const { t } = useTranslation();
  const local = useLocal();
  const may = useMay();
  const { announced, period, places, asked } = row;
  const order = t(`cases.draws.orders.${row.order}`);
  return (
    <div style={{ padding: "8px 0" }}>
      <strong>{local(row.policyTitle)}</strong>
      <div className="soft">{t("cases.draws.asked", { period, order, places, asked })}</div>
      {announced && (
        <div style={{ overflowWrap: "anywhere" }}>
          {announced.drawnOn === null
            ? t("cases.draws.announced", { day: announced.drawOn })
            : t("cases.draws.drawn", { day: announced.drawnOn })}
          {announced.seed !== "" && ` · ${t("cases.draws.seed", { seed: announced.seed })}`}
        </div>
      )}
      {!announced && may("clerk") && <Announce row={row} />}
      {announced?.drawnOn === null && may("reviewer") && <Make row={row} />}
    </div>
  );
}

function Announce({ row: { policyId, period } }: { readonly row: Draw }) {
  const { t } = useTranslation();
  const [drawOn, setDrawOn] = useState("");
  const announce = useCommand(announceDraw);
  return (
    <>
      <ProblemNotice error={announce.error} />
      <div style={{ display: "flex", gap: 8, marginTop: 8, flexWrap: "wrap" }}>
        <Input
          type="date"
          aria-label={t("cases.draws.drawOn")}
          value={drawOn}
          onChange={(event) => setDrawOn(event.target.value)}
          style={{ width: 180 }}
        />
        <Button
          disabled={drawOn === ""}
          loading={announce.isPending}
          onClick={() => announce.mutate({ body: { policyId, period, drawOn } })}
        >
          {t("cases.draws.announce")}
        </Button>
      </div>
    </>
  );
}

function Make({ row: { policyId, period } }: { readonly row: Draw }) {
  const { t } = useTranslation();
  const draw = useCommand(drawPlaces);
  return (
    <>
      <ProblemNotice error={draw.error} />
      {draw.data && <div role="status">{t("cases.draws.made", draw.data)}</div>}
      <Button
        type="primary"
        style={{ marginTop: 8 }}
        loading={draw.isPending}
        onClick={() => draw.mutate({ body: { policyId, period } })}
      >
        {t("cases.draws.draw")}
      </Button>
    </>
  );
}
