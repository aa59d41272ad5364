import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { en } from "./en/index.ts";
import { zh } from "./zh/index.ts";

type Words = { readonly [key: string]: string | Words };

function leaves(words: Words, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    const at = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string") found.set(at, value);
    else for (const [name, text] of leaves(value, at)) found.set(name, text);
  }
  return found;
}

const chinese = leaves(zh);
const english = leaves(en);
const gaps = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

test("Chinese and English have the same words, filled from the same values", () => {
  assert.deepEqual([...english.keys()].sort(), [...chinese.keys()].sort());
  for (const [key, text] of chinese) assert.deepEqual(gaps(english.get(key) ?? ""), gaps(text), key);
});

test("no English word is left in Chinese, and none is empty", () => {
  for (const [key, text] of english) {
    assert.ok(text.trim() !== "", key);
    assert.doesNotMatch(text, /\p{Script=Han}/u, key);
  }
});

test("every word is used by a page", () => {
  const root = join(import.meta.dirname, "..");
  const source = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("words"))
    .map((name) => readFileSync(join(root, name), "utf8"))
    .join("\n");
  const patterns = [...source.matchAll(/[`"]([a-z][\w]*(?:\.(?:\w+|\$\{[^}]+\}))+)[`"]/g)].map(
    (match) => new RegExp(`^${(match[1] ?? "").replaceAll(".", "\\.").replaceAll(/\$\{.*?\}/g, "[^.]+")}$`),
  );
  const unused = [...chinese.keys()].filter((key) => !patterns.some((pattern) => pattern.test(key)));
  assert.deepEqual(unused, []);
});
