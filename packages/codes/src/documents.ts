import { type Day, fail, ok, type Problem, parseDay, problem, type Result } from "@wutong/kernel";
import { codeTable, readCode } from "./code-table.ts";
import { normaliseDocumentNumber, readResidentId } from "./resident-id.ts";

/** Kinds of identity document that a person may be registered with. A passport is another kind, not an error. */
export const DOCUMENT_KINDS = codeTable(
  "documentKind",
  "Kinds as used by social-insurance offices (codes of LD/T 92 replaced by words)",
  [
    [
      "residentId",
      "居民身份证",
      "Resident identity card",
      "身份证",
      "居民身份证(户口簿)",
      "二代身份证",
      "公民身份号码",
    ],
    ["passport", "中国护照", "Chinese passport", "中华人民共和国护照", "普通护照"],
    ["foreignPassport", "外国护照", "Foreign passport", "护照", "外籍护照", "外国人护照"],
    [
      "hkMacauPermit",
      "港澳居民来往内地通行证",
      "Mainland travel permit for Hong Kong and Macau residents",
      "港澳通行证",
      "回乡证",
    ],
    ["taiwanPermit", "台湾居民来往大陆通行证", "Mainland travel permit for Taiwan residents", "台胞证", "台湾通行证"],
    ["residencePermit", "港澳台居民居住证", "Residence permit for Hong Kong, Macau and Taiwan residents", "居住证"],
    [
      "foreignPermanentResidence",
      "外国人永久居留身份证",
      "Foreign permanent resident identity card",
      "外国人永久居留证",
    ],
    ["militaryOfficer", "军官证", "Military officer's card", "军人证"],
  ],
);

export type DocumentKind = (typeof DOCUMENT_KINDS)["entries"][number]["code"];

export type IdentityDocument = {
  readonly kind: DocumentKind;
  readonly number: string;
  /** Known only where the number carries them. */
  readonly birth?: Day;
  readonly sex?: "M" | "F";
};

const SHAPES: Readonly<Record<Exclude<DocumentKind, "residentId" | "residencePermit">, RegExp>> = {
  passport: /^(?:[DEGPS]\d{8}|E[A-Z]\d{7}|1[45]\d{7})$/,
  foreignPassport: /^[A-Z0-9]{6,12}$/,
  hkMacauPermit: /^[HM]\d{8}(?:\d{2})?$/,
  taiwanPermit: /^(?:\d{8}|\d{10}(?:\([A-Z0-9]\))?)$/,
  foreignPermanentResidence: /^(?:[A-Z]{3}\d{12}|9\d{17})$/,
  militaryOfficer: /^[\u4e00-\u9fff]{1,4}第?[A-Z0-9]{4,10}号?$/,
};

/**
 * Reads an identity document from its kind and number as they stand in a register. An empty kind is told from the
 * number's shape. Fails as `readResidentId` does, with `codes.notInTable` for a kind nobody knows, or with
 * `codes.document.badShape` {kind} where the number cannot be one of that kind.
 */
export function readDocument(
  kindText: string,
  numberText: string,
  options: { readonly asOf?: Day } = {},
): Result<IdentityDocument, Problem> {
  if (kindText.trim() === "") return readDocumentOf(guessDocumentKind(numberText), numberText, options);
  const kind = readCode(DOCUMENT_KINDS, kindText);
  return kind.ok ? readDocumentOf(kind.value, numberText, options) : kind;
}

/** The kind that a number without one most likely is: whatever could be a damaged resident number counts as one. */
export function guessDocumentKind(numberText: string): DocumentKind {
  const number = normaliseDocumentNumber(numberText);
  if (/^8[123]0000\d{11}[\dX]$/.test(number)) return "residencePermit";
  if (/^9\d{17}$/.test(number) || /^[A-Z]{3}\d{12}$/.test(number)) return "foreignPermanentResidence";
  if (SHAPES.hkMacauPermit.test(number)) return "hkMacauPermit";
  if (SHAPES.passport.test(number)) return "passport";
  if (/^\d{8}$/.test(number)) return "taiwanPermit";
  if (/^[A-Z][A-Z0-9]{5,11}$/.test(number)) return "foreignPassport";
  return "residentId";
}

function readDocumentOf(
  kind: DocumentKind,
  numberText: string,
  options: { readonly asOf?: Day },
): Result<IdentityDocument, Problem> {
  if (kind === "residentId" || kind === "residencePermit") {
    const read = readResidentId(numberText, options);
    if (!read.ok) return read;
    const { number, birth, sex } = read.value;
    return ok({ kind, number, birth, sex });
  }
  const number = normaliseDocumentNumber(numberText);
  return SHAPES[kind].test(number) ? ok({ kind, number }) : fail(problem("codes.document.badShape", { kind }));
}

/** Why the number by which a register names somebody proves nothing: the row is about a person who is only observed. */
export const UNPROVEN_KINDS = codeTable("unprovenKind", "What rows of registers lack, as offices hand them in", [
  ["noNumber", "无证件号码", "No document number"],
  ["maskedNumber", "证件号码不全（脱敏）", "Masked document number"],
  ["invalidNumber", "证件号码有误", "Invalid document number"],
]);

export type UnprovenKind = (typeof UNPROVEN_KINDS)["entries"][number]["code"];

export function isUnproven(kind: string): kind is UnprovenKind {
  return UNPROVEN_KINDS.entries.some(({ code }) => code === kind);
}

/** What a masked resident number still shows. */
export type MaskedNumber = {
  /** As written, in one form: every hidden character is a `*`. */
  readonly number: string;
  /** How many characters are shown. */
  readonly shown: number;
  readonly birth: Day | null;
  readonly sex: "M" | "F" | null;
  /** The last four characters, where all of them are shown. */
  readonly tail: string | null;
};

const HIDDEN = /[*●•■□?]/g;
const MASKED = /^\d{0,17}(?:\*{2,}|X{4,})\d{0,16}[\dX]?$/;

/**
 * Reads 3306**********1234 and the like (also with fewer stars than digits hidden). Undefined for whatever has no hidden part, or
 * is longer than a resident number; places of birth and sex are read only where the number has its 18 places.
 */
export function readMaskedNumber(text: string): MaskedNumber | undefined {
  const written = normaliseDocumentNumber(text).replaceAll(HIDDEN, "*");
  if (!MASKED.test(written) || written.length > RESIDENT_PLACES) return undefined;
  const number = written.replace(/X{4,}/, (run) => "*".repeat(run.length));
  const whole = number.length === RESIDENT_PLACES;
  const birth = whole ? parseDay(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`) : undefined;
  const digitOfSex = whole ? number.charCodeAt(16) - DIGIT_ZERO : -1;
  return {
    number,
    shown: number.replaceAll("*", "").length,
    birth: birth?.ok ? birth.value : null,
    sex: digitOfSex < 0 ? null : digitOfSex % 2 === 1 ? "M" : "F",
    tail: /[\dX]{4}$/.test(number) ? number.slice(-4) : null,
  };
}

const RESIDENT_PLACES = 18;
const DIGIT_ZERO = 48;
