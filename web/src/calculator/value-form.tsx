import type { ScalarFact } from "@wutong/policy";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { choicesOf } from "./choices.ts";
import { FactBox } from "./fact-box.tsx";
import { keepHere, QuestionMoves, type QuestionProps } from "./question-moves.tsx";
import { readBox, typedOf } from "./rows.ts";

/** A fact that one has once: a day of birth, a place. */
export function ValueForm({
  question,
  policies,
  before,
  onAnswer,
  onBack,
  field,
}: QuestionProps & { readonly field: ScalarFact }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(before?.kind === "value" ? typedOf(field, before.value) : "");
  const [fault, setFault] = useState<string>();
  const send = () => {
    const value = readBox(field, typed);
    if (value === undefined) return setFault(t("calculator.faults.empty"));
    if (typeof value === "object") return setFault(t(`calculator.faults.${value.fault}`));
    onAnswer({ kind: "value", value });
  };
  return (
    <form onSubmit={keepHere(send)} noValidate>
      <FactBox
        field={field}
        choices={choicesOf(field, field.name, question, policies)}
        value={typed}
        fault={fault}
        onChange={setTyped}
      />
      <QuestionMoves onUnknown={() => onAnswer({ kind: "unknown" })} onBack={onBack} />
    </form>
  );
}
