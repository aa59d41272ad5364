import { industryName } from "@wutong/codes";
import { findDivision } from "@wutong/codes/divisions";
import type { LocalText } from "@wutong/contracts";
import {
  type Answer,
  catalogueOf,
  type FactField,
  type FactList,
  type GivenRow,
  joinExtensions,
  type ScalarFact,
  valueName,
} from "@wutong/policy";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";
import { useAnswers } from "./answers-context.tsx";
import { ELSEWHERE, OTHER } from "./choices.ts";
import { boxesOf, draftOf, NONE, typedOf } from "./rows.ts";
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
                <AnswerText answer={answer} fact={fact} />
                {"fields" in fact && answer.kind === "list" && (
                  <Rows list={fact} rows={answer.list.rows} rules={rules} />
                )}
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

function AnswerText({ answer, fact }: { readonly answer: Answer; readonly fact: ScalarFact | FactList }) {
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
  return "fields" in fact ? String(value) : textOf(fact, typedOf(fact, value), undefined, local);
}

/** The rows as they were typed, so that what is printed says what it rests on. */
function Rows({
  list,
  rows,
  rules,
}: {
  readonly list: FactList;
  readonly rows: readonly GivenRow[];
  readonly rules: Rules;
}) {
  const { t } = useTranslation();
  const local = useLocal();
  const titles = new Map(rules.policies.map(({ envelope }) => [envelope.id, envelope.title]));
  const boxes = boxesOf(list.fields);
  const texts = rows.map((row) => {
    const draft = draftOf(list.fields, row);
    const said = boxes.flatMap(({ path, field }) => {
      const value = draft[path];
      if (value === undefined) return [];
      if (field.type === "boolean")
        return [`${local(field.label)}：${t(value === "yes" ? "calculator.yes" : "calculator.no")}`];
      return [textOf(field, value, titles.get(value), local)];
    });
    return said.join("，");
  });
  return <div className="soft given-rows">{texts.filter((text) => text !== "").join("\n")}</div>;
}

function textOf(
  field: FactField,
  value: string,
  title: LocalText | undefined,
  local: (text: LocalText) => string,
): string {
  if (title) return local(title);
  if (field.form === "division") return findDivision(value)?.name ?? local(ELSEWHERE);
  if (field.form === "industry" && value !== OTHER)
    return local({ zh: industryName(value, "zh"), en: industryName(value, "en") });
  return local(valueName(value === NONE ? "" : value));
}
