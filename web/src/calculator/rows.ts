import { type Day, formatDay, lastDayOf, type Month, monthOfDay, parseDay } from "@wutong/kernel";
import type { FactField, FactGroup, GivenRow, GivenValue, ListQuestion } from "@wutong/policy";

/** A row as it is typed, by dotted path; an empty box is something that isn't known. */
export type DraftRow = Readonly<Record<string, string>>;
export type RowFault = {
  readonly row: number;
  readonly path: string;
  readonly fault: "day" | "month" | "number" | "order";
};

type Fields = readonly (FactField | FactGroup)[];
export type Box = { readonly path: string; readonly field: FactField; readonly group?: FactGroup };

/** The boxes of a row, those of a group one after the other. Keys are left out: nobody knows theirs. */
export function boxesOf(fields: Fields): readonly Box[] {
  return fields
    .flatMap((field): Box[] =>
      "fields" in field
        ? field.fields.map((part) => ({ path: `${field.name}.${part.name}`, field: part, group: field }))
        : [{ path: field.name, field }],
    )
    .filter(({ field }) => field.form !== "key");
}

/** The box for the last month is not asked of a spell that still runs: it is known through last month. */
export function isHidden({ field }: Box, draft: DraftRow): boolean {
  return field.form === "monthEnd" && draft["open"] === "yes";
}

/** Rows as facts, or what is wrong with them. */
export function readRows(
  { list, fields }: Pick<ListQuestion, "list" | "fields">,
  drafts: readonly DraftRow[],
  asOf: Day,
): { readonly rows: readonly GivenRow[]; readonly faults: readonly RowFault[] } {
  const faults: RowFault[] = [];
  const boxes = boxesOf(fields);
  const rows = drafts.map((draft, row) => {
    const values: Record<string, GivenValue | Record<string, GivenValue>> = {};
    for (const box of boxes) {
      const value = isHidden(box, draft) ? lastKnownDay(draft, asOf) : readBox(box.field, draft[box.path] ?? "");
      if (value === undefined) continue;
      if (typeof value === "object") faults.push({ row, path: box.path, fault: value.fault });
      else put(values, box, value);
    }
    const [from, to] = [values["from"], values["to"]];
    if (typeof from === "string" && typeof to === "string" && to < from)
      faults.push({ row, path: "to", fault: "order" });
    if (list.element) values[list.element.key] = String(row + 1);
    return values;
  });
  return { rows, faults };
}

function put(
  values: Record<string, GivenValue | Record<string, GivenValue>>,
  { group, field }: Box,
  value: GivenValue,
) {
  if (!group) {
    values[field.name] = value;
    return;
  }
  const known = values[group.name];
  values[group.name] = { ...(typeof known === "object" ? known : {}), [field.name]: value };
}

type Read = GivenValue | { readonly fault: "day" | "month" | "number" } | undefined;

/** What a box holds; undefined where it is empty. */
export function readBox({ type, form, integer }: FactField, typed: string): Read {
  const text = typed.normalize("NFKC").trim();
  if (text === "") return undefined;
  // The empty text is a value of some lists (not applicable).
  if (text === NONE) return "";
  if (type === "boolean") return text === "yes";
  if (type === "number") {
    const number = Number(text.replaceAll(/[,，\s]/g, ""));
    const whole = integer ? Number.isInteger(number) : Math.abs(number * 100 - Math.round(number * 100)) < 1e-6;
    return Number.isFinite(number) && whole && number >= 0 ? number : { fault: "number" };
  }
  if (type !== "date") return text;
  if (form === "monthStart" || form === "monthEnd") return monthEdge(text, form);
  const day = parseDay(text);
  return day.ok ? formatDay(day.value) : { fault: "day" };
}

/** Stands for the empty text among the choices, which an empty box is not. */
export const NONE = "∅";

function monthEdge(text: string, form: "monthStart" | "monthEnd"): Read {
  const first = parseDay(`${text}-01`);
  if (!first.ok) return { fault: "month" };
  return formatDay(form === "monthStart" ? first.value : lastDayOf(monthOfDay(first.value)));
}

function lastKnownDay(draft: DraftRow, asOf: Day): string {
  const before = (monthOfDay(asOf) - 1) as Month;
  const first = parseDay(`${draft["from"] ?? ""}-01`);
  const month = first.ok && monthOfDay(first.value) > before ? monthOfDay(first.value) : before;
  return formatDay(lastDayOf(month));
}

/** Facts as they were typed, for changing them. */
export function draftOf(fields: Fields, row: GivenRow): DraftRow {
  const entries = boxesOf(fields).flatMap(({ path, field, group }): [string, string][] => {
    const from = group ? row[group.name] : row;
    const value = typeof from === "object" ? from[field.name] : undefined;
    return value === undefined || typeof value === "object" ? [] : [[path, typedOf(field, value)]];
  });
  return Object.fromEntries(entries);
}

export function typedOf({ form }: FactField, value: GivenValue): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value === "") return NONE;
  return form === "monthStart" || form === "monthEnd" ? String(value).slice(0, 7) : String(value);
}
