import { listJournal, type QueryOf, type ReplyOf, verifyJournal } from "@wutong/contracts";
import { Button, Drawer, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../elements/empty.tsx";
import { useTableExport } from "../elements/export-jobs.ts";
import { useFilters, withoutGaps } from "../elements/filters.ts";
import { useFormats } from "../elements/local.ts";
import { PageHead } from "../elements/page-head.tsx";
import { usePhone } from "../elements/phone.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { RowsTable } from "../elements/rows-table.tsx";
import { SearchBox } from "../elements/search-box.tsx";
import { TableExport } from "../elements/table-export.tsx";
import { usePages, useRead } from "../server/queries.ts";

type Entry = ReplyOf<typeof listJournal>["rows"][number];

/** Who did what when; the hash chain is walked on request. */
export function JournalPage() {
  const { t } = useTranslation();
  const phone = usePhone();
  const [filters, setFilters] = useFilters("actor", "command", "subject", "from", "to");
  const [chosen, setChosen] = useState<Entry | null>(null);
  const query = withoutGaps(filters) as QueryOf<typeof listJournal>;
  const journal = usePages(listJournal, { query });
  const columns = useJournalColumns(setChosen);
  const taking = useTableExport({ shape: listJournal, call: { query }, columns, fileName: "journal" });
  return (
    <>
      <PageHead title={t("area.journal")} note={t("journal.note")} />
      <Verification />
      <div className="filter-bar">
        <SearchBox
          label={t("journal.actor")}
          value={filters.actor}
          onSearch={(actor) => setFilters({ actor })}
          width={180}
        />
        <SearchBox
          label={t("journal.command")}
          value={filters.command}
          onSearch={(command) => setFilters({ command })}
          width={180}
        />
        <SearchBox
          label={t("journal.subject")}
          value={filters.subject}
          onSearch={(subject) => setFilters({ subject })}
          width={180}
        />
        <Input
          type="date"
          aria-label={t("journal.from")}
          value={filters.from ?? ""}
          onChange={(event) => setFilters({ from: event.target.value })}
          style={{ width: 150 }}
        />
        <Input
          type="date"
          aria-label={t("journal.to")}
          value={filters.to ?? ""}
          onChange={(event) => setFilters({ to: event.target.value })}
          style={{ width: 150 }}
        />
        <span className="filter-bar-grow" />
        <TableExport table={t("area.journal")} job={taking} />
      </div>
      <RowsTable
        label={t("area.journal")}
        {...journal}
        rowKey={(row) => row.sequence}
        columns={columns}
        onOpen={setChosen}
        empty={<Empty title={t("journal.none")} todo={t("journal.noneTodo")} />}
      />
      <Drawer
        open={chosen !== null}
        onClose={() => setChosen(null)}
        size={phone ? "100%" : 640}
        title={chosen ? t("journal.entry", { number: chosen.sequence }) : ""}
        destroyOnHidden
      >
        {chosen && <EntryView entry={chosen} />}
      </Drawer>
    </>
  );
}

function Verification() {
  const { t } = useTranslation();
  const formats = useFormats();
  const [asked, setAsked] = useState(false);
  const verification = useRead(verifyJournal, {}, { enabled: asked });
  const checked = verification.data;
  return (
    <div className="push-bar" role="status">
      <span>
        {verification.error && <ProblemNotice error={verification.error} />}
        {checked === undefined && t("journal.verifyNote")}
        {checked?.intact &&
          t("journal.intact", {
            many: formats.count(checked.entries),
            at: formats.instant(checked.checkedAt),
            head: checked.head?.slice(0, 16) ?? "—",
          })}
        {checked && !checked.intact && (
          <strong className="needs-hand">{t("journal.broken", { number: checked.brokenAt ?? "—" })}</strong>
        )}
      </span>
      <Button
        loading={asked && verification.isFetching}
        onClick={() => (asked ? void verification.refetch() : setAsked(true))}
      >
        {t("journal.verify")}
      </Button>
    </div>
  );
}

function useJournalColumns(open: (entry: Entry) => void) {
  const { t } = useTranslation();
  const formats = useFormats();
  return [
    {
      key: "sequence",
      title: t("journal.number"),
      width: 90,
      align: "right" as const,
      phone: "head" as const,
      text: (row: Entry) => String(row.sequence),
      render: (row: Entry) => (
        <button type="button" className="link-cell num" onClick={() => open(row)}>
          {row.sequence}
        </button>
      ),
    },
    { key: "at", title: t("journal.at"), width: 190, text: (row: Entry) => formats.instant(row.at) },
    {
      key: "actor",
      title: t("journal.actor"),
      width: 140,
      text: (row: Entry) => (row.actor === "job" ? t("journal.job") : row.actor),
    },
    {
      key: "command",
      title: t("journal.command"),
      width: 200,
      phone: "head" as const,
      text: (row: Entry) => t(`commands.${row.command}` as "commands.approveCase", { defaultValue: row.command }),
    },
    { key: "subject", title: t("journal.subject"), width: 200, text: (row: Entry) => row.subject },
    {
      key: "hash",
      title: t("journal.hash"),
      width: 170,
      phone: "hide" as const,
      text: (row: Entry) => row.hash,
      render: (row: Entry) => <span className="mono">{row.hash.slice(0, 16)}</span>,
    },
  ];
}

function EntryView({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <>
      <dl className="terms">
        <div>
          <dt>{t("journal.at")}</dt>
          <dd>{formats.instant(entry.at)}</dd>
        </div>
        <div>
          <dt>{t("journal.actor")}</dt>
          <dd>{entry.actor}</dd>
        </div>
        <div>
          <dt>{t("journal.command")}</dt>
          <dd>{entry.command}</dd>
        </div>
        <div>
          <dt>{t("journal.subject")}</dt>
          <dd>{entry.subject}</dd>
        </div>
        <div>
          <dt>{t("journal.office")}</dt>
          <dd>{entry.office ?? "—"}</dd>
        </div>
      </dl>
      <h3 className="section-title">{t("journal.before")}</h3>
      <pre className="yaml">{pretty(entry.before)}</pre>
      <h3 className="section-title">{t("journal.after")}</h3>
      <pre className="yaml">{pretty(entry.after)}</pre>
      <h3 className="section-title">{t("journal.hash")}</h3>
      <p className="mono" style={{ overflowWrap: "anywhere" }}>
        {entry.hash}
        <br />
        <span className="soft">← {entry.previousHash}</span>
      </p>
    </>
  );
}

function pretty(json: string | null): string {
  if (json === null) return "—";
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
