import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats, useLocal } from "../elements/local.ts";
import type { Comparison } from "./comparison.ts";
import { peoplePath } from "./people-path.ts";
import { signedWan } from "./signed-wan.ts";

type Split = Pick<
  Comparison["offices"][number],
  "winners" | "losers" | "newlyPossible" | "differenceYearFen" | "differenceFen"
>;
type Cell = Parameters<typeof peoplePath>[1];
type Row = { readonly name: string; readonly cell: Cell; readonly split: Split };

/** The same by office, by tier of the amount and by sex; every count opens its people. */
export function Splits({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { offices, tiers, sexes } = comparison;
  const none = t("compare.none");
  return (
    <>
      <SplitTable
        comparison={comparison}
        title={t("compare.byOffice")}
        rows={offices.map(({ office, ...split }) => ({ name: office.name, cell: { office: office.officeId }, split }))}
      />
      <div className="compare-halves">
        <SplitTable
          comparison={comparison}
          title={t("compare.byTier")}
          rows={tiers.map(({ tier, text, ...split }) => ({
            name: text ? local(text) : none,
            cell: { tier: tier ?? "none" },
            split,
          }))}
        />
        <SplitTable
          comparison={comparison}
          title={t("compare.bySex")}
          rows={sexes.map(({ sex, ...split }) => ({
            name: sex ? t(`compare.sexes.${sex}`) : none,
            cell: { sex: sex ?? "none" },
            split,
          }))}
        />
      </div>
    </>
  );
}

const GROUPS = ["winners", "losers", "newlyPossible"] as const;

/** On a phone only what decides. */
function cellClass(group: (typeof GROUPS)[number]): string {
  return group === "newlyPossible" ? "right compare-desk-only" : "right";
}

type SplitTableProps = { readonly comparison: Comparison; readonly title: string; readonly rows: readonly Row[] };

function SplitTable({ comparison, title, rows }: SplitTableProps) {
  const { t } = useTranslation();
  const shown = rows.filter(({ split }) => split.winners + split.losers + split.newlyPossible > 0);
  if (shown.length === 0) return null;
  return (
    <div className="sheet sheet-pad table-scroll">
      <h2 className="section-title compare-first">{title}</h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col" />
            {GROUPS.map((group) => (
              <th scope="col" className={cellClass(group)} key={group}>
                {t(`compare.short.${group}`)}
              </th>
            ))}
            <th scope="col" className="right compare-desk-only">
              {t("compare.thisYear")}
            </th>
            <th scope="col" className="right">
              {t("compare.wholePlan")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, cell, split }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {GROUPS.map((group) => (
                <td className={cellClass(group)} key={group}>
                  <Count value={split[group]} to={peoplePath(comparison, { group, ...cell })} />
                </td>
              ))}
              <td className="right num compare-desk-only">{signedWan(split.differenceYearFen)}</td>
              <td className="right num">{signedWan(split.differenceFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What happens to how many, and what that comes to. */
export function KindTable({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useTranslation();
  const kinds = comparison.kinds.filter(({ people }) => people > 0);
  return (
    <div className="sheet sheet-pad table-scroll">
      <h2 className="section-title compare-first">{t("compare.kindTitle")}</h2>
      {kinds.length === 0 && <p className="soft">{t("compare.nobody")}</p>}
      <table className="plain-table" hidden={kinds.length === 0}>
        <thead>
          <tr>
            <th scope="col">{t("compare.kind")}</th>
            {[t("compare.people"), t("compare.thisYear"), t("compare.wholePlan")].map((head) => (
              <th scope="col" className="right" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map(({ kind, people, differenceYearFen, differenceFen }) => (
            <tr key={kind}>
              <th scope="row">{t(`compare.kinds.${kind}`)}</th>
              <td className="right">
                <Count value={people} to={peoplePath(comparison, { kind })} />
              </td>
              <td className="right num">{signedWan(differenceYearFen)}</td>
              <td className="right num">{signedWan(differenceFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Count({ value, to }: { readonly value: number; readonly to: string }) {
  const formats = useFormats();
  if (value === 0) return <span className="soft num">0</span>;
  return (
    <Link to={to} className="num">
      {formats.count(value)}
    </Link>
  );
}
