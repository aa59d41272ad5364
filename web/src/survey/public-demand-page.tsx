import { getPublicDemandWorkbook, listPublicDemand, type ReplyOf } from "@wutong/contracts";
import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { ClockBanner } from "../clock/clock-banner.tsx";
import { payText } from "../demand/pay-text.ts";
import { useCodeNames } from "../elements/code-names.ts";
import { Empty } from "../elements/empty.tsx";
import { useFormats } from "../elements/local.ts";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { type Column, RowsTable } from "../elements/rows-table.tsx";
import { TongueSwitch } from "../frame/tongue-switch.tsx";
import { useDownload } from "../server/downloads.ts";
import { useRead } from "../server/queries.ts";

const NONE = "—";

type Row = ReplyOf<typeof listPublicDemand>["rows"][number] & { readonly at: number };

/** What employers of the region need, for anyone without signing in. */
export function PublicDemandPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const [params, setParams] = useSearchParams();
  const page = Math.min(Math.max(Math.trunc(Number(params.get("page"))) || 1, 1), 100);
  const list = useRead(listPublicDemand, { query: { page } });
  const workbook = useDownload(getPublicDemandWorkbook);
  useEffect(() => {
    document.title = `${t("publicDemand.title")} · 梧桐`;
  }, [t]);
  const shown = list.data;
  const turn = (to: number) => setParams({ page: String(to) });
  return (
    <>
      <ClockBanner />
      <header className="public-head">
        <div>
          <img src="/leaf.svg" alt="" />
          <div style={{ flex: 1 }}>
            <h1>{t("publicDemand.title")}</h1>
            <p>
              {shown?.publishedOn &&
                t("publicDemand.note", {
                  tenant: shown.tenant,
                  day: shown.publishedOn,
                  shown: formats.count(shown.total),
                })}
            </p>
          </div>
          <TongueSwitch />
        </div>
      </header>
      <main className="public-page">
        <ProblemNotice error={workbook.error} />
        <p>
          <Button
            loading={workbook.isPending}
            disabled={!shown || shown.total === 0}
            onClick={() => workbook.mutate({ call: {}, fileName: "demand-list.xlsx" })}
          >
            {t("publicDemand.workbook")}
          </Button>
        </p>
        <RowsTable
          label={t("publicDemand.title")}
          columns={useColumns()}
          rows={(shown?.rows ?? []).map((row, at) => ({ ...row, at }))}
          rowKey={(row) => row.at}
          loading={list.isPending}
          error={list.error}
          retry={() => void list.refetch()}
          empty={<Empty title={t("publicDemand.none")} todo={t("publicDemand.noneTodo")} />}
        />
        {shown && shown.pages > 1 && (
          <nav className="notice-pages" aria-label={t("notices.page", { page, pages: shown.pages })}>
            <Button disabled={page <= 1} onClick={() => turn(page - 1)}>
              {t("notices.before")}
            </Button>
            <span className="num">{t("notices.page", { page, pages: shown.pages })}</span>
            <Button disabled={page >= shown.pages} onClick={() => turn(page + 1)}>
              {t("notices.next")}
            </Button>
          </nav>
        )}
      </main>
    </>
  );
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useTranslation();
  const nameOf = useCodeNames();
  return [
    {
      key: "post",
      title: t("demand.post"),
      width: 180,
      phone: "head",
      render: (row) => (
        <>
          {row.post} {row.withdrawn && <span className="soft">{t("publicDemand.withdrawn")}</span>}
        </>
      ),
    },
    { key: "employer", title: t("demand.employer"), width: 200, text: (row) => row.employer },
    {
      key: "headcount",
      title: t("demand.headcount"),
      width: 80,
      text: (row) => t("publicDemand.people", { shown: row.headcount }),
    },
    { key: "education", title: t("demand.education"), width: 100, text: (row) => nameOf("level", row.education) },
    { key: "title", title: t("demand.titleLevel"), width: 130, text: (row) => row.titleLevel || NONE },
    { key: "field", title: t("demand.field"), width: 120, text: (row) => row.field || NONE },
    { key: "salary", title: t("demand.salary"), width: 130, text: (row) => payText(row) || NONE },
    { key: "urgent", title: t("demand.urgentUntil"), width: 120, text: (row) => row.urgentUntil ?? NONE },
    { key: "contact", title: t("demand.person"), width: 180, text: (row) => row.contact ?? NONE },
  ];
}
