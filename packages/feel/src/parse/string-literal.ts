const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(["'\\nrt]))/g;
const PLAIN: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "'": "'", "\\": "\\" };

/** The text that a FEEL string literal, quotes included, stands for (DMN 1.5, grammar rule 33: `\n`, `\uXXXX`, `\UXXXXXX`). */
export function unquote(literal: string): string {
  return literal.slice(1, -1).replaceAll(ESCAPE, (whole, four?: string, six?: string, plain?: string) => {
    const code = four ?? six;
    if (code !== undefined) {
      const point = Number.parseInt(code, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    }
    return PLAIN[plain ?? ""] ?? whole;
  });
}
