import { listOpenFields, type ReplyOf } from "@wutong/contracts";
import { Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../elements/empty.tsx";
import { useFilters } from "../elements/filters.ts";
import { useFormats } from "../elements/local.ts";
import { PageHead } from "../elements/page-head.tsx";
import { usePhone } from "../elements/phone.ts";
import { RowsTable } from "../elements/rows-table.tsx";
import { StateTabs } from "../elements/state-tabs.tsx";
import { usePages } from "../server/queries.ts";
import { FieldRules } from "./field-rules.tsx";
import { PersonFields } from "./person-fields.tsx";

type Open = ReplyOf<typeof listOpenFields>["rows"][number];
const VIEWS = ["open", "rules"] as const;

/** Fields in which registers disagree and that nothing settles, and the rules by which the office lets them be settled. */
export function FieldsPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const phone = usePhone();
  const [filters, setFilters] = useFilters("view", "person");
  const open = usePages(listOpenFields, { query: {} });
  const view = VIEWS.find((one) => one === filters.view) ?? "open";
  // Whoever is settled leaves the list, and stays open.
  const [name, setName] = useState("");
  const show = (row: Open) => {
    setName(row.name);
    setFilters({ person: String(row.personId) });
  };
  const columns = useColumns(show);
  return (
    <>
      <PageHead title={t("area.fields")} note={t("fields.note")} />
      <div className="filter-bar">
        <StateTabs
          label={t("area.fields")}
          value={view}
          all={false}
          options={VIEWS.map((value) => ({
            value,
            label: t(`fields.views.${value}`),
            ...(value === "open" && open.total !== null ? { count: open.total, hand: true } : {}),
          }))}
          onChange={(value) => value && setFilters({ view: value })}
        />
        <span className="filter-bar-grow" />
        {view === "open" && open.total !== null && (
          <span className="soft num">
            {t("fields.people", { count: open.total, shown: formats.count(open.total) })}
          </span>
        )}
      </div>
      {view === "rules" ? (
        <FieldRules />
      ) : (
        <RowsTable
          label={t("fields.views.open")}
          {...open}
          rowKey={(row) => row.personId}
          columns={columns}
          onOpen={show}
          empty={<Empty title={t("fields.none")} todo={t("fields.noneTodo")} />}
        />
      )}
      <Drawer
        open={filters.person !== undefined}
        onClose={() => setFilters({ person: undefined })}
        size={phone ? "100%" : 680}
        title={name || t("people.detail")}
        destroyOnHidden
      >
        {filters.person && <PersonFields personId={Number(filters.person)} />}
      </Drawer>
    </>
  );
}

function useColumns(onOpen: (row: Open) => void) {
  const { t } = useTranslation();
  const names = (row: Open) => row.fields.map((field) => t(`people.fields.${field}`)).join(t("do.comma"));
  return [
    {
      key: "name",
      title: t("people.name"),
      width: 140,
      phone: "head" as const,
      text: (row: Open) => row.name,
      render: (row: Open) => (
        <button type="button" className="link-cell" onClick={() => onOpen(row)}>
          {row.name}
        </button>
      ),
    },
    { key: "fields", title: t("fields.what"), wrap: true as const, phone: "wide" as const, text: names },
    { key: "office", title: t("people.office"), width: 160, text: (row: Open) => row.office },
    { key: "since", title: t("fields.since"), width: 130, text: (row: Open) => row.since },
  ];
}
