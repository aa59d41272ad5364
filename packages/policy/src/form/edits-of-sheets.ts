import type { Result } from "@wutong/kernel";
import type { BothTexts, PolicyFault } from "../fault.ts";
import { policyFaultMessage } from "../reading/fault-messages.ts";
import { type PolicyFile, readPolicies } from "../reading/read-policies.ts";
import { offsetOf, readYamlText } from "../reading/yaml-text.ts";
import { editPolicyText } from "./edit-policy-text.ts";
import { type PolicyField, policyForm } from "./policy-form.ts";
import { PLACE, type PolicySheet, placeOfCell } from "./policy-sheets.ts";

/** What is wrong with a workbook, and in which cell (`表格!C4`); the file itself is at fault where the cell is empty. */
export type SheetFault = { readonly cell: string; readonly message: BothTexts };
export type SheetsRead = { readonly text: string; readonly changed: readonly SheetChange[] };
export type SheetChange = {
  readonly cell: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
};

/**
 * The policy's file with what was changed in its workbook, and only that. Cells that say what the file says change
 * nothing; a sheet or row that was left out changes nothing either. Fails, with nothing changed, on the first of these
 * kinds of fault: cells without a place in the file, values that cannot stand there, a file that is then ill-formed.
 */
export function editsOfSheets(
  file: PolicyFile,
  sheets: readonly PolicySheet[],
): Result<SheetsRead, readonly SheetFault[]> {
  const form = policyForm(file);
  if (!form.ok) return { ok: false, error: form.error.map((fault) => told("", fault)) };
  const fields = new Map(form.value.map((field) => [field.path.join("/"), field]));
  const read = sheets.map((sheet) => readSheet(sheet, fields));
  const faults = read.flatMap((each) => each.faults);
  if (faults.length > 0) return { ok: false, error: faults };
  const changed = read.flatMap((each) => each.changed);
  if (changed.length === 0) return { ok: true, value: { text: file.text, changed } };
  const texts = applyEach(file, fields, changed);
  if (!texts.ok) return texts;
  const broken = formFaults(file, texts.value, { fields, changed });
  return broken.length > 0 ? { ok: false, error: broken } : { ok: true, value: { text: texts.value, changed } };
}

type Fields = ReadonlyMap<string, PolicyField>;
type Read = { readonly changed: readonly SheetChange[]; readonly faults: readonly SheetFault[] };

function readSheet({ name, header, rows }: PolicySheet, fields: Fields): Read {
  const changed: SheetChange[] = [];
  const faults: SheetFault[] = [];
  if (header[0] !== PLACE) return { changed, faults: [{ cell: cellName(name, 0, 1), message: NO_PLACE }] };
  for (const [row, cells] of rows.entries()) {
    const thing = cells[0] ?? "";
    if (cells.every((each) => each === "")) continue;
    for (const [column, title] of header.entries()) {
      if (column === 0 || title === "项目") continue;
      const cell = cellName(name, column, row + 2);
      const path = placeOfCell(thing, title);
      const found = fields.get(path);
      const after = cells[column] ?? "";
      if (found === undefined && after !== "") faults.push({ cell, message: nothingAt(path) });
      if (found === undefined || sameText(found.value, after)) continue;
      if (after === "") faults.push({ cell, message: EMPTIED });
      else changed.push({ cell, path, before: found.value, after: withEnding(found.value, after) });
    }
  }
  return { changed, faults };
}

/** A spreadsheet may drop the line break at the end, and writes others in its own way. */
function sameText(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(text: string): string {
  return text.replaceAll("\r\n", "\n").trim();
}

function withEnding(before: string, after: string): string {
  return before.endsWith("\n") ? `${plain(after)}\n` : plain(after);
}

function applyEach(
  file: PolicyFile,
  fields: Fields,
  changed: readonly SheetChange[],
): Result<string, readonly SheetFault[]> {
  const faults: SheetFault[] = [];
  let text = file.text;
  for (const { cell, path, after } of changed) {
    const edited = editPolicyText({ ...file, text }, [{ path: fields.get(path)?.path ?? [], value: after }]);
    if (edited.ok) text = edited.value;
    else faults.push(...edited.error.map((fault) => told(cell, fault)));
  }
  return faults.length > 0 ? { ok: false, error: faults } : { ok: true, value: text };
}

/** Faults of the file's form that were not there before, each with the cell whose change stands where the fault is. */
function formFaults(
  file: PolicyFile,
  text: string,
  { fields, changed }: { readonly fields: Fields; readonly changed: readonly SheetChange[] },
): readonly SheetFault[] {
  const before = new Set(valueFaults(file).map(keyOf));
  const yaml = readYamlText(file.path, text);
  const cells = new Map(
    changed.map(({ cell, path }) => {
      const { line, column } = yaml.faultAt("", offsetOf(yaml.nodeAt(fields.get(path)?.path ?? [])));
      return [`${line} ${column}`, cell];
    }),
  );
  return valueFaults({ ...file, text })
    .filter((fault) => !before.has(keyOf(fault)))
    .map((fault) => told(cells.get(`${fault.line} ${fault.column}`) ?? "", fault));
}

/** Files that it includes are not at hand, so that only what the file says itself is judged. */
function valueFaults(file: PolicyFile): readonly PolicyFault[] {
  const own = ["policy.value.", "policy.amount"];
  return readPolicies([file]).faults.filter(({ code }) => own.some((prefix) => code.startsWith(prefix)));
}

function keyOf({ code, params }: PolicyFault): string {
  return `${code} ${JSON.stringify(params)}`;
}

function told(cell: string, fault: PolicyFault): SheetFault {
  return { cell, message: { zh: policyFaultMessage(fault, "zh"), en: policyFaultMessage(fault, "en") } };
}

const NO_PLACE = {
  zh: `首列标题应为“${PLACE}”；请用导出的工作簿修改，不要移动首列。`,
  en: `The first column must be headed “${PLACE}”; edit an exported workbook and leave its first column where it is.`,
};
const EMPTIED = {
  zh: "这里原有值，现在是空的；请填回，或在文本视图中删去这一项。",
  en: "There was a value here and the cell is now empty; fill it in again, or remove the entry in the text.",
};

function nothingAt(path: string): BothTexts {
  return {
    zh: `政策文件在“${path}”处没有这一项；请清空此格，或先在文本视图中添加。`,
    en: `The policy's file has nothing at “${path}”; empty this cell, or add the entry in the text first.`,
  };
}

/** A csv has no name of a sheet. */
function cellName(sheet: string, column: number, row: number): string {
  return `${sheet === "" ? "" : `${sheet}!`}${columnName(column)}${row}`;
}

/** `A` for 0, `AA` for 26. */
function columnName(column: number): string {
  const before = column >= 26 ? columnName(Math.floor(column / 26) - 1) : "";
  return before + String.fromCharCode(65 + (column % 26));
}
