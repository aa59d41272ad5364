import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";

export type CodeEntry<Code extends string> = {
  readonly code: Code;
  readonly zh: string;
  readonly en: string;
  /** Other ways in which people and other offices' systems write it. */
  readonly aliases: readonly string[];
};

/** A short list of codes with names; `source` says which standard or practice it follows. */
export type CodeTable<Code extends string> = {
  readonly name: string;
  readonly source: string;
  readonly entries: readonly CodeEntry<Code>[];
  readonly byText: ReadonlyMap<string, Code>;
};

export function codeTable<const Code extends string>(
  name: string,
  source: string,
  rows: readonly (readonly [code: Code, zh: string, en: string, ...aliases: string[]])[],
): CodeTable<Code> {
  const entries = rows.map(([code, zh, en, ...aliases]) => ({ code, zh, en, aliases }));
  const pairs = entries.flatMap(({ code, zh, en, aliases }) =>
    [...aliases, zh, en, code].map((text) => [normaliseCodeText(text), code] as const),
  );
  return { name, source, entries, byText: new Map(pairs) };
}

/**
 * The code that a text means: the code itself, its name in either language, or an alias.
 * Fails with `codes.notInTable` {table, text, known} where the text is none of them.
 */
export function readCode<Code extends string>(table: CodeTable<Code>, text: string): Result<Code, Problem> {
  const code = table.byText.get(normaliseCodeText(text));
  if (code !== undefined) return ok(code);
  const known = table.entries.map((entry) => entry.zh).join("、");
  return fail(problem("codes.notInTable", { table: table.name, text: text.slice(0, 40), known }));
}

/** The name of a code in a language; the code itself where the table does not have it. */
export function nameOfCode<Code extends string>(table: CodeTable<Code>, code: string, language: "zh" | "en"): string {
  return table.entries.find((entry) => entry.code === code)?.[language] ?? code;
}

/** Full-width forms made half-width, spaces dropped, Latin letters in lower case. */
export function normaliseCodeText(text: string): string {
  return text.normalize("NFKC").replaceAll(/\s/g, "").toLowerCase();
}
