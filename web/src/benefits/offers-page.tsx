import { countOffers, listOffers, type QueryOf, type ReplyOf } from "@wutong/contracts";
import { Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useTableExport } from "../elements/export-jobs.ts";
import { useFilters, withoutGaps } from "../elements/filters.ts";
import { ListFilters } from "../elements/list-filters.tsx";
import { useFormats, useLocal } from "../elements/local.ts";
import { Money, plainYuan } from "../elements/money.tsx";
import { PageHead } from "../elements/page-head.tsx";
import { usePhone } from "../elements/phone.ts";
import { RowsTable } from "../elements/rows-table.tsx";
import { TableExport } from "../elements/table-export.tsx";
import { usePages, useRead } from "../server/queries.ts";
import { OfferMark } from "./offer-mark.tsx";
import { OfferView } from "./offer-view.tsx";

type OfferRow = ReplyOf<typeof listOffers>["rows"][number];
const states = ["open", "confirmed", "disputed", "declined", "expired", "withdrawn"] as const;

/** What was pushed to whom, and what they said. */
export function OffersPage() {
  const { t } = useTranslation();
  const phone = usePhone();
  const formats = useFormats();
  const [filters, setFilters] = useFilters("state", "text", "policyId", "open");
  const { open, ...asked } = filters;
  const query = withoutGaps(asked) as QueryOf<typeof listOffers>;
  const offers = usePages(listOffers, { query });
  const counts = useRead(countOffers, {});
  const columns = useOfferColumns((row) => setFilters({ open: String(row.offerId) }));
  const taking = useTableExport({ shape: listOffers, call: { query }, columns, fileName: "offers" });
  const reports = counts.data?.openReports ?? 0;
  return (
    <>
      <PageHead
        title={t("area.offers")}
        note={t("offers.note")}
        actions={
          <Link to="/fact-reports?state=open" className={reports > 0 ? "needs-hand" : ""}>
            {t("offers.toReports", { count: reports, shown: formats.count(reports) })}
          </Link>
        }
      />
      <ListFilters
        states={{
          label: t("offers.state"),
          value: filters.state,
          onChange: (state) => setFilters({ state }),
          options: states.map((state) => ({
            value: state,
            label: t(`offers.states.${state}`),
            count: counts.data?.states.find((row) => row.state === state)?.offers ?? 0,
          })),
        }}
        search={{ label: t("offers.search"), value: filters.text, onSearch: (text) => setFilters({ text }) }}
        end={<TableExport table={t("area.offers")} job={taking} />}
      />
      <RowsTable
        label={t("area.offers")}
        {...offers}
        rowKey={(row) => row.offerId}
        columns={columns}
        onOpen={(row) => setFilters({ open: String(row.offerId) })}
        empty={
          <Empty
            title={t("offers.none")}
            todo={t("offers.noneTodo")}
            action={<Link to="/sweeps">{t("offers.toSweeps")}</Link>}
          />
        }
      />
      <Drawer
        open={open !== undefined}
        onClose={() => setFilters({ open: undefined })}
        size={phone ? "100%" : 720}
        title={t("offers.one")}
        destroyOnHidden
      >
        {open && <OfferView offerId={Number(open)} />}
      </Drawer>
    </>
  );
}

function useOfferColumns(open: (row: OfferRow) => void) {
  const { t } = useTranslation();
  const local = useLocal();
  return [
    {
      key: "name",
      title: t("people.name"),
      width: 110,
      phone: "head" as const,
      text: (row: OfferRow) => row.name,
      render: (row: OfferRow) => (
        <button type="button" className="link-cell" onClick={() => open(row)}>
          {row.name}
        </button>
      ),
    },
    {
      key: "policy",
      title: t("findings.policy"),
      width: 220,
      text: (row: OfferRow) => `${local(row.policyTitle)}${row.subject ? ` · ${local(row.subject)}` : ""}`,
    },
    {
      key: "state",
      title: t("offers.state"),
      width: 120,
      text: (row: OfferRow) => t(`offers.states.${row.state}`),
      render: (row: OfferRow) => <OfferMark state={row.state} />,
    },
    {
      key: "plan",
      title: t("findings.plan"),
      width: 140,
      align: "right" as const,
      text: (row: OfferRow) => plainYuan(row.planFen),
      render: (row: OfferRow) => <Money fen={row.planFen} />,
    },
    {
      key: "pushed",
      title: t("offers.pushedOn"),
      width: 120,
      text: (row: OfferRow) => row.pushedOn,
      render: (row: OfferRow) => <span className="num">{row.pushedOn}</span>,
    },
    {
      key: "expires",
      title: t("offers.expiresOn"),
      width: 120,
      text: (row: OfferRow) => row.expiresOn,
      render: (row: OfferRow) => <span className="num">{row.expiresOn}</span>,
    },
    {
      key: "phone",
      title: t("people.phone"),
      width: 130,
      phone: "hide" as const,
      text: (row: OfferRow) => row.phoneMasked ?? "",
      render: (row: OfferRow) => <span className="num">{row.phoneMasked ?? "—"}</span>,
    },
    {
      key: "message",
      title: t("offers.message"),
      width: 110,
      text: (row: OfferRow) => t(`offers.messages.${row.message}`),
    },
  ];
}
