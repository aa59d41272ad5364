import type { Result } from "@wutong/kernel";
import type { Scalar } from "yaml";
import type { PolicyFault } from "../fault.ts";
import type { PolicyFile } from "../reading/read-policies.ts";
import { offsetOf, readYamlText, type YamlText } from "../reading/yaml-text.ts";
import { leavesOf, type PolicyLeaf, type PolicyPath } from "./policy-leaves.ts";

/** The value is given as it is to be written: `1500.50`, `2024-01-01`, `true`, or text. */
export type PolicyEdit = { readonly path: PolicyPath; readonly value: string };

/**
 * The file with single values changed. Only the characters of these values change: comments, order and the way in
 * which all else is written stay. Fails, with nothing changed, when the file is not YAML, when nothing stands at a path,
 * or when a change would reach further than its own value (an anchor that others use).
 */
export function editPolicyText(
  { path: file, text }: PolicyFile,
  edits: readonly PolicyEdit[],
): Result<string, readonly PolicyFault[]> {
  const yaml = readYamlText(file, text);
  if (yaml.faults.length > 0) return { ok: false, error: yaml.faults };
  let now: Opened = { yaml, leaves: leavesOf(yaml) };
  const faults: PolicyFault[] = [];
  for (const edit of edits) {
    const edited = editOne(now, edit);
    if (edited.ok) now = edited.value;
    else faults.push(edited.error);
  }
  return faults.length > 0 ? { ok: false, error: faults } : { ok: true, value: now.yaml.text };
}

type Opened = { readonly yaml: YamlText; readonly leaves: ReadonlyMap<string, PolicyLeaf> };

function editOne(opened: Opened, { path, value }: PolicyEdit): Result<Opened, PolicyFault> {
  const { yaml, leaves } = opened;
  const place = path.join("/");
  const leaf = leaves.get(place);
  if (!leaf) {
    const nearest = offsetOf(yaml.nodeAt(path));
    return { ok: false, error: yaml.faultAt("policy.edit.nothingThere", nearest, { path: place }) };
  }
  if (leaf.written === value) return { ok: true, value: opened };
  const [start = 0, end = 0] = leaf.scalar.range ?? [];
  if (leaf.anchored) return { ok: false, error: yaml.faultAt("policy.edit.anchored", start, { path: place }) };
  for (const written of waysToWrite(yaml, leaf.scalar, value)) {
    const edited = readYamlText(yaml.file, yaml.text.slice(0, start) + written + yaml.text.slice(end));
    if (edited.faults.length > 0) continue;
    const after = leavesOf(edited);
    if (isOnlyChange(leaves, after, { leaf, value })) return { ok: true, value: { yaml: edited, leaves: after } };
  }
  return { ok: false, error: yaml.faultAt("policy.edit.cannotWrite", start, { path: place, value }) };
}

/** The ways in which a value may be written at a scalar's place, the one most like before first. */
function waysToWrite(yaml: YamlText, { type, range }: Scalar, value: string): readonly string[] {
  const [start = 0, end = 0] = range ?? [];
  const double = JSON.stringify(value);
  const single = `'${value.replaceAll("'", "''")}'`;
  if (type === "QUOTE_DOUBLE") return [double];
  if (type === "QUOTE_SINGLE") return [single, double];
  if (type === "PLAIN") return [value, single, double];
  const [header = "", ...lines] = yaml.text.slice(start, end).split("\n");
  const indent = /^ */.exec(lines.find((line) => line.trim() !== "") ?? "")?.[0] ?? "";
  const body = value.replace(/\n$/, "").split("\n");
  const block = [header, ...body.map((line) => (line === "" ? "" : indent + line)), ""].join("\n");
  return [block, `${double}\n`];
}

type Wanted = { readonly leaf: PolicyLeaf; readonly value: string };

/** A text stays a text (`"5"` is no number), and every other value is read as before. */
function isOnlyChange(before: Opened["leaves"], after: Opened["leaves"], { leaf, value }: Wanted): boolean {
  if (after.size !== before.size) return false;
  for (const [place, { scalar, written, path }] of after) {
    const old = before.get(place);
    if (!old) return false;
    if (path.join("/") === leaf.path.join("/")) {
      if (written !== value) return false;
      if (typeof leaf.scalar.value === "string" && typeof scalar.value !== "string") return false;
    } else if (old.written !== written || typeof old.scalar.value !== typeof scalar.value) return false;
  }
  return true;
}
