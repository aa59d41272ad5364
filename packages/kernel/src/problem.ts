/**
 * An expected failure as a value: a stable code and the facts that its message needs.
 * The message itself (zh and en) stands in the catalogue of `@wutong/contracts`, so that each reader gets their language.
 */
export type Problem = {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
};

export function problem(code: string, params: Problem["params"] = {}): Problem {
  return { code, params };
}
