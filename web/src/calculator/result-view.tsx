import { formatDay } from "@wutong/kernel";
import { type Calculated, type CompiledPolicy, type Decision, evidenceText, lostText } from "@wutong/policy";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocal } from "../elements/local.ts";
import { yuanText } from "../elements/money.tsx";
import { KeptBenefit } from "./kept-benefit.tsx";
import { type Outcomes, outcomesOf } from "./outcomes.ts";

type Decided = { readonly policy: CompiledPolicy; readonly decision: Decision };

type ResultViewProps = {
  readonly calculated: Calculated;
  readonly done: boolean;
  /** How many policies of the region aren't about people. */
  readonly others: number;
};

/** What one would get as far as is known: with the sum, what is one step short, what can't be known yet and who knows it. */
export function ResultView({ calculated, done, others }: ResultViewProps) {
  const { t } = useTranslation();
  const outcomes = outcomesOf(calculated);
  const { kept, lost, near, open, refused } = outcomes;
  return (
    <section className="result" aria-labelledby="result">
      <h2 id="result">{done ? t("calculator.result") : t("calculator.soFar")}</h2>
      <Total outcomes={outcomes} />
      {kept.map((each) => (
        <KeptBenefit key={`${each.policy.envelope.id} ${each.decision.certificate}`} kept={each} />
      ))}
      <Group title={t("calculator.near")} tone="near" items={near} words={(each) => <Near {...each} />} />
      <Group title={t("calculator.lost")} tone="lost" items={lost} words={(each) => <LostWords {...each} />} />
      <Group
        title={done ? t("calculator.open") : t("calculator.stillOpen")}
        tone="open"
        items={open}
        words={(each) => (done ? <Open {...each} /> : <StillOpen {...each} />)}
      />
      <WithoutSubject outcomes={outcomes} />
      {others > 0 && <p className="soft without">{t("calculator.others", { count: others })}</p>}
      {refused.length > 0 && (
        <details className="refused" open={kept.length + near.length + open.length === 0}>
          <summary>{t("calculator.refused", { count: refused.length })}</summary>
          <Group title="" tone="refused" items={refused} words={(each) => <Refused {...each} />} />
        </details>
      )}
    </section>
  );
}

function Total({ outcomes: { kept, open } }: { readonly outcomes: Outcomes }) {
  const { t } = useTranslation();
  const money = kept.filter(({ due }) => !due.inKind).reduce((sum, { due }) => sum + due.dueFen, 0n);
  return (
    <div className={kept.length > 0 ? "total" : "total total-none"} role="status">
      <div className="total-number">
        {kept.length > 0 ? (
          <>
            <strong className="num">{yuanText(money.toString())}</strong> {t("unit.yuan")}
          </>
        ) : (
          <strong>{t("calculator.nothingYet")}</strong>
        )}
      </div>
      <div>{t("calculator.totalNote", { kept: kept.length, open: open.length })}</div>
    </div>
  );
}

type GroupProps<Item extends Decided> = {
  readonly title: string;
  readonly tone: "near" | "lost" | "open" | "refused";
  readonly items: readonly Item[];
  readonly words: (item: Item) => ReactNode;
};

function Group<Item extends Decided>({ title, tone, items, words }: GroupProps<Item>) {
  const { t } = useTranslation();
  const local = useLocal();
  if (items.length === 0) return null;
  return (
    <div className={`outcome-group outcome-${tone}`}>
      {title && <h3>{title}</h3>}
      <ul>
        {items.map((each) => (
          <li key={`${each.policy.envelope.id} ${each.decision.certificate}`}>
            <Link to={`/public/policies/${each.policy.envelope.id}`}>{local(each.policy.envelope.title)}</Link>
            {each.policy.envelope.fragment && <span className="fragment">{t("library.fragment")}</span>}
            {words(each)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Near({ decision }: Decided) {
  const { t } = useTranslation();
  const local = useLocal();
  return decision.steps.map(({ id, by, unit, short, on }) => {
    const condition = decision.conditions.find((each) => each.id === id);
    return (
      <p key={id}>
        {condition && local(condition.text)}
        {t(`calculator.short.${unit}`, { count: short })}
        {t(`calculator.by.${by}`)}
        {on !== null && <strong> {t("calculator.on", { day: formatDay(on) })}</strong>}
      </p>
    );
  });
}

function LostWords({
  why,
  to,
}: Decided & { readonly why: Parameters<typeof lostText>[0]; readonly to: CompiledPolicy | undefined }) {
  const local = useLocal();
  return (
    <p>
      {local(lostText(why))}
      {to && `（${local(to.envelope.title)}）`}
    </p>
  );
}

/** What isn't known, each with the register or the paper that would tell. */
function Open({ decision }: Decided) {
  const { t, i18n } = useTranslation();
  const local = useLocal();
  const tongue = i18n.language === "en" ? "en" : "zh";
  return (
    <ul className="open-list">
      {decision.unknowns.map(({ id, text, evidence }) => (
        <li key={id}>
          {local(text)} <span className="soft">{t("calculator.toldBy", { what: evidenceText(evidence, tongue) })}</span>
        </li>
      ))}
    </ul>
  );
}

/** While there are questions left, what is open is more than anybody wants to read at once. */
function StillOpen(each: Decided) {
  const { t } = useTranslation();
  return (
    <details className="still-open">
      <summary>{t("calculator.points", { count: each.decision.unknowns.length })}</summary>
      <Open {...each} />
    </details>
  );
}

function Refused({ decision }: Decided) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <p className="soft">
      {t("calculator.because")}
      {decision.reasons.map(({ text, clause }) => `${local(text)}（${local(clause)}）`).join("；")}
    </p>
  );
}

function WithoutSubject({ outcomes: { withoutSubject } }: { readonly outcomes: Outcomes }) {
  const { t } = useTranslation();
  const local = useLocal();
  const known = withoutSubject.filter((each) => each.known);
  if (known.length === 0) return null;
  const titles = known.map(({ policy }) => local(policy.envelope.title)).join("、");
  return <p className="soft without">{t("calculator.without", { titles })}</p>;
}
