import { EDUCATION_LEVELS } from "@wutong/codes";
import type { answerSurvey, BodyOf, DemandFields } from "@wutong/contracts";
import { Button, Input, InputNumber, Select } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useCodeNames } from "../elements/code-names.ts";

export type Sent = BodyOf<typeof answerSurvey>["items"][number];
/** A demand as it is typed: `key` tells the forms apart, and a number that is not typed yet is null. */
export type Typed = Omit<DemandFields, "headcount"> & {
  readonly key: string;
  readonly itemId: number | null;
  readonly headcount: number | null;
};

export function emptyDemand(): Typed {
  return {
    key: crypto.randomUUID(),
    itemId: null,
    post: "",
    headcount: null,
    education: "bachelor",
    titleLevel: "",
    field: "",
    salaryFromYuan: null,
    salaryToYuan: null,
    urgentUntil: null,
  };
}

/** Ready to be sent, or undefined while something that must be there is missing. */
export function toSend({ key: _, headcount, ...typed }: Typed): Sent | undefined {
  return headcount === null || typed.post.trim() === "" ? undefined : { ...typed, headcount };
}

type DemandFormProps = {
  readonly n: number;
  readonly value: Typed;
  readonly locked: boolean;
  readonly onChange: (value: Typed) => void;
  readonly onRemove: () => void;
};

/** One demand on a phone: a field a line. */
export function DemandForm({ n, value, locked, onChange, onRemove }: DemandFormProps) {
  const { t } = useTranslation();
  const nameOf = useCodeNames();
  const id = useId();
  const full = { width: "100%", margin: "4px 0 12px" };
  const amount = (name: "headcount" | "salaryFromYuan" | "salaryToYuan", label: string, min: number) => (
    <>
      <label htmlFor={`${id}${name}`}>{label}</label>
      <InputNumber
        id={`${id}${name}`}
        size="large"
        inputMode="numeric"
        min={min}
        max={name === "headcount" ? 9_999 : 9_999_999}
        precision={0}
        value={value[name]}
        onChange={(to) => onChange({ ...value, [name]: to })}
        style={full}
      />
    </>
  );
  const words = (name: "post" | "titleLevel" | "field", label: string, max: number) => (
    <>
      <label htmlFor={`${id}${name}`}>{label}</label>
      <Input
        id={`${id}${name}`}
        size="large"
        maxLength={max}
        value={value[name]}
        onChange={(event) => onChange({ ...value, [name]: event.target.value })}
        style={full}
      />
    </>
  );
  return (
    <fieldset className="phone-card" disabled={locked} style={{ border: 0 }}>
      <h2 style={{ margin: "0 0 8px", fontSize: 16 }}>{t("survey.item", { n })}</h2>
      {words("post", t("demand.post"), 60)}
      {amount("headcount", t("demand.headcount"), 1)}
      <label htmlFor={`${id}education`}>{t("demand.education")}</label>
      <Select
        id={`${id}education`}
        size="large"
        value={value.education}
        disabled={locked}
        onChange={(education) => onChange({ ...value, education })}
        options={EDUCATION_LEVELS.entries.map(({ code }) => ({ value: code, label: nameOf("level", code) }))}
        style={full}
      />
      {words("titleLevel", t("demand.titleLevel"), 40)}
      {words("field", t("demand.field"), 40)}
      {amount("salaryFromYuan", t("demand.salaryFrom"), 0)}
      {amount("salaryToYuan", t("demand.salaryTo"), 0)}
      <label htmlFor={`${id}urgent`}>{t("demand.urgentUntil")}</label>
      <Input
        id={`${id}urgent`}
        size="large"
        type="date"
        value={value.urgentUntil ?? ""}
        onChange={(event) => onChange({ ...value, urgentUntil: event.target.value || null })}
        style={full}
      />
      {!locked && <Button onClick={onRemove}>{t("survey.remove")}</Button>}
    </fieldset>
  );
}
