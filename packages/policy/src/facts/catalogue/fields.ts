import type { FactField, FactForm, FactGroup, FactUnit } from "../fact-form.ts";

/** How the catalogues write their fields: one function for each type, labels zh then en. */
export function string(name: string, zh: string, en: string, values?: readonly string[]): FactField {
  return values ? { name, type: "string", label: { zh, en }, values } : { name, type: "string", label: { zh, en } };
}

export function date(name: string, zh: string, en: string): FactField {
  return { name, type: "date", label: { zh, en } };
}

/** A field of which more is known than its type. */
export function shaped(form: FactForm, field: FactField): FactField {
  return { ...field, form };
}

/** A place by its division code. */
export function division(name: string, zh: string, en: string): FactField {
  return shaped("division", string(name, zh, en));
}

/** What tells elements of a list apart; nobody knows theirs by heart. */
export function key(name: string, zh: string, en: string): FactField {
  return shaped("key", string(name, zh, en));
}

export function flag(name: string, zh: string, en: string): FactField {
  return { name, type: "boolean", label: { zh, en } };
}

/** Yuan with two decimals. */
export function yuan(name: string, zh: string, en: string): FactField {
  return { name, type: "number", label: { zh, en }, unit: "yuan" };
}

/** Square metres with two decimals. */
export function areaM2(zh: string, en: string): FactField {
  return { name: "areaM2", type: "number", label: { zh, en }, unit: "m2" };
}

/** A whole number of at most four digits: a year, a rank, months, nights. */
export function small(name: string, zh: string, en: string, unit?: FactUnit): FactField {
  const field: FactField = { name, type: "number", integer: true, digits: 4, label: { zh, en } };
  return unit ? { ...field, unit } : field;
}

/** How many there are: a whole number of at most six digits. */
export function count(name: string, zh: string, en: string): FactField {
  return { name, type: "number", integer: true, digits: 6, label: { zh, en } };
}

export const SCALES: readonly string[] = ["micro", "small", "medium", "large"];
export const RANKS_OF_PLACE: readonly string[] = ["national", "provincial", "municipal", "county"];
export const HOME_KINDS: readonly string[] = ["commercial", "affordable", "housingReform"];
export const EDUCATION_LEVELS: readonly string[] = [
  "secondary",
  "preparatoryTechnician",
  "seniorWorkerClass",
  "college",
  "bachelor",
  "master",
  "phd",
];
export const EMPLOYER_KINDS: readonly string[] = [
  "enterprise",
  "individualBusiness",
  "researchInstitute",
  "publicInstitution",
  "government",
  "socialOrganisation",
];

export const employer: FactGroup = {
  name: "employer",
  label: { zh: "用人单位", en: "employer" },
  fields: [
    key("code", "统一社会信用代码（化名）", "credit code (pseudonymous)"),
    string("kind", "单位类型", "kind of employer", EMPLOYER_KINDS),
    shaped("industry", string("industry", "行业（GB/T 4754-2017）", "industry (GB/T 4754-2017)")),
    flag("stateOwned", "国有", "state-owned"),
    division("region", "所在区划", "division"),
    flag("aboveScale", "规上", "above designated size"),
    string("scale", "企业规模", "size of the enterprise", SCALES),
    string(
      "publicClass",
      "事业单位类别（公益一类、二类；不适用为空）",
      "class of public institution (empty where it has none)",
      ["", "I", "II"],
    ),
  ],
};
