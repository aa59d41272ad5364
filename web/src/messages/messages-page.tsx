import { listSimulatedMessages } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ClockBanner } from "../clock/clock-banner.tsx";
import { Empty } from "../elements/empty.tsx";
import { useFilters, withoutGaps } from "../elements/filters.ts";
import { useFormats } from "../elements/local.ts";
import { PageHead } from "../elements/page-head.tsx";
import { RowsTable } from "../elements/rows-table.tsx";
import { SearchBox } from "../elements/search-box.tsx";
import { usePages } from "../server/queries.ts";

/** What the SMS simulator would have sent; demo mode only. Codes for the phone pages are read here. */
export function MessagesPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const [filters, setFilters] = useFilters("phone");
  const messages = usePages(listSimulatedMessages, { query: withoutGaps(filters) });
  return (
    <>
      <ClockBanner />
      <main style={{ maxWidth: 960, margin: "0 auto", padding: "24px 16px 48px" }}>
        <PageHead
          title={t("messages.title")}
          note={t("messages.note")}
          actions={
            <>
              <Link to="/t/login">{t("access.talentDoor")}</Link>
              <Link to="/">{t("messages.toConsole")}</Link>
            </>
          }
        />
        <div className="filter-bar">
          <SearchBox
            label={t("messages.search")}
            value={filters.phone}
            onSearch={(phone) => setFilters({ phone })}
            width={220}
          />
        </div>
        <RowsTable
          label={t("messages.title")}
          {...messages}
          rowKey={(row) => row.messageId}
          empty={<Empty title={t("messages.none")} todo={t("messages.noneTodo")} />}
          columns={[
            { key: "at", title: t("messages.at"), width: 170, render: (row) => formats.instant(row.at) },
            {
              key: "phone",
              title: t("people.phone"),
              width: 130,
              phone: "head",
              render: (row) => <span className="num">{row.phone}</span>,
            },
            {
              key: "text",
              title: t("messages.text"),
              width: 600,
              wrap: true,
              phone: "wide",
              render: (row) => <span style={{ whiteSpace: "normal" }}>{row.text}</span>,
            },
          ]}
        />
      </main>
    </>
  );
}
