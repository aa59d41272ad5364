import {
  BENEFIT_KINDS,
  type CodeTable,
  DISCIPLINES,
  DOCUMENT_KINDS,
  EDUCATION_LEVELS,
  EMPLOYER_KINDS,
  HOUSING_KINDS,
  INSURANCE_KINDS,
  nameOfCode,
  OCCUPATIONS,
  RELATIONS,
  SEXES,
  SKILL_LEVELS,
  STATUS_KINDS,
  TEAMS,
  UNPROVEN_KINDS,
} from "@wutong/codes";
import { useTranslation } from "react-i18next";

const tables = {
  benefit: BENEFIT_KINDS,
  discipline: DISCIPLINES,
  /** Also what somebody is known by who has none. */
  documentKind: { ...DOCUMENT_KINDS, entries: [...DOCUMENT_KINDS.entries, ...UNPROVEN_KINDS.entries] },
  employerKind: EMPLOYER_KINDS,
  home: HOUSING_KINDS,
  insurance: INSURANCE_KINDS,
  level: EDUCATION_LEVELS,
  occupation: OCCUPATIONS,
  relation: RELATIONS,
  sex: SEXES,
  skillLevel: SKILL_LEVELS,
  status: STATUS_KINDS,
  team: TEAMS,
} as const satisfies Record<string, CodeTable<string>>;

export type NamedTable = keyof typeof tables;

/** Says a code in the reader's language; a code that its table lacks is shown as it is. */
export function useCodeNames(): (table: NamedTable, code: string) => string {
  const { i18n } = useTranslation();
  return (table, code) => nameOfCode<string>(tables[table], code, i18n.language === "en" ? "en" : "zh");
}

/** A library field's value: a code where the field has a table, else as it is. */
export function tableOfField(field: string): NamedTable | undefined {
  return field === "sex" || field === "team" || field === "documentKind" ? field : undefined;
}
