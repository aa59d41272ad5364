import type { listBudgetLines, ReplyOf } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocal } from "../elements/local.ts";
import { fenOf, Money } from "../elements/money.tsx";

type Line = ReplyOf<typeof listBudgetLines>["rows"][number];

/** A line's budget as a bar: paid, committed, remaining, each with its sum. */
export function BudgetLineCard({ line, link = false }: { readonly line: Line; readonly link?: boolean }) {
  const { t } = useTranslation();
  const local = useLocal();
  const share = (fen: string) =>
    fenOf(line.budgetFen) === 0n ? 0 : Number((fenOf(fen) * 10_000n) / fenOf(line.budgetFen)) / 100;
  const title = `${line.year} · ${local(line.title)}`;
  const sums = [
    ["budget", line.budgetFen, ""],
    ["paid", line.paidFen, "key-paid"],
    ["committed", line.committedFen, "key-committed"],
    ["remaining", line.remainingFen, "key-remaining"],
  ] as const;
  return (
    <section className="sheet sheet-pad" style={{ marginBottom: 12 }}>
      <div style={{ display: "flex", gap: 12, alignItems: "baseline", flexWrap: "wrap", marginBottom: 12 }}>
        <h2 style={{ margin: 0, fontSize: 16 }}>
          {link ? <Link to={`/funds/lines/${line.lineId}`}>{title}</Link> : title}
        </h2>
        <span className="soft">
          {line.code} · {line.office.name}
        </span>
      </div>
      <div
        className="bar"
        role="img"
        aria-label={t("funds.bar", { paid: share(line.paidFen), committed: share(line.committedFen) })}
      >
        <div className="bar-paid" style={{ width: `${share(line.paidFen)}%` }} />
        <div className="bar-committed" style={{ width: `${share(line.committedFen)}%` }} />
      </div>
      <dl className="sums">
        {sums.map(([name, fen, look]) => (
          <div key={name}>
            <dt className={look}>
              {t(`funds.${name}`)}
              {name !== "budget" && <span className="soft num"> {share(fen).toFixed(1)}%</span>}
            </dt>
            <dd>
              <Money fen={fen} /> <span className="soft">{t("unit.yuan")}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
