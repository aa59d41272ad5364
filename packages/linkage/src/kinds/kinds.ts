import { chineseTextKind, organisationKind, personNameKind } from "./chinese-kinds.ts";
import { dateKind } from "./date-kind.ts";
import { creditCodeKind, residentIdKind } from "./document-kinds.ts";
import type { Kind } from "./kind.ts";
import { codeKind, emailKind, numberKind, phoneKind, textKind } from "./text-kinds.ts";

/** The kinds of fields, by the names that a configuration calls them. */
export const KINDS = {
  personName: personNameKind,
  residentId: residentIdKind,
  creditCode: creditCodeKind,
  organisation: organisationKind,
  chineseText: chineseTextKind,
  text: textKind,
  date: dateKind,
  phone: phoneKind,
  email: emailKind,
  number: numberKind,
  code: codeKind,
} as const satisfies Readonly<Record<string, Kind>>;

export type FieldKind = keyof typeof KINDS;

export function kindOf(kind: FieldKind): Kind {
  return KINDS[kind];
}
