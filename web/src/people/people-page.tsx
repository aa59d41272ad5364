import { countPeople, exportPeople, listPeople, type QueryOf, type ReplyOf } from "@wutong/contracts";
import { Button, Drawer, Select } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useCodeNames } from "../elements/code-names.ts";
import { Empty } from "../elements/empty.tsx";
import { useServerExport } from "../elements/export-jobs.ts";
import { useFilters, withoutGaps } from "../elements/filters.ts";
import { useFormats } from "../elements/local.ts";
import { PageHead } from "../elements/page-head.tsx";
import { usePhone } from "../elements/phone.ts";
import { RowsTable } from "../elements/rows-table.tsx";
import { SearchBox } from "../elements/search-box.tsx";
import { TableExport } from "../elements/table-export.tsx";
import { usePages, useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { PersonView } from "./person-view.tsx";

type PersonRow = ReplyOf<typeof listPeople>["rows"][number];
type Query = QueryOf<typeof listPeople>;

/** The talent library and everybody known from a register: search, filter, open one. */
export function PeoplePage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const phone = usePhone();
  const may = useMay();
  const [filters, setFilters] = useFilters("text", "status", "team", "talentClass", "open");
  const { open, ...asked } = filters;
  const query = withoutGaps(asked) as Query;
  const people = usePages(listPeople, { query });
  const counts = useRead(countPeople, {});
  const { limit: _, cursor: __, officeId, ...wanted } = query;
  const taking = useServerExport({
    shape: exportPeople,
    call: (given) => ({ body: { ...wanted, ...(officeId ? { officeId } : {}), ...given } }),
    fileName: "people.xlsx",
  });
  const columns = usePersonColumns((row) => setFilters({ open: String(row.personId) }));
  return (
    <>
      <PageHead
        title={t("area.people")}
        note={
          counts.data &&
          t("people.note", {
            admitted: formats.count(counts.data.admitted),
            observed: formats.count(counts.data.observed),
          })
        }
        actions={may("clerk", "leader") && <TableExport table={t("area.people")} job={taking} mayReveal />}
      />
      <div className="filter-bar">
        <SearchBox label={t("people.search")} value={filters.text} onSearch={(text) => setFilters({ text })} />
        <PeopleFilters filters={filters} onChange={setFilters} />
        <span className="filter-bar-grow" />
        {people.total !== null && (
          <span className="soft num">
            {t("people.found", { count: people.total, shown: formats.count(people.total) })}
          </span>
        )}
      </div>
      <RowsTable
        label={t("area.people")}
        {...people}
        rowKey={(row) => row.personId}
        columns={columns}
        onOpen={(row) => setFilters({ open: String(row.personId) })}
        empty={<NobodyHere filtered={Object.keys(query ?? {}).length > 0} />}
      />
      <Drawer
        open={open !== undefined}
        onClose={() => setFilters({ open: undefined })}
        size={phone ? "100%" : 760}
        title={t("people.detail")}
        destroyOnHidden
      >
        {open && <PersonView personId={Number(open)} />}
      </Drawer>
    </>
  );
}

type FiltersProps = {
  readonly filters: Readonly<Record<string, string | undefined>>;
  readonly onChange: (change: {
    status?: string | undefined;
    team?: string | undefined;
    talentClass?: string | undefined;
  }) => void;
};

function PeopleFilters({ filters, onChange }: FiltersProps) {
  const codeName = useCodeNames();
  const { t } = useTranslation();
  const counts = useRead(countPeople, {});
  return (
    <>
      <Select
        allowClear
        aria-label={t("people.status")}
        placeholder={t("people.status")}
        style={{ minWidth: 140 }}
        value={filters.status ?? null}
        onChange={(status: string | null) => onChange({ status: status ?? undefined })}
        options={[
          { value: "admitted", label: t("people.statuses.admitted") },
          { value: "observed", label: t("people.statuses.observed") },
        ]}
      />
      <Select
        allowClear
        aria-label={t("people.team")}
        placeholder={t("people.team")}
        style={{ minWidth: 160 }}
        value={filters.team ?? null}
        onChange={(team: string | null) => onChange({ team: team ?? undefined })}
        options={(counts.data?.teams ?? []).map(({ team }) => ({
          value: team,
          label: codeName("team", team),
        }))}
      />
      <Select
        allowClear
        aria-label={t("people.class")}
        placeholder={t("people.class")}
        style={{ minWidth: 120 }}
        value={filters.talentClass ?? null}
        onChange={(talentClass: string | null) => onChange({ talentClass: talentClass ?? undefined })}
        options={(counts.data?.talentClasses ?? []).map(({ talentClass }) => ({
          value: talentClass,
          label: talentClass,
        }))}
      />
    </>
  );
}

function usePersonColumns(open: (row: PersonRow) => void) {
  const { t } = useTranslation();
  const codeName = useCodeNames();
  return [
    {
      key: "name",
      title: t("people.name"),
      width: 90,
      phone: "head" as const,
      render: (row: PersonRow) => (
        <button type="button" className="link-cell" onClick={() => open(row)}>
          {row.name}
        </button>
      ),
    },
    {
      key: "sex",
      title: t("people.sexAge"),
      width: 110,
      render: (row: PersonRow) => `${row.sex ? t(`people.sex.${row.sex}`) : "—"} · ${row.age ?? "—"}`,
    },
    {
      key: "document",
      title: t("people.document"),
      width: 180,
      phone: "hide" as const,
      render: (row: PersonRow) => <span className="num">{row.documentMasked}</span>,
    },
    {
      key: "phone",
      title: t("people.phone"),
      width: 120,
      render: (row: PersonRow) => <span className="num">{row.phoneMasked ?? "—"}</span>,
    },
    { key: "employer", title: t("people.employer"), width: 220, render: (row: PersonRow) => row.employer ?? "—" },
    {
      key: "team",
      title: t("people.team"),
      width: 140,
      phone: "hide" as const,
      render: (row: PersonRow) => (row.team ? codeName("team", row.team) : "—"),
    },
    { key: "class", title: t("people.class"), width: 70, render: (row: PersonRow) => row.talentClass ?? "—" },
    {
      key: "office",
      title: t("people.office"),
      width: 120,
      phone: "hide" as const,
      render: (row: PersonRow) => row.office.name,
    },
    {
      key: "status",
      title: t("people.status"),
      width: 110,
      render: (row: PersonRow) => t(`people.statuses.${row.status}`),
    },
  ];
}

function NobodyHere({ filtered }: { readonly filtered: boolean }) {
  const { t } = useTranslation();
  if (filtered) return <Empty title={t("people.noneFound")} todo={t("people.noneFoundTodo")} />;
  return (
    <Empty
      title={t("people.none")}
      todo={t("people.noneTodo")}
      action={
        <Link to="/imports/new">
          <Button type="primary">{t("imports.new")}</Button>
        </Link>
      }
    />
  );
}
