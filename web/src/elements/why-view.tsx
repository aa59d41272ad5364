import type { LocalText, Why } from "@wutong/contracts";
import { useTranslation } from "react-i18next";
import { ConditionTree } from "./condition-tree.tsx";
import { useLocal } from "./local.ts";
import { Money } from "./money.tsx";

type WhyViewProps = {
  readonly why: Why;
  readonly entitled: boolean;
  /** Hides formulas from people who do not need them (the phone pages). */
  readonly plain?: boolean;
  readonly onWrong?: (nodeId: string) => void;
  /** Said instead of the full sentence, where the conditions below say the rest. */
  readonly sentence?: LocalText;
};

/** A finding as a sentence, what would help, and each condition with its clause, evidence and date. */
export function WhyView({ why, entitled, plain = false, onWrong, sentence }: WhyViewProps) {
  const local = useLocal();
  const { t } = useTranslation();
  return (
    <div>
      <p className={`sentence ${entitled ? "" : "sentence-not"}`}>{local(sentence ?? why.sentence)}</p>
      <Advice why={why} />
      <h3 className="section-title">{t("why.conditions")}</h3>
      <ConditionTree nodes={why.conditions} plain={plain} {...(onWrong ? { onWrong } : {})} />
      {why.amount && (
        <>
          <h3 className="section-title">{t("why.amount")}</h3>
          <p>
            {local(why.amount.text)}
            {why.amount.amountFen !== null && (
              <>
                {" "}
                <strong>
                  <Money fen={why.amount.amountFen} /> {t("unit.yuan")}
                </strong>
              </>
            )}
          </p>
        </>
      )}
      <PlanTable plan={why.plan} />
      <Stacking why={why} />
      <p className="soft" style={{ fontSize: 12.5, marginTop: 20 }}>
        {t("why.basis", {
          title: why.source.title,
          number: why.source.documentNumber,
          clause: why.source.clause,
          version: why.policyVersion,
          asOf: why.asOf,
        })}
      </p>
    </div>
  );
}

function Advice({ why }: { readonly why: Why }) {
  const local = useLocal();
  const { t } = useTranslation();
  const textOf = (nodeId: string) => {
    const node = why.conditions.find((condition) => condition.nodeId === nodeId);
    return node ? local(node.text) : nodeId;
  };
  if (why.oneStepShort.length === 0) return null;
  return (
    <div className="advice">
      <strong>{t("why.oneStep")}</strong>
      {why.oneStepShort.map((step) => (
        <p key={step.nodeId}>
          {textOf(step.nodeId)} — {local(step.advice)}
          {step.entitledOn && <span className="soft"> {t("why.entitledOn", { day: step.entitledOn })}</span>}
        </p>
      ))}
    </div>
  );
}

function PlanTable({ plan }: { readonly plan: Why["plan"] }) {
  const { t } = useTranslation();
  if (plan.length === 0) return null;
  const shown = plan.slice(0, 6);
  return (
    <>
      <h3 className="section-title">{t("why.plan", { count: plan.length })}</h3>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t("why.instalment")}</th>
            <th scope="col">{t("why.due")}</th>
            <th scope="col" className="right">
              {t("unit.yuan")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((part) => (
            <tr key={part.number}>
              <td>{part.number}</td>
              <td className="num">{part.dueOn ?? "—"}</td>
              <td className="right">
                <Money fen={part.amountFen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {plan.length > shown.length && (
        <p className="soft">
          {t("why.planMore", { count: plan.length - shown.length, until: plan.at(-1)?.dueOn ?? "" })}
        </p>
      )}
    </>
  );
}

function Stacking({ why }: { readonly why: Why }) {
  const local = useLocal();
  const { t } = useTranslation();
  if (why.stacking.length === 0) return null;
  return (
    <>
      <h3 className="section-title">{t("why.stacking")}</h3>
      {why.stacking.map((benefit) => (
        <p key={benefit.policyId}>
          <strong>{local(benefit.title)}</strong> · {benefit.kept ? t("why.kept") : t("why.lost")}
          <br />
          <span className="soft">{local(benefit.text)}</span>
        </p>
      ))}
    </>
  );
}
