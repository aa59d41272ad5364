import type { ReplyOf, readColumns } from "@wutong/contracts";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { Mark } from "../elements/marks.tsx";

export type SourceColumn = ReplyOf<typeof readColumns>["columns"][number];
type Field = { readonly key: string; readonly header: string; readonly required: boolean };
/** What the clerk has chosen, by the file's header: a field's key, or null for none. */
export type Choices = Readonly<Record<string, string | null>>;

type SourceColumnsProps = {
  readonly columns: readonly SourceColumn[];
  readonly fields: readonly Field[];
  readonly choices: Choices;
  readonly onChoose: (title: string, key: string | null) => void;
};

/** Which column of the file is read as which field: every one can be changed, each field is given once. */
export function SourceColumns({ columns, fields, choices, onChoose }: SourceColumnsProps) {
  const { t } = useTranslation();
  const missing = fieldsMissing(columns, fields, choices);
  return (
    <section aria-label={t("imports.mapping")}>
      <h2 className="section-title">{t("imports.mapping")}</h2>
      <p className="soft">{t("imports.mappingNote")}</p>
      <ul className="source-columns">
        {columns.map((column) => (
          <li key={column.title}>
            <div className="source-column-title">
              <strong>{column.title}</strong>
              <span className="soft mono">{column.samples.join(" · ")}</span>
            </div>
            <Select
              aria-label={t("imports.readAs", { column: column.title })}
              value={keyOf(column, choices) ?? ""}
              options={optionsFor(column, { columns, fields, choices }, t("imports.notRead"))}
              onChange={(key: string) => onChoose(column.title, key === "" ? null : key)}
              showSearch={{ optionFilterProp: "label" }}
            />
            <ColumnMark column={column} chosen={column.title in choices} />
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <p className="needs-hand" role="alert">
          {t("imports.fieldsMissing", { fields: missing.map((field) => field.header).join("、") })}
        </p>
      )}
    </section>
  );
}

function ColumnMark({ column, chosen }: { readonly column: SourceColumn; readonly chosen: boolean }) {
  const { t } = useTranslation();
  const by = chosen ? "chosen" : column.by;
  return (
    <Mark
      tone={by === "none" ? "none" : by === "clerk" || by === "chosen" ? "open" : "good"}
      text={t(`imports.by_.${by}`)}
    />
  );
}

/** What a column is read as at this moment. */
function keyOf(column: SourceColumn, choices: Choices): string | null {
  const chosen = choices[column.title];
  return chosen === undefined ? column.key : chosen;
}

/** Fields that no other column is read as. */
function optionsFor(
  column: SourceColumn,
  { columns, fields, choices }: Pick<SourceColumnsProps, "columns" | "fields" | "choices">,
  none: string,
) {
  const taken = new Set(columns.filter((one) => one !== column).map((one) => keyOf(one, choices)));
  const free = fields.filter((field) => !taken.has(field.key));
  return [
    { value: "", label: none },
    ...free.map((field) => ({ value: field.key, label: field.required ? `${field.header} *` : field.header })),
  ];
}

/** Required fields that no column is read as yet. */
export function fieldsMissing(
  columns: readonly SourceColumn[],
  fields: readonly Field[],
  choices: Choices,
): readonly Field[] {
  const given = new Set(columns.map((one) => keyOf(one, choices)));
  return fields.filter((field) => field.required && !given.has(field.key));
}

/** What is sent: everything that a person has said of this source, now or before. */
export function mappingOf(columns: readonly SourceColumn[], choices: Choices): Record<string, string | null> {
  const said = columns.filter((one) => one.by === "clerk" || one.title in choices);
  return Object.fromEntries(said.map((one) => [one.title, keyOf(one, choices)]));
}
