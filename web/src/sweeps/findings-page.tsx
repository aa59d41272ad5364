import { exportFindings, getSweep, listFindings, type QueryOf, type ReplyOf } from "@wutong/contracts";
import { Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useServerExport } from "../elements/export-jobs.ts";
import { useFilters, withoutGaps } from "../elements/filters.ts";
import { useFormats, useLocal } from "../elements/local.ts";
import { Mark, OutcomeMark } from "../elements/marks.tsx";
import { Money } from "../elements/money.tsx";
import { PageHead } from "../elements/page-head.tsx";
import { usePhone } from "../elements/phone.ts";
import { RowsTable } from "../elements/rows-table.tsx";
import { TableExport } from "../elements/table-export.tsx";
import { usePages, useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { FindingFilters, findingFilterNames } from "./finding-filters.tsx";
import { FindingView } from "./finding-view.tsx";
import { PushBar } from "./push-bar.tsx";

type FindingRow = ReplyOf<typeof listFindings>["rows"][number];
type Query = QueryOf<typeof listFindings>;

/** Who was found, for what and why; entitled people are offered their benefit from here. */
export function FindingsPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const phone = usePhone();
  const may = useMay();
  const sweepId = Number(useParams().sweepId);
  const [filters, setFilters] = useFilters(...findingFilterNames, "open");
  const [picked, setPicked] = useState<readonly string[]>([]);
  const { open, ...asked } = filters;
  const query = withoutGaps(asked) as Query;
  const sweep = useRead(getSweep, { params: { sweepId } });
  const findings = usePages(listFindings, { params: { sweepId }, query });
  const columns = useFindingColumns((row) => setFilters({ open: row.findingId }));
  const { limit: _, cursor: __, ...wanted } = query;
  const taking = useServerExport({
    shape: exportFindings,
    call: ({ purpose }) => ({ params: { sweepId }, body: { ...wanted, purpose } }),
    fileName: `findings-${sweepId}.xlsx`,
  });
  const total = findings.total === null ? "" : formats.count(findings.total);
  return (
    <>
      <PageHead
        title={total ? t("findings.found", { many: total }) : t("findings.title")}
        note={sweep.data && t("findings.note", { number: sweepId, asOf: sweep.data.asOf })}
        actions={may("clerk", "leader") && <TableExport table={t("findings.title")} job={taking} />}
      />
      <FindingFilters filters={filters} onChange={setFilters} table={sweep.data?.table ?? []} />
      {may("clerk") && (
        <PushBar sweepId={sweepId} query={query} picked={picked} total={findings.total} onDone={() => setPicked([])} />
      )}
      <RowsTable
        label={t("findings.title")}
        {...findings}
        rowKey={(row) => row.findingId}
        columns={columns}
        onOpen={(row) => setFilters({ open: row.findingId })}
        empty={<Empty title={t("findings.none")} todo={t("findings.noneTodo")} />}
        {...(may("clerk") ? { selection: { keys: picked, onChange: setPicked } } : {})}
      />
      <Drawer
        open={open !== undefined}
        onClose={() => setFilters({ open: undefined })}
        size={phone ? "100%" : 720}
        title={t("findings.why")}
        destroyOnHidden
      >
        {open && <FindingView sweepId={sweepId} findingId={open} />}
      </Drawer>
    </>
  );
}

function useFindingColumns(open: (row: FindingRow) => void) {
  const { t } = useTranslation();
  const local = useLocal();
  return [
    {
      key: "name",
      title: t("people.name"),
      width: 90,
      phone: "head" as const,
      render: (row: FindingRow) => (
        <button type="button" className="link-cell" onClick={() => open(row)}>
          {row.name}
        </button>
      ),
    },
    {
      key: "policy",
      title: t("findings.policy"),
      width: 170,
      render: (row: FindingRow) => `${local(row.policyTitle)}${row.subject ? ` · ${local(row.subject)}` : ""}`,
    },
    {
      key: "outcome",
      title: t("findings.outcome"),
      width: 110,
      render: (row: FindingRow) => <OutcomeMark outcome={row.outcome} oneStepShort={row.oneStepShort} />,
    },
    {
      key: "sentence",
      phone: "wide" as const,
      title: t("findings.sentence"),
      width: 330,
      render: (row: FindingRow) => <span title={local(row.sentence)}>{local(row.sentence)}</span>,
    },
    {
      key: "amount",
      title: t("findings.amount"),
      width: 100,
      align: "right" as const,
      render: (row: FindingRow) => <Money fen={row.amountFen} />,
    },
    {
      key: "plan",
      title: t("findings.plan"),
      width: 120,
      align: "right" as const,
      phone: "hide" as const,
      render: (row: FindingRow) => <Money fen={row.planFen} />,
    },
    {
      key: "chosen",
      title: t("findings.stacked"),
      width: 80,
      phone: "hide" as const,
      render: (row: FindingRow) => (row.chosen === null ? "—" : row.chosen ? t("why.kept") : t("why.lost")),
    },
    {
      key: "standing",
      title: t("findings.standing"),
      width: 100,
      render: (row: FindingRow) =>
        row.standing === "none" ? (
          "—"
        ) : (
          <Mark
            tone={row.standing === "paid" || row.standing === "running" ? "good" : "open"}
            text={t(`findings.standings.${row.standing}`)}
          />
        ),
    },
  ];
}
