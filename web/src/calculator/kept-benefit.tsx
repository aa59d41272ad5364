import { formatDay } from "@wutong/kernel";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocal } from "../elements/local.ts";
import { yuanText } from "../elements/money.tsx";
import type { Kept } from "./outcomes.ts";

const HANDLINGS = { noApplication: "noApplication", confirmOnce: "confirm", apply: "apply" } as const;

/** One benefit that one would get: how much, when each part is due, what has to be done and promised. */
export function KeptBenefit({ kept: { policy, decision, due } }: { readonly kept: Kept }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { id, title, fragment, limits, handling, undertakings, beneficiary, amount } = policy.envelope;
  const { quantity, amountSays } = decision;
  return (
    <article className="kept">
      <header>
        <h3>
          <Link to={`/public/policies/${id}`}>{local(title)}</Link>
          {fragment && <span className="fragment">{t("library.fragment")}</span>}
        </h3>
        <div className="kept-sum num">
          {amount.inKind && quantity !== null ? (
            <>
              <strong>{quantity}</strong> {local(amount.inKind.unit)}
            </>
          ) : (
            <>
              <strong>{yuanText(due.dueFen.toString())}</strong> {t("unit.yuan")}
            </>
          )}
        </div>
      </header>
      {amountSays && <p>{t("calculator.as", { what: local(amountSays) })}</p>}
      {due.less.map(({ why, fen }) => (
        <p key={why} className="soft">
          {t(`calculator.less.${why}`, { yuan: yuanText(fen.toString()) })}
        </p>
      ))}
      <Plan kept={{ policy, decision, due }} />
      <p className="soft">
        {t(`calculator.handling.${HANDLINGS[handling.mode]}`)}
        {undertakings.length > 0 &&
          t("calculator.promise", { what: undertakings.map(({ text }) => local(text)).join("；") })}
        {beneficiary.who === "couple" && t("calculator.couple")}
        {limits.quota && t("calculator.quota")}
      </p>
    </article>
  );
}

const SHOWN = 3;

function Plan({ kept: { policy, decision } }: { readonly kept: Kept }) {
  const { t } = useTranslation();
  const { plan } = decision;
  if (plan === null) return <p>{t("calculator.planUnknown")}</p>;
  const [first] = plan;
  if (!first) return <p>{t("calculator.paidAlready")}</p>;
  if (policy.envelope.amount.inKind) return null;
  if (plan.length === 1) return <p>{t("calculator.paidOnce", { day: formatDay(first.due) })}</p>;
  const lines = plan.map(({ number, due, amountFen }) => ({
    number,
    day: formatDay(due),
    yuan: yuanText(amountFen.toString()),
  }));
  const last = lines.at(-1);
  return (
    <details className="plan">
      <summary>
        {t("calculator.plan", { count: plan.length, first: formatDay(first.due), last: last?.day ?? "" })}
      </summary>
      <ol>
        {(lines.length > 12 ? lines.slice(0, SHOWN) : lines).map(({ number, day, yuan }) => (
          <li key={number} className="num">
            {day} · {yuan} {t("unit.yuan")}
          </li>
        ))}
      </ol>
      {lines.length > 12 && last && (
        <p className="soft">{t("calculator.planMore", { count: lines.length - SHOWN, day: last.day })}</p>
      )}
    </details>
  );
}
