import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "yaml";
import { editPolicyText, type PolicyField, policyFaultMessage, policyForm } from "../index.ts";

const root = new URL("../../../../", import.meta.url);
const files = ["regions/", "examples/rules/"].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml") && (folder !== "regions/" || path.includes("policies")))
    .map((path) => ({ path, text: readFileSync(new URL(folder + path, root), "utf8") })),
);

function fieldsOf(file: { path: string; text: string }): readonly PolicyField[] {
  const form = policyForm(file);
  assert.ok(form.ok, file.path);
  return form.value;
}

/** Another value of the same kind. */
function changed({ control, value, options }: PolicyField): string {
  if (control === "choice") return options?.find((each) => each !== value) ?? value;
  if (control === "flag") return value === "true" ? "false" : "true";
  if (control === "number" || control === "yuan") return `${Number(value) + 1}`;
  return control === "day" ? "2031-12-30" : `${value.trimEnd()}：“新” # {x, 1}\n`.trimEnd();
}

const dataOf = (text: string) => parse(text, { maxAliasCount: -1, merge: true });

function setAt(data: unknown, path: PolicyField["path"], value: unknown): void {
  const holder = path.slice(0, -1).reduce((at, step) => (at as never)[step], data) as Record<string | number, unknown>;
  holder[path.at(-1) ?? ""] = value;
}

test("all shipped rules become fields, and every field given back unchanged leaves its file as it was", () => {
  assert.ok(files.length >= 84, `${files.length} files`);
  for (const file of files) {
    const back = editPolicyText(file, fieldsOf(file));
    assert.ok(back.ok && back.value === file.text, file.path);
  }
});

test("one field changed in a rule changes this value, and neither comments nor anything else", () => {
  for (const [nth, file] of files.filter((_, index) => index % 9 === 0).entries()) {
    const fields = fieldsOf(file).filter(({ anchored }) => !anchored);
    const field = fields[(nth * 7919) % fields.length];
    assert.ok(field);
    const value = changed(field);
    const edited = editPolicyText(file, [{ path: field.path, value }]);
    assert.ok(edited.ok, `${file.path} ${field.path.join("/")}: ${edited.ok ? "" : JSON.stringify(edited.error)}`);
    const [before, after] = [dataOf(file.text), dataOf(edited.value)];
    assert.notDeepEqual(after, before, field.path.join("/"));
    const written = field.path.reduce((at, step) => at[step], after);
    assert.equal(String(written), value);
    setAt(before, field.path, written);
    assert.deepEqual(after, before);
    const comments = (text: string) => text.match(/^\s*#.*$/gm) ?? [];
    assert.deepEqual(comments(edited.value), comments(file.text));
  }
});

const small = {
  path: "small.yaml",
  text: `# kept\ntitle: { zh: 补贴, en: "a subsidy" } # kept too\nprose:\n  zh: |\n    第一行\n    第二行\nlevel: '5'\nbase: &base { yuan: 100 }\nsame: *base\n`,
};

test("a value keeps the way it is written: flow, quotes, block", () => {
  const edited = editPolicyText(small, [
    { path: ["title", "zh"], value: "补贴, 新" },
    { path: ["title", "en"], value: 'a "new" one' },
    { path: ["prose", "zh"], value: "第一行\n\n第三行\n" },
    { path: ["level"], value: "4" },
  ]);
  assert.ok(edited.ok);
  const text = small.text
    .replace("zh: 补贴,", "zh: '补贴, 新',")
    .replace('"a subsidy"', '"a \\"new\\" one"')
    .replace("    第二行", "\n    第三行")
    .replace("'5'", "'4'");
  assert.equal(edited.value, text);
});

test("an edit that would reach further, or has no place, is refused with its place and nothing is changed", () => {
  const refused = editPolicyText(small, [
    { path: ["base", "yuan"], value: "200" },
    { path: ["title", "fr"], value: "x" },
  ]);
  assert.ok(!refused.ok);
  assert.deepEqual(
    refused.error.map(({ code, line }) => [code, line]),
    [
      ["policy.edit.anchored", 8],
      ["policy.edit.nothingThere", 2],
    ],
  );
  assert.match(policyFaultMessage(refused.error[0] ?? assert.fail(), "en"), /anchor/);
});

test("a field knows its control, its choices, whether it must be there, and its name in both languages", () => {
  const file = files.find(({ path }) => path.endsWith("yuecheng/policies/rent-subsidy.yaml")) ?? files[0];
  assert.ok(file);
  const fields = fieldsOf(file);
  const at = (path: string) => fields.find((each) => each.path.join("/") === path);
  assert.equal(at("keyDate/feel")?.control, "expression");
  assert.equal(at("inForce/from")?.control, "day");
  assert.equal(at("version")?.control, "number");
  assert.equal(at("handling/mode")?.control, "choice");
  assert.ok(at("handling/mode")?.options?.includes("confirmOnce"));
  assert.equal(at("id")?.required, true);
  assert.deepEqual(at("title/zh")?.label, { zh: "名称（中文）", en: "title (Chinese)" });
});
