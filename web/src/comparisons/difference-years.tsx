import { useTranslation } from "react-i18next";
import { fenOf } from "../elements/money.tsx";
import type { Comparison } from "./comparison.ts";
import { signedWan } from "./signed-wan.ts";

/** Year by year to the end of the longest plan: green bars are money more, grey ones money less. */
export function DifferenceYears({ comparison: { years } }: { readonly comparison: Comparison }) {
  const { t } = useTranslation();
  if (years.length === 0) return null;
  const amounts = years.map(({ differenceFen }) => Number(fenOf(differenceFen)));
  const most = Math.max(...amounts.map(Math.abs), 1);
  const mixed = Math.min(...amounts) < 0 && Math.max(...amounts) > 0;
  return (
    <div className="sheet sheet-pad">
      <h2 className="section-title compare-first">{t("compare.yearsTitle")}</h2>
      <table className="plain-table compare-years">
        <thead>
          <tr>
            <th scope="col">{t("compare.year")}</th>
            <td className="compare-bar-head" />
            <th scope="col" className="right">
              {t("compare.difference")}
            </th>
          </tr>
        </thead>
        <tbody>
          {years.map(({ year, differenceFen }, index) => (
            <tr key={year}>
              <th scope="row" className="num">
                {year}
              </th>
              <td aria-hidden="true">
                <Bar share={(amounts[index] ?? 0) / most} mixed={mixed} />
              </td>
              <td className="right num">{signedWan(differenceFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft compare-note">{t("compare.yearsNote")}</p>
    </div>
  );
}

/** From the left; where some years cost more and others less, from the middle. */
function Bar({ share, mixed }: { readonly share: number; readonly mixed: boolean }) {
  const width = `${Math.abs(share) * (mixed ? 50 : 100)}%`;
  const place = !mixed ? { left: 0 } : share < 0 ? { right: "50%" } : { left: "50%" };
  return (
    <div className={mixed ? "compare-bar compare-bar-mixed" : "compare-bar"}>
      <div className={share < 0 ? "compare-bar-less" : "compare-bar-more"} style={{ width, ...place }} />
    </div>
  );
}
