import { listInvitations, nameSurveyContact, type QueryOf, type ReplyOf, showInvitationLink } from "@wutong/contracts";
import { Button, Drawer, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useCodeNames } from "../elements/code-names.ts";
import { Empty } from "../elements/empty.tsx";
import { useTableExport } from "../elements/export-jobs.ts";
import { useFilters, withoutGaps } from "../elements/filters.ts";
import { ListFilters } from "../elements/list-filters.tsx";
import { useFormats } from "../elements/local.ts";
import { usePhone } from "../elements/phone.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { RowsTable } from "../elements/rows-table.tsx";
import { TableExport } from "../elements/table-export.tsx";
import { useCommand } from "../server/commands.ts";
import { usePages } from "../server/queries.ts";
import { useMay } from "../server/session.tsx";

type Row = ReplyOf<typeof listInvitations>["rows"][number];

/** Who was asked, and who has not answered. */
export function InvitationTable({ waveId }: { readonly waveId: number }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const may = useMay();
  const [filters, setFilters] = useFilters("answered", "kind", "industry");
  const [chosen, setChosen] = useState<Row | null>(null);
  const call = { params: { waveId }, query: withoutGaps(filters) as QueryOf<typeof listInvitations> };
  const rows = usePages(listInvitations, call);
  const columns = useColumns();
  const taking = useTableExport({ shape: listInvitations, call, columns, fileName: "invited" });
  return (
    <>
      <ListFilters
        states={{
          label: t("demand.state"),
          value: filters.answered,
          onChange: (answered) =>
            setFilters(answered ? { answered } : { answered, kind: undefined, industry: undefined }),
          options: [
            { value: "no", label: t("demand.notYet") },
            { value: "yes", label: t("demand.answered") },
          ],
        }}
        end={<TableExport table={t("demand.invited")} job={taking} />}
      />
      <RowsTable
        label={t("demand.invited")}
        {...rows}
        rowKey={(row) => row.invitationId}
        {...(may("clerk") ? { onOpen: setChosen } : {})}
        empty={<Empty title={t("demand.noInvited")} todo={t("demand.noInvitedTodo")} />}
        columns={columns}
      />
      <Drawer
        open={chosen !== null}
        onClose={() => setChosen(null)}
        size={phone ? "100%" : 480}
        title={chosen?.employer}
        destroyOnHidden
      >
        {chosen && <InvitationView row={chosen} />}
      </Drawer>
    </>
  );
}

function useColumns() {
  const { t } = useTranslation();
  const nameOf = useCodeNames();
  const formats = useFormats();
  return [
    {
      key: "employer",
      title: t("demand.employer"),
      width: 240,
      phone: "head" as const,
      text: (row: Row) => row.employer,
    },
    {
      key: "kind",
      title: t("demand.kind"),
      width: 120,
      text: (row: Row) => (row.kind ? nameOf("employerKind", row.kind) : t("demand.unknown")),
    },
    {
      key: "scale",
      title: t("demand.scale"),
      width: 90,
      text: (row: Row) => (row.aboveScale === null ? t("demand.unknown") : t(row.aboveScale ? "do.yes" : "do.no")),
    },
    {
      key: "answeredAt",
      title: t("demand.answeredAt"),
      width: 170,
      text: (row: Row) => (row.answeredAt ? formats.instant(row.answeredAt) : t("demand.notYet")),
    },
    {
      key: "items",
      title: t("demand.count"),
      width: 90,
      align: "right" as const,
      text: (row: Row) => String(row.items),
      render: (row: Row) => <Link to={`/demand/items?creditCode=${row.creditCode}`}>{row.items}</Link>,
    },
    {
      key: "reminders",
      title: t("demand.reminders"),
      width: 90,
      align: "right" as const,
      text: (row: Row) => String(row.reminders),
    },
    {
      key: "contact",
      title: t("demand.person"),
      width: 90,
      text: (row: Row) => t(row.hasContact ? "do.yes" : "do.no"),
    },
  ];
}

/** The link to hand over, and whom to write to. */
function InvitationView({ row }: { readonly row: Row }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const link = useCommand(showInvitationLink);
  const save = useCommand(nameSurveyContact);
  return (
    <>
      <p>
        <Link to={`/demand/items?creditCode=${row.creditCode}`}>{t("demand.history")}</Link>
      </p>
      <ProblemNotice error={link.error ?? save.error} />
      <Button loading={link.isPending} onClick={() => link.mutate({ params: { invitationId: row.invitationId } })}>
        {t("demand.link")}
      </Button>
      {link.data && <p role="status" style={{ overflowWrap: "anywhere" }}>{`${location.origin}${link.data.path}`}</p>}
      <form
        style={{ marginTop: 24 }}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ body: { creditCode: row.creditCode, name, phone } });
        }}
      >
        <h2 style={{ fontSize: 16 }}>{t("demand.contact")}</h2>
        <label htmlFor="contact-name">{t("demand.person")}</label>
        <Input id="contact-name" maxLength={30} value={name} onChange={(event) => setName(event.target.value)} />
        <label htmlFor="contact-phone">{t("demand.phone")}</label>
        <Input id="contact-phone" maxLength={11} value={phone} onChange={(event) => setPhone(event.target.value)} />
        <Button
          htmlType="submit"
          loading={save.isPending}
          disabled={name.trim() === "" || !/^1\d{10}$/.test(phone)}
          style={{ marginTop: 12 }}
        >
          {t("demand.save")}
        </Button>
      </form>
    </>
  );
}
