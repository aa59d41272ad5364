import type { Result } from "@wutong/kernel";
import type { PolicyFault } from "../fault.ts";
import type { PolicyFile } from "../reading/read-policies.ts";
import { fieldLabel } from "./field-labels.ts";
import { type PolicyField, policyForm } from "./policy-form.ts";
import type { PolicyPath } from "./policy-leaves.ts";

/** A sheet of a policy's workbook: the first column is the place in the file, by which a row is found again. */
export type PolicySheet = {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** The heading of the first column of every sheet. */
export const PLACE = "位置";
/** The sheet of all values that have no sheet of their own; one value a row. */
const OTHERS = "其余";
/** Which parts of a policy have a sheet with one row for each thing. */
const SHEETS: readonly (readonly [name: string, parts: readonly string[]])[] = [
  ["条件", ["gate", "conditions"]],
  ["参数", ["parameters"]],
  ["名称", ["terms"]],
  ["表格", ["tables"]],
  ["金额", ["amount"]],
  ["发放", ["payPlan"]],
];
/** One value a row, since they are many and unlike each other. */
const LISTED: readonly (readonly [name: string, parts: readonly string[]])[] = [
  [
    "政策",
    ["id", "benefit", "office", "version", "title", "source", "prose", "notes", "inForce", "keyDate", "subject"],
  ],
  ["案例", ["tests"]],
];

/**
 * A policy as the sheets of a workbook: tables, parameters and conditions with one row for each thing, everything else
 * with one value a row, so that no value of the file is missing. Fails only when the file is not YAML.
 */
export function policySheets(file: PolicyFile): Result<readonly PolicySheet[], readonly PolicyFault[]> {
  const form = policyForm(file);
  if (!form.ok) return form;
  const under = (parts: readonly string[]) => form.value.filter(({ path }) => parts.includes(String(path[0])));
  const named = [...SHEETS, ...LISTED].flatMap(([, parts]) => parts);
  const rest = form.value.filter(({ path }) => !named.includes(String(path[0])));
  const [policy, cases] = LISTED.map(([name, parts]) => listed(name, under(parts)));
  const things = SHEETS.map(([name, parts]) => tabled(name, under(parts)));
  const sheets = [policy, ...things, cases, listed(OTHERS, rest)];
  return { ok: true, value: sheets.filter((sheet) => sheet !== undefined && sheet.rows.length > 0) as PolicySheet[] };
}

function listed(name: string, fields: readonly PolicyField[]): PolicySheet {
  const rows = fields.map(({ path, label, value }) => [path.join("/"), label.zh, value]);
  return { name, header: [PLACE, "项目", VALUE], rows };
}

const VALUE = "值";

function tabled(name: string, fields: readonly PolicyField[]): PolicySheet {
  const columns = new Map<string, string>();
  const things = new Map<string, Map<string, string>>();
  for (const { path, value } of fields) {
    const { thing, key } = splitPath(path);
    const title = columns.get(key.join("/")) ?? titleOf(key);
    columns.set(key.join("/"), title);
    const cells = things.get(thing) ?? new Map<string, string>();
    things.set(thing, cells.set(title, value));
  }
  const titles = [...columns.values()];
  const rows = [...things].map(([thing, cells]) => [thing, ...titles.map((title) => cells.get(title) ?? "")]);
  return { name, header: [PLACE, ...titles], rows };
}

/** A thing is the innermost element of a list that has keys of its own, or the part itself. */
function splitPath(path: PolicyPath): { readonly thing: string; readonly key: PolicyPath } {
  const innermost = path.findLastIndex((step, at) => typeof step === "number" && at < path.length - 1);
  const end = innermost < 0 ? 1 : innermost + 1;
  return { thing: path.slice(0, end).join("/"), key: path.slice(end) };
}

/** What the column means, and the keys that it stands for: `说明（中文） says/zh`. */
function titleOf(key: PolicyPath): string {
  return key.length === 0 ? VALUE : `${fieldLabel(key).zh} ${key.join("/")}`;
}

/** Where the cell with a column's title and a row's place leads in the file. */
export function placeOfCell(thing: string, title: string): string {
  const key = title === VALUE ? "" : title.slice(title.lastIndexOf(" ") + 1);
  return key === "" ? thing : `${thing}/${key}`;
}
