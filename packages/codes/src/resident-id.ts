import { type Day, fail, fullYearsBetween, ok, type Problem, parseDay, problem, type Result } from "@wutong/kernel";

/** What a resident identity number says of its bearer. */
export type ResidentId = {
  /** Always the 18-character form, X in upper case. */
  readonly number: string;
  readonly birth: Day;
  readonly sex: "M" | "F";
  /** Six digits: where the number was first issued, which is neither native place nor residence. */
  readonly division: string;
};

/** GB 11643-1999, annex: weights of ISO 7064 MOD 11-2, and the check character for each remainder. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = "10X98765432";
const SCIENTIFIC = /^\d(?:\.\d+)?e\+?1[4-9]$/i;
const AGE_MAX = 130;

/**
 * Reads a resident identity number (GB 11643-1999), 18 characters or the old 15 digits, as typed or exported.
 * Full-width digits, spaces, a leading apostrophe and a small x are forgiven. No failure repeats the number.
 *
 * Fails with one of
 * - `codes.residentId.ruinedByExcel`: in scientific notation (3.30602E+17), or 18 digits whose last three became 000;
 * - `codes.residentId.wrongLength` {length}, `codes.residentId.badCharacter`;
 * - `codes.residentId.impossibleDate` {birth}: a day the calendar lacks, or (with `asOf`) one not yet reached or 130 years past;
 * - `codes.residentId.badCheckDigit` {expected}.
 */
export function readResidentId(text: string, options: { readonly asOf?: Day } = {}): Result<ResidentId, Problem> {
  const cleaned = normaliseDocumentNumber(text);
  if (SCIENTIFIC.test(cleaned)) return failure("ruinedByExcel");
  if (cleaned.length !== 15 && cleaned.length !== 18) return failure("wrongLength", { length: cleaned.length });
  if (!/^(?:\d{15}|\d{17}[\dX])$/.test(cleaned)) return failure("badCharacter");
  const number = cleaned.length === 15 ? residentIdFrom15(cleaned) : cleaned;
  const expected = residentIdCheckCharacter(number.slice(0, 17));
  if (number[17] !== expected) {
    return number.endsWith("000") ? failure("ruinedByExcel") : failure("badCheckDigit", { expected });
  }
  return withBirth(number, options.asOf);
}

/** The 18th character for the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2). */
export function residentIdCheckCharacter(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += (first17.charCodeAt(i) - 48) * (WEIGHTS[i] ?? 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** The 18-character form of a 15-digit number: the century 19 put in and the check character appended. */
export function residentIdFrom15(number15: string): string {
  const first17 = `${number15.slice(0, 6)}19${number15.slice(6)}`;
  return first17 + residentIdCheckCharacter(first17);
}

/** A document number without spaces, apostrophes and full-width forms, letters in upper case. */
export function normaliseDocumentNumber(text: string): string {
  return text
    .normalize("NFKC")
    .replaceAll(/[\s'’‘`\u200b\ufeff-]/g, "")
    .toUpperCase();
}

function withBirth(number: string, asOf: Day | undefined): Result<ResidentId, Problem> {
  const birthText = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const birth = parseDay(birthText);
  if (!birth.ok) return failure("impossibleDate", { birth: birthText });
  if (asOf !== undefined && (birth.value > asOf || fullYearsBetween(birth.value, asOf) > AGE_MAX)) {
    return failure("impossibleDate", { birth: birthText });
  }
  const sex = (number.charCodeAt(16) - 48) % 2 === 1 ? "M" : "F";
  return ok({ number, birth: birth.value, sex, division: number.slice(0, 6) });
}

function failure(what: string, params: Problem["params"] = {}): Result<never, Problem> {
  return fail(problem(`codes.residentId.${what}`, params));
}
