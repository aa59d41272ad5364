import {
  countCases,
  countOffers,
  countPeople,
  getSweep,
  listBudgetLines,
  listImports,
  listSweeps,
} from "@wutong/contracts";
import { formatWan } from "@wutong/kernel";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Empty } from "../elements/empty.tsx";
import { useFormats } from "../elements/local.ts";
import { fenOf } from "../elements/money.tsx";
import { PageHead } from "../elements/page-head.tsx";
import { ProblemNotice } from "../elements/problem-notice.tsx";
import { PageSkeleton } from "../elements/skeletons.tsx";
import { useRead } from "../server/queries.ts";
import { SweepTable } from "../sweeps/sweep-table.tsx";
import { MyTasks } from "../tasks/my-tasks.tsx";
import { NumberCard } from "./number-card.tsx";

/** What waits for a hand, what the last sweep found, and the money; every number opens the rows behind it. */
export function OverviewPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const sweeps = useRead(listSweeps, { query: { limit: 10 } });
  const latest = sweeps.data?.rows.find((sweep) => sweep.state === "finished");
  const sweep = useRead(getSweep, { params: { sweepId: latest?.sweepId ?? 0 } }, { enabled: latest !== undefined });
  if (sweeps.isPending || (latest && sweep.isPending)) return <PageSkeleton />;
  const entitled = sweep.data?.table.reduce((sum, row) => sum + row.chosen, 0) ?? 0;
  return (
    <>
      <PageHead
        title={sweep.data ? t("overview.finding", { many: formats.count(entitled) }) : t("area.overview")}
        note={
          sweep.data
            ? t("overview.findingNote", { asOf: sweep.data.asOf, people: formats.count(sweep.data.people ?? 0) })
            : t("overview.noSweepNote")
        }
      />
      <ProblemNotice error={sweeps.error ?? sweep.error} onRetry={() => void sweeps.refetch()} />
      <MyTasks />
      <h2 className="section-title">{t("overview.office")}</h2>
      <Waiting />
      <h2 className="section-title">{t("overview.latest")}</h2>
      {sweep.data ? (
        <SweepTable sweep={sweep.data} />
      ) : (
        <div className="sheet">
          <Empty
            title={t("sweeps.none")}
            todo={t("sweeps.noneTodo")}
            action={
              <Link to="/sweeps">
                <Button type="primary">{t("sweeps.start")}</Button>
              </Link>
            }
          />
        </div>
      )}
      <h2 className="section-title">{t("overview.standing")}</h2>
      <Standing />
    </>
  );
}

/** What waits in the whole office, whoever does it; orange only where the number is not zero. */
function Waiting() {
  const { t } = useTranslation();
  const cases = useRead(countCases, {});
  const offers = useRead(countOffers, {});
  const imports = useRead(listImports, { query: { state: "checked", limit: 50 } });
  const inState = (state: string) => cases.data && (cases.data.states.find((row) => row.state === state)?.cases ?? 0);
  return (
    <div className="cards">
      <NumberCard
        hand
        title={t("overview.toNotice")}
        value={inState("confirmed")}
        unit={t("unit.cases")}
        source={t("overview.sourceCases")}
        to="/cases?state=confirmed"
      />
      <NumberCard
        hand
        title={t("overview.toApprove")}
        value={inState("noticeClosed")}
        unit={t("unit.cases")}
        source={t("overview.sourceCases")}
        to="/cases?state=noticeClosed"
      />
      <NumberCard
        hand
        title={t("overview.held")}
        value={cases.data?.held}
        unit={t("unit.cases")}
        source={t("overview.sourceCases")}
        to="/cases?held=yes"
      />
      <NumberCard
        hand
        title={t("overview.reports")}
        value={offers.data?.openReports}
        unit={t("unit.items")}
        source={t("overview.sourceReports")}
        to="/fact-reports?state=open"
      />
      <NumberCard
        hand
        title={t("overview.toImport")}
        value={imports.data?.rows.length}
        unit={t("unit.files")}
        source={t("overview.sourceImports")}
        to="/imports?state=checked"
      />
    </div>
  );
}

function Standing() {
  const { t } = useTranslation();
  const people = useRead(countPeople, {});
  const offers = useRead(countOffers, {});
  const lines = useRead(listBudgetLines, { query: {} });
  const open = offers.data && (offers.data.states.find((row) => row.state === "open")?.offers ?? 0);
  const sum = (key: "paidFen" | "remainingFen") => {
    const total = lines.data?.rows.reduce((all, line) => all + fenOf(line[key]), 0n);
    return total === undefined ? undefined : formatWan(total as Parameters<typeof formatWan>[0]);
  };
  const years = [...new Set(lines.data?.rows.map((line) => line.year))].join(t("do.comma"));
  return (
    <div className="cards">
      <NumberCard
        title={t("overview.library")}
        value={people.data?.admitted}
        unit={t("unit.people")}
        source={t("overview.sourcePeople")}
        to="/people?status=admitted"
      />
      <NumberCard
        title={t("overview.observed")}
        value={people.data?.observed}
        unit={t("unit.people")}
        source={t("overview.sourceObserved")}
        to="/people?status=observed"
      />
      <NumberCard
        title={t("overview.openOffers")}
        value={open}
        unit={t("unit.items")}
        source={t("overview.sourceOffers")}
        to="/offers?state=open"
      />
      <NumberCard
        title={t("overview.paid")}
        value={sum("paidFen")}
        unit={t("unit.wan")}
        source={t("overview.sourceFund", { years })}
        to="/funds"
      />
      <NumberCard
        title={t("overview.remaining")}
        value={sum("remainingFen")}
        unit={t("unit.wan")}
        source={t("overview.sourceFund", { years })}
        to="/funds"
      />
    </div>
  );
}
