import { countCases, listCases, listPolicies, publishNotice, type QueryOf, type ReplyOf } from "@wutong/contracts";
import { Button, Drawer, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../elements/empty.tsx";
import { useTableExport } from "../elements/export-jobs.ts";
import { useFilters, withoutGaps } from "../elements/filters.ts";
import { ListFilters } from "../elements/list-filters.tsx";
import { useLocal } from "../elements/local.ts";
import { Money, plainYuan } from "../elements/money.tsx";
import { PageHead } from "../elements/page-head.tsx";
import { usePhone } from "../elements/phone.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { RowsTable } from "../elements/rows-table.tsx";
import { TableExport } from "../elements/table-export.tsx";
import { useCommand } from "../server/commands.ts";
import { usePages, useRead } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";
import { CaseMark } from "./case-mark.tsx";
import { CaseView } from "./case-view.tsx";
import { Draws } from "./draws.tsx";

type CaseRow = ReplyOf<typeof listCases>["rows"][number];
const states = ["confirmed", "onNotice", "noticeClosed", "approved", "paying", "paid", "rejected"] as const;
const waiting: ReadonlySet<string> = new Set(["confirmed", "noticeClosed"]);

/** Work in progress: notices are published for many cases at once, the rest happens in each case. */
export function CasesPage() {
  const { t } = useTranslation();
  const phone = usePhone();
  const may = useMay();
  const [filters, setFilters] = useFilters("state", "held", "waiting", "text", "policyId", "open");
  const [picked, setPicked] = useState<readonly string[]>([]);
  const { open, ...asked } = filters;
  const query = withoutGaps(asked) as QueryOf<typeof listCases>;
  const cases = usePages(listCases, { query });
  const counts = useRead(countCases, {});
  const columns = useCaseColumns((row) => setFilters({ open: String(row.caseId) }));
  const taking = useTableExport({ shape: listCases, call: { query }, columns, fileName: "cases" });
  const queued = filters.waiting === "yes";
  const publishing = may("clerk") && filters.state === "confirmed";
  return (
    <>
      <PageHead title={t("area.cases")} note={t("cases.note")} />
      <ListFilters
        states={{
          label: t("cases.state"),
          value: queued ? "queue" : filters.held === "yes" ? "held" : filters.state,
          onChange: (value) => setFilters(filtersOf(value)),
          options: [
            ...states.map((state) => ({
              value: state,
              label: t(`cases.states.${state}`),
              count: counts.data?.states.find((row) => row.state === state)?.cases ?? 0,
              hand: waiting.has(state),
            })),
            { value: "queue" as const, label: t("cases.queue"), count: counts.data?.waiting ?? 0 },
            { value: "held" as const, label: t("cases.held"), count: counts.data?.held ?? 0, hand: true },
          ],
        }}
        search={{ label: t("cases.search"), value: filters.text, onSearch: (text) => setFilters({ text }) }}
        end={<TableExport table={t("area.cases")} job={taking} />}
      />
      {queued && <QueuePolicy policyId={filters.policyId} onChange={(policyId) => setFilters({ policyId })} />}
      {queued && <Draws />}
      {publishing && <PublishBar picked={picked} onDone={() => setPicked([])} />}
      <RowsTable
        label={t("area.cases")}
        {...cases}
        rowKey={(row) => row.caseId}
        columns={columns}
        onOpen={(row) => setFilters({ open: String(row.caseId) })}
        empty={
          queued ? (
            <Empty title={t("cases.queueNone")} todo={t("cases.queueNoneTodo")} />
          ) : (
            <Empty title={t("cases.none")} todo={t("cases.noneTodo")} />
          )
        }
        {...(publishing ? { selection: { keys: picked, onChange: setPicked } } : {})}
      />
      <Drawer
        open={open !== undefined}
        onClose={() => setFilters({ open: undefined })}
        size={phone ? "100%" : 760}
        title={t("cases.one", { number: open ?? "" })}
        destroyOnHidden
      >
        {open && <CaseView caseId={Number(open)} />}
      </Drawer>
    </>
  );
}

type Tab = (typeof states)[number] | "queue" | "held" | undefined;

/** The tabs exclude each other; the policy is asked for in the queue alone. */
function filtersOf(tab: Tab) {
  const none = { state: undefined, held: undefined, waiting: undefined, policyId: undefined };
  if (tab === "held") return { ...none, held: "yes" };
  if (tab === "queue") return { ...none, waiting: "yes" };
  return { ...none, state: tab };
}

type QueuePolicyProps = {
  readonly policyId: string | undefined;
  readonly onChange: (policyId: string | undefined) => void;
};

/** Whose queue: of one policy, or of all that have one. */
function QueuePolicy({ policyId, onChange }: QueuePolicyProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const policies = useRead(listPolicies, {});
  return (
    <div className="filter-bar">
      <Select
        aria-label={t("findings.policy")}
        value={policyId ?? ""}
        onChange={(value) => onChange(value === "" ? undefined : value)}
        style={{ width: "100%", maxWidth: 320 }}
        options={[
          { value: "", label: t("cases.queuePolicy") },
          ...(policies.data?.rows ?? []).map((row) => ({ value: row.policyId, label: local(row.title) })),
        ]}
      />
    </div>
  );
}

function PublishBar({ picked, onDone }: { readonly picked: readonly string[]; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const publish = useCommand(publishNotice);
  return (
    <>
      <ProblemNotice error={publish.error} />
      {publish.data && (
        <div className="inline-form" role="status">
          {t("cases.published", {
            count: publish.data.cases,
            opens: publish.data.opensOn,
            closes: publish.data.closesOn,
          })}
          {publish.data.provisional && ` ${t("cases.provisional")}`}
        </div>
      )}
      <div className="push-bar">
        <span>{picked.length > 0 ? t("cases.picked", { count: picked.length }) : t("cases.pick")}</span>
        <Button
          type="primary"
          disabled={picked.length === 0}
          loading={publish.isPending}
          onClick={() => publish.mutate({ body: { caseIds: picked.map(Number) } }, { onSuccess: onDone })}
        >
          {t("cases.publish")}
        </Button>
      </div>
    </>
  );
}

function useCaseColumns(open: (row: CaseRow) => void) {
  const { t } = useTranslation();
  const local = useLocal();
  return [
    {
      key: "id",
      title: t("cases.number"),
      width: 80,
      phone: "head" as const,
      text: (row: CaseRow) => String(row.caseId),
      render: (row: CaseRow) => <span className="num">#{row.caseId}</span>,
    },
    {
      key: "name",
      title: t("people.name"),
      width: 110,
      phone: "head" as const,
      text: (row: CaseRow) => row.name,
      render: (row: CaseRow) => (
        <button type="button" className="link-cell" onClick={() => open(row)}>
          {row.name}
        </button>
      ),
    },
    {
      key: "policy",
      title: t("findings.policy"),
      width: 220,
      text: (row: CaseRow) => `${local(row.policyTitle)}${row.subject ? ` · ${local(row.subject)}` : ""}`,
    },
    {
      key: "state",
      title: t("cases.state"),
      width: 180,
      text: (row: CaseRow) =>
        row.hold
          ? `${t("cases.held")} · ${t(`cases.holds.${row.hold.kind}`)}`
          : row.waiting
            ? t(`cases.queueMark.${row.waiting.for}`, { place: row.waiting.place ?? 0 })
            : t(`cases.states.${row.state}`),
      render: (row: CaseRow) => <CaseMark state={row.state} hold={row.hold} waiting={row.waiting} />,
    },
    {
      key: "plan",
      title: t("findings.plan"),
      width: 130,
      align: "right" as const,
      text: (row: CaseRow) => plainYuan(row.planFen),
      render: (row: CaseRow) => <Money fen={row.planFen} />,
    },
    {
      key: "paid",
      title: t("cases.paid"),
      width: 130,
      align: "right" as const,
      phone: "hide" as const,
      text: (row: CaseRow) => plainYuan(row.paidFen),
      render: (row: CaseRow) => <Money fen={row.paidFen} />,
    },
    {
      key: "confirmed",
      title: t("cases.confirmedOn"),
      width: 120,
      phone: "hide" as const,
      text: (row: CaseRow) => row.confirmedOn,
      render: (row: CaseRow) => <span className="num">{row.confirmedOn}</span>,
    },
    {
      key: "due",
      title: t("cases.dueOn"),
      width: 120,
      text: (row: CaseRow) => row.dueOn ?? "",
      render: (row: CaseRow) => <span className="num">{row.dueOn ?? "—"}</span>,
    },
  ];
}
