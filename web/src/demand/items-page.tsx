import { DISCIPLINES, EDUCATION_LEVELS } from "@wutong/codes";
import { cleanDemandItem, demandState, listDemandItems, type QueryOf, type ReplyOf } from "@wutong/contracts";
import { Button, Drawer, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useCodeNames } from "../elements/code-names.ts";
import { Empty } from "../elements/empty.tsx";
import { useTableExport } from "../elements/export-jobs.ts";
import { useFilters, withoutGaps } from "../elements/filters.ts";
import { ListFilters } from "../elements/list-filters.tsx";
import { Mark } from "../elements/marks.tsx";
import { PageHead } from "../elements/page-head.tsx";
import { usePhone } from "../elements/phone.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { ReasonForm } from "../elements/reason-form.tsx";
import { RowsTable } from "../elements/rows-table.tsx";
import { TableExport } from "../elements/table-export.tsx";
import { useCommand } from "../server/commands.ts";
import { usePages } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { payText } from "./pay-text.ts";

type Item = ReplyOf<typeof listDemandItems>["rows"][number];

/** Every demand, by wave, state or employer; where a clerk cleans them. */
export function DemandItemsPage() {
  const { t } = useTranslation();
  const phone = usePhone();
  const nameOf = useCodeNames();
  const [filters, setFilters] = useFilters("state", "waveId", "creditCode", "education");
  const [chosen, setChosen] = useState<Item | null>(null);
  const query = withoutGaps(filters) as QueryOf<typeof listDemandItems>;
  const items = usePages(listDemandItems, { query });
  const columns = useColumns(setChosen);
  const taking = useTableExport({ shape: listDemandItems, call: { query }, columns, fileName: "demands" });
  const note =
    filters.creditCode === undefined ? undefined : `${t("demand.history")}：${items.rows[0]?.employer ?? ""}`;
  return (
    <>
      <PageHead title={t("demand.items")} note={note ?? <Link to="/demand">{t("demand.waves")}</Link>} />
      <ListFilters
        states={{
          label: t("demand.state"),
          value: filters.state,
          onChange: (state) => setFilters({ state }),
          options: demandState.options.map((state) => ({ value: state, label: t(`demand.itemStates.${state}`) })),
        }}
        end={
          <>
            <Select
              aria-label={t("demand.education")}
              allowClear
              placeholder={t("demand.education")}
              value={filters.education}
              onChange={(education) => setFilters({ education })}
              options={EDUCATION_LEVELS.entries.map(({ code }) => ({
                value: code as string,
                label: nameOf("level", code),
              }))}
              style={{ width: 140 }}
            />
            <TableExport table={t("demand.items")} job={taking} />
          </>
        }
      />
      <RowsTable
        label={t("demand.items")}
        {...items}
        rowKey={(row) => row.itemId}
        onOpen={setChosen}
        empty={<Empty title={t("demand.noItems")} todo={t("demand.noItemsTodo")} />}
        columns={columns}
      />
      <Drawer
        open={chosen !== null}
        onClose={() => setChosen(null)}
        size={phone ? "100%" : 480}
        title={chosen?.post}
        destroyOnHidden
      >
        {chosen && <ItemView item={chosen} onDone={() => setChosen(null)} />}
      </Drawer>
    </>
  );
}

function useColumns(open: (item: Item) => void) {
  const { t } = useTranslation();
  const nameOf = useCodeNames();
  return [
    {
      key: "post",
      title: t("demand.post"),
      width: 170,
      phone: "head" as const,
      text: (row: Item) => row.post,
      render: (row: Item) => (
        <button type="button" className="link-cell" onClick={() => open(row)}>
          {row.post}
        </button>
      ),
    },
    { key: "employer", title: t("demand.employer"), width: 200, text: (row: Item) => row.employer },
    {
      key: "headcount",
      title: t("demand.headcount"),
      width: 80,
      align: "right" as const,
      text: (row: Item) => String(row.headcount),
    },
    { key: "education", title: t("demand.education"), width: 100, text: (row: Item) => nameOf("level", row.education) },
    { key: "title", title: t("demand.titleLevel"), width: 130, text: (row: Item) => row.titleLevel },
    { key: "field", title: t("demand.field"), width: 120, text: (row: Item) => row.field },
    {
      key: "discipline",
      title: t("demand.discipline"),
      width: 100,
      text: (row: Item) => (row.discipline ? nameOf("discipline", row.discipline) : ""),
    },
    { key: "salary", title: t("demand.salary"), width: 130, text: payText },
    {
      key: "state",
      title: t("demand.state"),
      width: 150,
      text: (row: Item) => t(`demand.itemStates.${row.state}`),
      render: (row: Item) => (
        <>
          <Mark tone={row.state === "received" ? "hand" : "good"} text={t(`demand.itemStates.${row.state}`)} />
          {row.duplicateOf !== null && row.state === "received" && (
            <div className="needs-hand">{t("demand.duplicate", { id: row.duplicateOf })}</div>
          )}
        </>
      ),
    },
  ];
}

function ItemView({ item, onDone }: { readonly item: Item; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const nameOf = useCodeNames();
  const may = useMay();
  const [discipline, setDiscipline] = useState(item.discipline);
  const [rejecting, setRejecting] = useState(false);
  const clean = useCommand(cleanDemandItem);
  const params = { itemId: item.itemId };
  const finish = { onSuccess: onDone };
  const into = item.duplicateOf;
  return (
    <>
      <p style={{ marginTop: 0 }}>
        <Link to={`/demand/items?creditCode=${item.creditCode}`}>{item.employer}</Link> ·{" "}
        {t(`demand.itemStates.${item.state}`)} {item.reason}
      </p>
      {may("clerk") && item.state !== "withdrawn" && !rejecting && (
        <>
          <ProblemNotice error={clean.error} />
          <label htmlFor="discipline">{t("demand.discipline")}</label>
          <Select
            id="discipline"
            value={discipline}
            onChange={setDiscipline}
            options={DISCIPLINES.entries.map(({ code }) => ({ value: code, label: nameOf("discipline", code) }))}
            style={{ width: "100%", margin: "4px 0 16px" }}
          />
          <div style={{ display: "flex", flexWrap: "wrap", gap: 8 }}>
            <Button
              type="primary"
              loading={clean.isPending}
              onClick={() => clean.mutate({ params, body: { decision: "accept", discipline } }, finish)}
            >
              {t("demand.accept")}
            </Button>
            {into !== null && (
              <Button onClick={() => clean.mutate({ params, body: { decision: "merge", into } }, finish)}>
                {t("demand.merge", { id: into })}
              </Button>
            )}
            <Button onClick={() => setRejecting(true)}>{t("demand.reject")}</Button>
          </div>
        </>
      )}
      {rejecting && (
        <ReasonForm
          title={t("demand.reject")}
          label={t("do.reason")}
          submit={t("demand.reject")}
          busy={clean.isPending}
          error={clean.error}
          onCancel={() => setRejecting(false)}
          onSubmit={(reason) => clean.mutate({ params, body: { decision: "reject", reason } }, finish)}
        />
      )}
    </>
  );
}
