import { industryName } from "@wutong/codes";
import {
  type Answer,
  type CompiledPolicy,
  type FactField,
  type FactList,
  type ScalarFact,
  valueName,
} from "@wutong/policy";
import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";
import { divisionText, ELSEWHERE, OTHER } from "./choices.ts";
import { boxesOf, draftOf, isHidden, NONE, typedOf } from "./rows.ts";
import { useFactLabel } from "./use-fact-label.ts";

type AnswerTextProps = { readonly fact: ScalarFact | FactList; readonly answer: Answer };

/** An answer in a word or two: of a list how many rows. */
export function AnswerText({ fact, answer }: AnswerTextProps) {
  const { t } = useTranslation();
  const textOf = useValueText([]);
  if (answer.kind === "unknown") return <span className="soft">{t("calculator.unknown")}</span>;
  if (answer.kind === "list") {
    const { rows, complete } = answer.list;
    if (rows.length === 0) return t("calculator.hasNone");
    return t(complete ? "calculator.rows" : "calculator.rowsAndMore", { count: rows.length });
  }
  return "fields" in fact ? null : textOf(fact, typedOf(fact, answer.value));
}

/** The rows as they were typed, so that what is printed says what it rests on. */
export function RowTexts({
  fact,
  answer,
  policies,
}: AnswerTextProps & { readonly policies: readonly CompiledPolicy[] }) {
  const labelOf = useFactLabel();
  const textOf = useValueText(policies);
  if (!("fields" in fact) || answer.kind !== "list") return null;
  const boxes = boxesOf(fact.fields);
  const texts = answer.list.rows.map((row) => {
    const draft = draftOf(fact.fields, row);
    const said = boxes.filter((box) => draft[box.path] !== undefined && !isHidden(box, draft));
    return said.map((box) => `${labelOf(box)}：${textOf(box.field, draft[box.path] ?? "")}`).join("；");
  });
  const lines = texts.filter((text) => text !== "").join("\n");
  return lines === "" ? null : <dd className="soft given-rows">{lines}</dd>;
}

/** What stands in a box, in words. */
function useValueText(policies: readonly CompiledPolicy[]): (field: FactField, typed: string) => string {
  const { t } = useTranslation();
  const local = useLocal();
  return (field, typed) => {
    const policy = policies.find(({ envelope }) => envelope.id === typed);
    if (field.form === "policy" && policy) return local(policy.envelope.title);
    if (field.type === "boolean") return t(typed === "yes" ? "calculator.yes" : "calculator.no");
    if (field.form === "division") return typed === ELSEWHERE.value ? local(ELSEWHERE) : local(divisionText(typed));
    if (field.form === "industry" && typed !== OTHER)
      return local({ zh: industryName(typed, "zh"), en: industryName(typed, "en") });
    if (field.values || typed === OTHER) return local(valueName(typed === NONE ? "" : typed));
    return field.unit ? `${typed} ${t(`calculator.units.${field.unit}`)}` : typed;
  };
}
