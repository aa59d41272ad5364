/** One language's message: what happened and where, then what to do. `{name}` is filled from the problem's params. */
export type MessageText = { readonly what: string; readonly todo: string };

/** A kind of expected failure: its HTTP status and its message in both languages. */
export type ProblemText = { readonly status: number; readonly zh: MessageText; readonly en: MessageText };

/** `[what, todo]` in Chinese, then in English. */
export function text(status: number, zh: readonly [string, string], en: readonly [string, string]): ProblemText {
  return { status, zh: { what: zh[0], todo: zh[1] }, en: { what: en[0], todo: en[1] } };
}
