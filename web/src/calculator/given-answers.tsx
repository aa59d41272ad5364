import { catalogueOf, joinExtensions } from "@wutong/policy";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";
import { AnswerText, RowTexts } from "./answer-text.tsx";
import { useAnswers } from "./answers-context.tsx";
import type { Rules } from "./use-rules.ts";

type GivenAnswersProps = {
  readonly rules: Rules;
  /** The facts that were answered, in their order. */
  readonly order: readonly string[];
  readonly onChange: (fact: string) => void;
  readonly onForget: () => void;
};

/** What was answered so far, each to be changed; printed with the result. */
export function GivenAnswers({ rules, order, onChange, onForget }: GivenAnswersProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const { answers } = useAnswers();
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
                <AnswerText fact={fact} answer={answer} />
                <Button
                  type="link"
                  size="small"
                  onClick={() => onChange(name)}
                  aria-label={t("calculator.changeOne", { what: local(fact.label) })}
                >
                  {t("calculator.change")}
                </Button>
              </dd>
              <RowTexts fact={fact} answer={answer} policies={rules.policies} />
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
