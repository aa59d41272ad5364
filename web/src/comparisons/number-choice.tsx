import type { listPolicyNumbers, ReplyOf } from "@wutong/contracts";
import { Button, InputNumber, Select, Slider } from "antd";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSettled } from "../elements/filters.ts";
import { useLocal } from "../elements/local.ts";
import type { Draft } from "./draft.ts";

type Row = ReplyOf<typeof listPolicyNumbers>["rows"][number];

type NumberChoiceProps = {
  readonly rows: readonly Row[];
  readonly chosen: { readonly numberId: string; readonly to: string } | null;
  readonly onRun: (draft: Draft) => void;
};

const STILL_MS = 500;

/** "What if this number were x": the comparison follows once the slider stands still. */
export function NumberChoice({ rows, chosen, onRun }: NumberChoiceProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const [numberId, setNumberId] = useState(chosen?.numberId ?? rows[0]?.numberId ?? "");
  const row = rows.find((each) => each.numberId === numberId) ?? rows[0];
  const [value, setValue] = useState(chosen?.to ?? row?.value ?? "");
  useRunOnceStill(row, value, { shown: chosen, onRun });
  const field = useId();
  if (!row) return null;
  const choose = (id: string) => {
    setNumberId(id);
    setValue(rows.find((each) => each.numberId === id)?.value ?? "");
  };
  const [min, max, step] = [Number(row.min), Number(row.max), Number(row.step)];
  const set = (next: number | null) => next !== null && setValue(String(next));
  return (
    <div className="compare-number">
      <label htmlFor={`${field}-which`}>{t("compare.which")}</label>
      <Select
        id={`${field}-which`}
        value={row.numberId}
        onChange={choose}
        options={groupsOf(rows).map(([about, those]) => ({
          label: t(`compare.about.${about}`),
          options: those.map((each) => ({ value: each.numberId, label: `${local(each.text)} · ${each.value}` })),
        }))}
      />
      <label htmlFor={`${field}-value`}>{t("compare.value")}</label>
      <div className="compare-slide">
        <Slider
          {...{ min, max, step }}
          value={Math.min(max, Number(value))}
          onChange={set}
          ariaLabelForHandle={t("compare.slider", { what: local(row.text) })}
          marks={{ [Number(row.value)]: row.value }}
          tooltip={{ open: false }}
        />
        <InputNumber
          id={`${field}-value`}
          min={0}
          max={999_999_999_999}
          step={step}
          value={Number(value)}
          onChange={set}
        />
      </div>
      <p className="soft compare-in-force">
        {t("compare.inForce", { value: row.value, file: row.file, line: row.line })}
        {value !== row.value && (
          <Button type="link" size="small" onClick={() => setValue(row.value)}>
            {t("compare.reset")}
          </Button>
        )}
      </p>
    </div>
  );
}

type Running = Pick<NumberChoiceProps, "onRun"> & { readonly shown: NumberChoiceProps["chosen"] };

/** Asks once for each value that stands still: not for the one in force, nor for the one that is shown already. */
function useRunOnceStill(row: Row | undefined, value: string, { shown, onRun }: Running): void {
  const still = useSettled(value, STILL_MS);
  const run = useRef(onRun);
  const asked = useRef(shown ? `${shown.numberId}=${shown.to}` : "");
  useEffect(() => {
    run.current = onRun;
  });
  const numberId = row?.numberId;
  const inForce = row?.value;
  useEffect(() => {
    const wanted = `${numberId}=${still}`;
    if (numberId === undefined || still === inForce || still !== value || asked.current === wanted) return;
    asked.current = wanted;
    run.current({ kind: "number", numberId, value: still });
  }, [numberId, inForce, still, value]);
}

const ORDER = ["parameter", "amount", "condition", "payPlan", "other"] as const;

function groupsOf(rows: readonly Row[]): readonly (readonly [Row["about"], readonly Row[]])[] {
  return ORDER.flatMap((about) => {
    const those = rows.filter((row) => row.about === about);
    return those.length === 0 ? [] : [[about, those] as const];
  });
}
