import { useTranslation } from "react-i18next";
import { Wan } from "../elements/money.tsx";
import type { Comparison } from "./comparison.ts";
import { signedWan } from "./signed-wan.ts";

/** This year and the whole plan: in force, draft, what other policies cost more because of it, and the difference. */
export function CostTable({ comparison: { cost } }: { readonly comparison: Comparison }) {
  const { t } = useTranslation();
  const rows = [
    [t("compare.thisYear"), cost.oldYearFen, cost.newYearFen, cost.otherYearFen, cost.differenceYearFen],
    [t("compare.wholePlan"), cost.oldFen, cost.newFen, cost.otherFen, cost.differenceFen],
  ] as const;
  return (
    <div className="sheet sheet-pad table-scroll">
      <h2 className="section-title compare-first">{t("compare.costTitle")}</h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col" />
            {[t("compare.old"), t("compare.new"), t("compare.other"), t("compare.difference")].map((head) => (
              <th scope="col" className="right" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, old, draft, other, difference]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="right">
                <Wan fen={old} />
              </td>
              <td className="right">
                <Wan fen={draft} />
              </td>
              <td className="right num">{signedWan(other)}</td>
              <td className="right num compare-strong">{signedWan(difference)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
