import { type Fen, formatWan } from "@wutong/kernel";
import { useTranslation } from "react-i18next";
import { useFormats, useLocal } from "../elements/local.ts";
import { fenOf } from "../elements/money.tsx";
import { NumberCard } from "../overview/number-card.tsx";
import { type Comparison, countsOf } from "./comparison.ts";
import { CostTable } from "./cost-table.tsx";
import { KindTable, Splits } from "./difference-split.tsx";
import { DifferenceYears } from "./difference-years.tsx";
import { peoplePath } from "./people-path.ts";
import { signedWan } from "./signed-wan.ts";

/** What the draft does to everybody in sight: the headline's numbers, money, years, and both by office, tier and sex. */
export function ComparisonView({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { winners, losers, newlyPossible } = countsOf(comparison);
  const source = t("compare.source", { asOf: comparison.asOf });
  const { draft, partners } = comparison;
  return (
    <section className="compare-results" aria-label={t("compare.title", { policy: local(comparison.title) })}>
      <Notes comparison={comparison} />
      <div className="cards compare-cards">
        <NumberCard
          title={t("compare.winners")}
          value={winners}
          unit={t("unit.people")}
          source={source}
          to={peoplePath(comparison, { group: "winners" })}
        />
        <NumberCard
          title={t("compare.losers")}
          value={losers}
          unit={t("unit.people")}
          source={source}
          to={peoplePath(comparison, { group: "losers" })}
          hand
        />
        <NumberCard
          title={t("compare.newlyPossible")}
          value={newlyPossible}
          unit={t("unit.people")}
          source={source}
          to={peoplePath(comparison, { group: "newlyPossible" })}
        />
        <CostCard title={t("compare.yearCost")} fen={comparison.cost.differenceYearFen} source={source} />
        <CostCard title={t("compare.planCost")} fen={comparison.cost.differenceFen} source={source} />
      </div>
      <div className="compare-halves">
        <CostTable comparison={comparison} />
        <KindTable comparison={comparison} />
      </div>
      <DifferenceYears comparison={comparison} />
      <Splits comparison={comparison} />
      {partners.length > 0 && (
        <p className="soft">
          {t("compare.partners", { policies: partners.map(({ title }) => local(title)).join(t("do.comma")) })}
        </p>
      )}
      <details className="sheet sheet-pad">
        <summary>{t("compare.yaml")}</summary>
        <pre className="yaml">{draft.yaml}</pre>
      </details>
    </section>
  );
}

function Notes({ comparison: { draft } }: { readonly comparison: Comparison }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { number, asIfInForce, casesFailing } = draft;
  return (
    <>
      {number && (
        <p className="done-note">
          {t("compare.changed", { what: local(number.text), from: number.from, to: number.to })}
        </p>
      )}
      {asIfInForce && <p className="done-note">{t("compare.asIf")}</p>}
      {casesFailing > 0 && <p className="soft compare-note">{t("compare.casesFailing", { count: casesFailing })}</p>}
    </>
  );
}

function CostCard({ title, fen, source }: { readonly title: string; readonly fen: string; readonly source: string }) {
  const { t } = useTranslation();
  return (
    <div className="card">
      <div className="card-title">{title}</div>
      <div className="card-number num">
        {signedWan(fen)}
        <span className="card-unit">{t("unit.wan")}</span>
      </div>
      <div className="card-source">{source}</div>
    </div>
  );
}

/** The finding in one sentence. */
export function useHeadline(): (comparison: Comparison) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (comparison) => {
    const { winners, losers } = countsOf(comparison);
    const difference = fenOf(comparison.cost.differenceFen);
    const wan = formatWan((difference < 0n ? -difference : difference) as Fen);
    const cost =
      difference === 0n ? t("compare.sameCost") : t(difference > 0n ? "compare.more" : "compare.less", { wan });
    return t("compare.headline", { winners: formats.count(winners), losers: formats.count(losers), cost });
  };
}
