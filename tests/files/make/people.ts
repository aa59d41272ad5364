import { creditCodeCheckCharacter, residentIdCheckCharacter } from "@wutong/codes";

/** A made-up person of a workbook: no two workbooks share one, so that they may be imported one after the other. */
export type Sample = {
  readonly name: string;
  readonly number: string;
  readonly sex: "男" | "女";
  readonly phone: string;
};

const SURNAMES = ["沈", "林", "周", "陆", "钱", "孟", "邵", "骆", "金", "章"];
const GIVEN = ["试一", "试二", "试三", "试四", "试五", "试六", "试七", "试八", "试九", "试十"];

/** The `nth` person (from 0, up to 99) of the workbook with this number (1–60). */
export function person(book: number, nth: number): Sample {
  const two = (value: number): string => String(value).padStart(2, "0");
  const birth = `${1945 + book}${two(1 + (nth % 12))}${two(10 + (nth % 18))}`;
  const serial = String(100 + nth).padStart(3, "0");
  const first17 = `330602${birth}${serial}`;
  const number = first17 + residentIdCheckCharacter(first17);
  const name = `${SURNAMES[(book + nth) % 10]}${GIVEN[nth % 10]}`;
  return {
    name,
    number,
    sex: (100 + nth) % 2 === 1 ? "男" : "女",
    phone: `138${two(book)}${two(nth)}0000`,
  };
}

/** `YYYY-MM-DD` from the number. */
export function birthOf({ number }: Sample): string {
  return `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
}

/** The number before 1999, of 15 digits; people of the twentieth century only. */
export function oldNumberOf({ number }: Sample): string {
  return number.slice(0, 6) + number.slice(8, 17);
}

/** What Excel makes of the number when it is typed into a cell that isn't text: the last three digits are gone. */
export function ruinedNumberOf({ number }: Sample): number {
  return Number(`${number.slice(0, 15)}000`);
}

/** A firm's valid credit code. */
export function firm(nth: number): string {
  const first17 = `91330602MA2FJLE${String(nth).padStart(2, "0")}`;
  return first17 + creditCodeCheckCharacter(first17);
}

/** Digits and letters in their full-width forms. */
export function fullWidth(text: string): string {
  return text.replaceAll(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
}
