import { type Answer, catalogueOf, joinExtensions, valueName } from "@wutong/policy";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";
import { useAnswers } from "./answers-context.tsx";
import type { Rules } from "./use-rules.ts";

type GivenAnswersProps = {
  readonly rules: Rules;
  readonly onChange: (fact: string) => void;
  readonly onForget: () => void;
};

/** What was answered so far, each to be changed; printed with the result. */
export function GivenAnswers({ rules, onChange, onForget }: GivenAnswersProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const { answers, order } = useAnswers();
  if (order.length === 0) return null;
  const { scalars, lists } = catalogueOf("person", joinExtensions(rules.policies));
  return (
    <section className="given" aria-labelledby="given">
      <h2 id="given" className="section-title">
        {t("calculator.given")}
      </h2>
      <dl>
        {order.map((name) => {
          const fact = [...scalars, ...lists].find((each) => each.name === name);
          const answer = answers[name];
          if (!fact || !answer) return null;
          return (
            <div key={name}>
              <dt>{local(fact.label)}</dt>
              <dd>
                <AnswerText answer={answer} />
                <Button
                  type="link"
                  size="small"
                  onClick={() => onChange(name)}
                  aria-label={t("calculator.changeOne", { what: local(fact.label) })}
                >
                  {t("calculator.change")}
                </Button>
              </dd>
            </div>
          );
        })}
      </dl>
      <Button size="small" onClick={onForget}>
        {t("calculator.forget")}
      </Button>
    </section>
  );
}

function AnswerText({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation();
  const local = useLocal();
  if (answer.kind === "unknown") return <span className="soft">{t("calculator.unknown")}</span>;
  if (answer.kind === "list") {
    const { rows, complete } = answer.list;
    if (rows.length === 0) return t("calculator.hasNone");
    return t(complete ? "calculator.rows" : "calculator.rowsAndMore", { count: rows.length });
  }
  const { value } = answer;
  if (typeof value === "boolean") return t(value ? "calculator.yes" : "calculator.no");
  return typeof value === "number" ? String(value) : local(valueName(value));
}
