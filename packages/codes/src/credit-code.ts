import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";

/** GB 32100-2015: 31 characters (no I, O, S, V, Z) and the weights 3^i mod 31. */
const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/**
 * Reads a unified social credit code (GB 32100-2015); full-width forms, spaces and small letters are forgiven.
 * Fails with `codes.creditCode.wrongLength` {length}, `codes.creditCode.badCharacter` or `codes.creditCode.badCheckDigit` {expected}.
 */
export function readCreditCode(text: string): Result<string, Problem> {
  const code = text
    .normalize("NFKC")
    .replaceAll(/[\s'’‘`-]/g, "")
    .toUpperCase();
  if (code.length !== 18) return fail(problem("codes.creditCode.wrongLength", { length: code.length }));
  if (!SHAPE.test(code)) return fail(problem("codes.creditCode.badCharacter"));
  const expected = creditCodeCheckCharacter(code.slice(0, 17));
  if (code[17] !== expected) return fail(problem("codes.creditCode.badCheckDigit", { expected }));
  return ok(code);
}

/** The 18th character for the first 17; a remainder of 0 gives "0" (31 − 0 is taken modulo 31). */
export function creditCodeCheckCharacter(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += ALPHABET.indexOf(first17.charAt(i)) * (WEIGHTS[i] ?? 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}
