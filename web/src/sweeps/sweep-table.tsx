import type { getSweep, ReplyOf } from "@wutong/contracts";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats, useLocal } from "../elements/local.ts";
import { Wan } from "../elements/money.tsx";
import { usePhone } from "../elements/phone.ts";

export type Sweep = ReplyOf<typeof getSweep>;
type PolicyRow = Sweep["table"][number];

/** Policy × entitled, possible, one step short, cost, after stacking. Each count opens its findings. */
export function SweepTable({ sweep }: { readonly sweep: Sweep }) {
  const phone = usePhone();
  if (phone) return <SweepCards sweep={sweep} />;
  return <WideSweepTable sweep={sweep} />;
}

function WideSweepTable({ sweep }: { readonly sweep: Sweep }) {
  const { t } = useTranslation();
  const local = useLocal();
  const compared = sweep.comparedWith !== null;
  const heads = [
    t("outcome.entitled"),
    t("outcome.possible"),
    t("outcome.oneStepShort"),
    t("sweeps.thisYear"),
    t("sweeps.wholePlan"),
    t("sweeps.chosen"),
    t("sweeps.chosenPlan"),
  ];
  return (
    <div className="sheet table-scroll">
      <table className="plain-table sweep-table">
        <caption className="visually-hidden">{t("sweeps.tableCaption", { asOf: sweep.asOf })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("policies.title")}</th>
            {heads.map((head) => (
              <th scope="col" className="right" key={head}>
                {head}
              </th>
            ))}
            {compared && <th scope="col">{t("sweeps.changes")}</th>}
          </tr>
        </thead>
        <tbody>
          {sweep.table.map((row) => (
            <tr key={row.policyId}>
              <th scope="row">
                <Link to={`/policies/${row.policyId}`}>{local(row.title)}</Link>
              </th>
              <CountCells sweep={sweep} row={row} />
              {compared && <td>{<Changes sweep={sweep} row={row} />}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft" style={{ margin: "8px 16px 12px", fontSize: 12.5 }}>
        {t("sweeps.tableNote", { asOf: sweep.asOf, snapshot: sweep.identity.snapshot.slice(0, 12) })}
      </p>
    </div>
  );
}

function findingsOf(sweep: Sweep, row: PolicyRow, filter: string): string {
  return `/sweeps/${sweep.sweepId}/findings?policyId=${row.policyId}&${filter}`;
}

function Count({
  to,
  value,
  strong = false,
}: {
  readonly to: string;
  readonly value: number;
  readonly strong?: boolean;
}) {
  const formats = useFormats();
  if (value === 0) return <span className="soft num">0</span>;
  return (
    <Link to={to} className="num" style={strong ? { fontWeight: 600 } : undefined}>
      {formats.count(value)}
    </Link>
  );
}

function CountCells({ sweep, row }: { readonly sweep: Sweep; readonly row: PolicyRow }) {
  const cells: readonly ReactNode[] = [
    <Count key="e" strong value={row.entitled} to={findingsOf(sweep, row, "outcome=entitled")} />,
    <Count key="p" value={row.possible} to={findingsOf(sweep, row, "outcome=possible")} />,
    <Count key="o" value={row.oneStepShort} to={findingsOf(sweep, row, "oneStepShort=yes")} />,
    <Wan key="y" fen={row.thisYearFen} />,
    <Wan key="w" fen={row.planFen} />,
    <Count key="c" strong value={row.chosen} to={findingsOf(sweep, row, "outcome=entitled&chosen=yes")} />,
    <Wan key="cw" fen={row.chosenPlanFen} />,
  ];
  return cells.map((cell, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
    <td className="right" key={index}>
      {cell}
    </td>
  ));
}

function Changes({ sweep, row }: { readonly sweep: Sweep; readonly row: PolicyRow }) {
  const { t } = useTranslation();
  if (row.changes === null) return null;
  const { newlyEntitled, noLongerEntitled, newlyOneStepShort } = row.changes;
  if (newlyEntitled + noLongerEntitled + newlyOneStepShort === 0)
    return <span className="soft">{t("sweeps.noChange")}</span>;
  return (
    <span className="num">
      {newlyEntitled > 0 && <Link to={findingsOf(sweep, row, "change=newlyEntitled")}>+{newlyEntitled}</Link>}{" "}
      {noLongerEntitled > 0 && <Link to={findingsOf(sweep, row, "change=noLongerEntitled")}>−{noLongerEntitled}</Link>}{" "}
      {newlyOneStepShort > 0 && (
        <Link to={findingsOf(sweep, row, "change=newlyOneStepShort")}>
          {t("sweeps.newlyShort", { count: newlyOneStepShort })}
        </Link>
      )}
    </span>
  );
}

function SweepCards({ sweep }: { readonly sweep: Sweep }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <div className="sheet">
      {sweep.table.map((row) => (
        <div className="row-card" key={row.policyId} style={{ cursor: "default" }}>
          <div className="row-card-head">{local(row.title)}</div>
          <dl>
            <dt>{t("outcome.entitled")}</dt>
            <dd>
              <Count strong value={row.entitled} to={findingsOf(sweep, row, "outcome=entitled")} />
            </dd>
            <dt>{t("outcome.possible")}</dt>
            <dd>
              <Count value={row.possible} to={findingsOf(sweep, row, "outcome=possible")} />
            </dd>
            <dt>{t("outcome.oneStepShort")}</dt>
            <dd>
              <Count value={row.oneStepShort} to={findingsOf(sweep, row, "oneStepShort=yes")} />
            </dd>
            <dt>{t("sweeps.chosen")}</dt>
            <dd>
              <Count strong value={row.chosen} to={findingsOf(sweep, row, "outcome=entitled&chosen=yes")} />
            </dd>
            <dt>{t("sweeps.chosenPlan")}</dt>
            <dd>
              <Wan fen={row.chosenPlanFen} />
            </dd>
          </dl>
        </div>
      ))}
    </div>
  );
}
