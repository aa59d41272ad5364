import type { FactField, FactGroup } from "@wutong/policy";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";
import type { Choice } from "./choices.ts";
import { useFactLabel } from "./use-fact-label.ts";

type FactBoxProps = {
  readonly field: FactField;
  readonly group?: FactGroup | undefined;
  readonly choices: readonly Choice[] | undefined;
  readonly value: string;
  readonly fault?: string | undefined;
  readonly onChange: (value: string) => void;
};

/** One box of a question, by the type of the fact; left empty it isn't known. */
export function FactBox({ field, group, choices, value, fault, onChange }: FactBoxProps) {
  const id = useId();
  const { t } = useTranslation();
  const local = useLocal();
  const bad = fault === undefined ? {} : { "aria-invalid": true, "aria-describedby": `${id}-fault` };
  const unit = field.unit && t(`calculator.units.${field.unit}`);
  const labelOf = useFactLabel();
  const box = { id, value, ...bad };
  return (
    <div className="fact-box">
      <label htmlFor={id}>
        {labelOf(group ? { field, group } : { field })}
        {unit && <span className="soft"> {unit}</span>}
      </label>
      {choices || field.type === "boolean" ? (
        <select {...box} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t("calculator.notSaid")}</option>
          {(choices ?? [YES, NO]).map((choice) => (
            <option key={choice.value} value={choice.value}>
              {local(choice)}
            </option>
          ))}
        </select>
      ) : (
        <input {...box} {...inputOf(field)} onChange={(event) => onChange(event.target.value)} />
      )}
      {fault !== undefined && (
        <div className="fact-fault" id={`${id}-fault`}>
          {fault}
        </div>
      )}
    </div>
  );
}

const YES: Choice = { value: "yes", zh: "是", en: "yes" };
const NO: Choice = { value: "no", zh: "否", en: "no" };

/** Where a browser has no month box, the text is read all the same: 2024-03. */
function inputOf({ type, form }: FactField) {
  if (type === "number") return { type: "text", inputMode: "decimal" as const, autoComplete: "off" };
  if (type !== "date") return { type: "text", autoComplete: "off" };
  return form === "monthStart" || form === "monthEnd"
    ? { type: "month", min: "1950-01", max: "2100-12", placeholder: "2024-03" }
    : { type: "date", min: "1920-01-01", max: "2100-12-31" };
}
