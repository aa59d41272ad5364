import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import type { Answer, ListQuestion } from "@wutong/policy";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";
import { choicesOf } from "./choices.ts";
import { FactBox } from "./fact-box.tsx";
import { keepHere, QuestionMoves, type QuestionProps } from "./question-moves.tsx";
import { boxesOf, type DraftRow, draftOf, isHidden, type RowFault, readRows } from "./rows.ts";

/** More rows than this are no answer that anybody types. */
const ROWS_MAX = 30;

type Draft = { readonly id: number; readonly row: DraftRow };

/** Spells, papers, homes: whether one has any, and if so each on a form of its own. */
export function ListForm({
  question,
  about,
  policies,
  asOf,
  before,
  onAnswer,
  onBack,
}: QuestionProps & { readonly about: ListQuestion }) {
  const { t } = useTranslation();
  const [has, setHas] = useState(hadBefore(before));
  const [drafts, setDrafts] = useState(() => draftsBefore(about, before));
  const [all, setAll] = useState(before?.kind === "list" ? before.list.complete : true);
  const [faults, setFaults] = useState<readonly RowFault[]>([]);
  const [unsaid, setUnsaid] = useState(false);
  const send = () => {
    if (has === undefined) return setUnsaid(true);
    const { rows, faults: found } = readRows(about, has ? drafts.map(({ row }) => row) : [], asOf);
    setFaults(found);
    if (found.length > 0) return undefined;
    return onAnswer({ kind: "list", list: { complete: has ? all : true, rows }, fields: about.paths });
  };
  const setRow = (id: number, path: string, value: string) =>
    setDrafts((now) => now.map((each) => (each.id === id ? { id, row: { ...each.row, [path]: value } } : each)));
  return (
    <form onSubmit={keepHere(send)} noValidate>
      <fieldset className="has-any">
        <legend className="visually-hidden">{t("calculator.hasAny")}</legend>
        {([true, false] as const).map((each) => (
          <label key={String(each)}>
            <input type="radio" name="has" checked={has === each} onChange={() => setHas(each)} />
            {each ? t("calculator.has") : t("calculator.hasNone")}
          </label>
        ))}
      </fieldset>
      {unsaid && has === undefined && <p className="fact-fault">{t("calculator.faults.has")}</p>}
      {has && (
        <>
          {drafts.map(({ id, row }, at) => (
            <RowForm
              key={id}
              {...{ question, about, policies, row, at }}
              faults={faults.filter((each) => each.row === at)}
              onChange={(path, value) => setRow(id, path, value)}
              onDrop={drafts.length > 1 ? () => setDrafts((now) => now.filter((each) => each.id !== id)) : undefined}
            />
          ))}
          <Button
            icon={<PlusOutlined />}
            type="dashed"
            block
            disabled={drafts.length >= ROWS_MAX}
            onClick={() =>
              setDrafts((now) => [...now, { id: Math.max(0, ...now.map((each) => each.id)) + 1, row: {} }])
            }
          >
            {t("calculator.addRow")}
          </Button>
          <label className="all-rows">
            <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
            {t("calculator.allRows")}
          </label>
        </>
      )}
      <QuestionMoves onUnknown={() => onAnswer({ kind: "unknown" })} onBack={onBack} />
    </form>
  );
}

type RowFormProps = Pick<QuestionProps, "question" | "policies"> & {
  readonly about: ListQuestion;
  readonly row: DraftRow;
  readonly at: number;
  readonly faults: readonly RowFault[];
  readonly onChange: (path: string, value: string) => void;
  readonly onDrop: (() => void) | undefined;
};

function RowForm({ question, about, policies, row, at, faults, onChange, onDrop }: RowFormProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const boxes = boxesOf(about.fields).filter((box) => !isHidden(box, row));
  return (
    <fieldset className="row-form">
      <legend>
        {t("calculator.row", { number: at + 1 })}
        {onDrop && (
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t("calculator.dropRow", { number: at + 1 })}
            onClick={onDrop}
          />
        )}
      </legend>
      {boxes.map(({ path, field, group }) => {
        const fault = faults.find((each) => each.path === path)?.fault;
        return (
          <FactBox
            key={path}
            field={field}
            group={group}
            choices={choicesOf(field, `${about.list.name}.${path}`, question, policies)}
            value={row[path] ?? ""}
            fault={fault && t(`calculator.faults.${fault}`)}
            onChange={(value) => onChange(path, value)}
          />
        );
      })}
      {boxes.length === 0 && <p className="soft">{local(about.list.label)}</p>}
    </fieldset>
  );
}

function hadBefore(before: Answer | undefined): boolean | undefined {
  return before?.kind === "list" ? before.list.rows.length > 0 : undefined;
}

function draftsBefore(about: ListQuestion, before: Answer | undefined): readonly Draft[] {
  const rows = before?.kind === "list" ? before.list.rows.map((row) => draftOf(about.fields, row)) : [];
  return (rows.length > 0 ? rows : [{}]).map((row, id) => ({ id, row }));
}
