import { industryName } from "@wutong/codes";
import { findDivision, listCounties } from "@wutong/codes/divisions";
import { type CompiledPolicy, type FactField, type Question, valueName } from "@wutong/policy";
import { NONE } from "./rows.ts";

export type Choice = { readonly value: string; readonly zh: string; readonly en: string };

/** A place, an industry or a name that none of the policies asks for. */
export const ELSEWHERE: Choice = { value: "000000", zh: "其他地区", en: "elsewhere" };
export const OTHER = "other";

/**
 * What a box offers: the values that the catalogue lists, else what the policies compare with and something else beside.
 * Undefined where it is typed freely. `path` is the fact's: `insurance.employer.kind`.
 */
export function choicesOf(
  field: FactField,
  path: string,
  { compared }: Question,
  policies: readonly CompiledPolicy[],
): readonly Choice[] | undefined {
  if (field.type !== "string") return undefined;
  if (field.values) return field.values.map((value) => ({ value: value === "" ? NONE : value, ...valueName(value) }));
  const asked = compared.filter(({ fact, text }) => fact === path && text !== "");
  if (asked.length === 0) return undefined;
  if (field.form === "division") return divisionChoices(asked);
  const texts = [...new Set(asked.map(({ text }) => text))].toSorted();
  if (field.form === "industry") {
    const known = texts.map((value) => ({ value, zh: industryName(value, "zh"), en: industryName(value, "en") }));
    return [...known, { value: OTHER, zh: "其他行业", en: "another industry" }];
  }
  const titles = new Map(policies.map(({ envelope }) => [envelope.id, envelope.title]));
  const named = texts.map((value) => ({ value, ...(titles.get(value) ?? valueName(value)) }));
  return [...named, { value: OTHER, zh: "其他", en: "something else" }];
}

/** The places that policies name, and those that lie in a larger one that they name. */
function divisionChoices(asked: readonly { readonly text: string; readonly beginning: boolean }[]): readonly Choice[] {
  const codes = new Set<string>();
  for (const { text, beginning } of asked) {
    if (!beginning) codes.add(text);
    else
      for (const code of [text.padEnd(6, "0"), ...(text.length > 2 ? listCounties(text).map((each) => each.code) : [])])
        codes.add(code);
  }
  const known = [...codes].toSorted().filter((code) => findDivision(code));
  return [...known.map((value) => ({ value, ...divisionText(value) })), ELSEWHERE];
}

/** A place without its province: 绍兴市越城区. */
export function divisionText(code: string): { readonly zh: string; readonly en: string } {
  const name = findDivision(code)?.fullName.replace(/^.*?(?:省|自治区)/, "") ?? code;
  return { zh: name, en: name === code ? code : `${name} (${code})` };
}
