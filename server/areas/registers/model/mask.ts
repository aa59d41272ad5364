/** A number in which two kinds of thing are hidden: enough stays to find the row, not the person. */
export function maskDocumentNumber(number: string): string {
  const keep = number.length >= 15 ? 4 : Math.min(2, Math.floor(number.length / 4));
  const tail = number.length >= 15 ? 2 : Math.min(1, Math.floor(number.length / 4));
  return number.slice(0, keep) + "*".repeat(number.length - keep - tail) + number.slice(number.length - tail);
}

/** 13812345678 → 138****5678. */
export function maskPhone(phone: string): string {
  return phone.length < 7 ? "*".repeat(phone.length) : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** Masks every run of ten or more digits in a text (in its full-width form too): phones, document and account numbers. */
export function maskNumbers(text: string): string {
  const plain = /[０-９]/.test(text) ? text.normalize("NFKC") : text;
  return plain.replaceAll(/\d(?:[\s-]?\d){9,}[\dXx]?/g, (run) => maskDocumentNumber(run.replaceAll(/[\s-]/g, "")));
}
