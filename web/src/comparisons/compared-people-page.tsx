import { getComparison, listComparedPeople, type QueryOf, type ReplyOf } from "@wutong/contracts";
import { Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useTableExport } from "../elements/export-jobs.ts";
import { useFilters, withoutGaps } from "../elements/filters.ts";
import { useFormats, useLocal } from "../elements/local.ts";
import { Money, plainYuan } from "../elements/money.tsx";
import { PageHead } from "../elements/page-head.tsx";
import { usePhone } from "../elements/phone.ts";
import { RowsTable, type TextColumn } from "../elements/rows-table.tsx";
import { StateTabs } from "../elements/state-tabs.tsx";
import { TableExport } from "../elements/table-export.tsx";
import { usePages, useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { ComparedPersonView } from "./compared-person-view.tsx";
import { countsOf } from "./comparison.ts";
import "./compare.css";

type Row = ReplyOf<typeof listComparedPeople>["rows"][number];
type Query = QueryOf<typeof listComparedPeople>;

/** The people behind a number of a comparison; each opens with both decisions. */
export function ComparedPeoplePage() {
  const { t } = useTranslation();
  const local = useLocal();
  const formats = useFormats();
  const phone = usePhone();
  const may = useMay();
  const { policyId = "" } = useParams();
  const [filters, setFilters] = useFilters("sweep", "comparison", "group", "kind", "office", "tier", "sex", "open");
  const { sweep, comparison = "", open, ...asked } = filters;
  const params = { sweepId: Number(sweep), comparisonId: comparison };
  const query = withoutGaps(asked) as unknown as Query;
  const shown = useRead(getComparison, { params });
  const people = usePages(listComparedPeople, { params, query });
  const columns = useColumns((row) => setFilters({ open: String(row.personId) }));
  const taking = useTableExport({
    shape: listComparedPeople,
    call: { params, query },
    columns,
    fileName: `comparison-${comparison.slice(0, 8)}`,
  });
  const counts = shown.data ? countsOf(shown.data) : undefined;
  return (
    <>
      <PageHead
        title={
          people.total === null ? t("compare.listTitle") : t("compare.listFound", { many: formats.count(people.total) })
        }
        note={
          shown.data && (
            <>
              {t("compare.listNote", {
                policy: local(shown.data.title),
                version: shown.data.version,
                asOf: shown.data.asOf,
              })}{" "}
              <Link to={`/policies/${policyId}/compare?sweep=${sweep}&comparison=${comparison}`}>
                {t("compare.back")}
              </Link>
            </>
          )
        }
        actions={may("clerk", "leader") && <TableExport table={t("compare.listTitle")} job={taking} />}
      />
      <div className="filter-bar">
        <StateTabs
          label={t("compare.group")}
          value={filters.group}
          onChange={(group) => setFilters({ group, kind: undefined })}
          options={(["winners", "losers", "newlyPossible"] as const).map((value) => ({
            value,
            label: t(`compare.${value}`),
            ...(counts ? { count: counts[value] } : {}),
          }))}
        />
      </div>
      <RowsTable
        label={t("compare.listTitle")}
        {...people}
        rowKey={(row) => row.personId}
        columns={columns}
        onOpen={(row) => setFilters({ open: String(row.personId) })}
        empty={<Empty title={t("compare.listNone")} todo={t("compare.listNoneTodo")} />}
      />
      <Drawer
        open={open !== undefined}
        onClose={() => setFilters({ open: undefined })}
        size={phone ? "100%" : 1080}
        title={t("compare.person")}
        destroyOnHidden
      >
        {open && <ComparedPersonView {...params} personId={Number(open)} />}
      </Drawer>
    </>
  );
}

function useColumns(open: (row: Row) => void): readonly TextColumn<Row>[] {
  const { t } = useTranslation();
  const local = useLocal();
  const money = (key: "oldFen" | "newFen" | "differenceFen"): TextColumn<Row> => ({
    key,
    title: t(`compare.${key}`),
    width: 120,
    align: "right",
    text: (row) => plainYuan(row[key]),
    render: (row) => <Money fen={row[key]} />,
  });
  return [
    {
      key: "name",
      title: t("people.name"),
      width: 100,
      phone: "head",
      text: (row) => row.name,
      render: (row) => (
        <button type="button" className="link-cell" onClick={() => open(row)}>
          {row.name}
        </button>
      ),
    },
    { key: "kind", title: t("compare.kind"), width: 120, text: (row) => t(`compare.kinds.${row.kind}`) },
    {
      key: "outcomes",
      title: t("compare.outcomes"),
      width: 170,
      text: (row) => `${t(`outcome.${row.oldOutcome}`)} → ${t(`outcome.${row.newOutcome}`)}`,
    },
    money("oldFen"),
    money("newFen"),
    money("differenceFen"),
    { key: "tier", title: t("compare.tier"), width: 140, text: (row) => (row.tier ? local(row.tier) : "—") },
    { key: "office", title: t("people.office"), width: 160, phone: "hide", text: (row) => row.office.name },
    { key: "employer", title: t("compare.employer"), width: 200, phone: "hide", text: (row) => row.employer ?? "—" },
  ];
}
