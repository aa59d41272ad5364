/** A person's text in the two languages that Wutong speaks. */
export type BothTexts = { readonly zh: string; readonly en: string };

/** What is wrong with a policy file, where it stands (line and column from 1), and the facts that its message needs. */
export type PolicyFault = {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly params: Readonly<Record<string, string | number>>;
};
