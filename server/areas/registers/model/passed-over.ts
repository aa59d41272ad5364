import { normaliseHeader } from "@wutong/codes";
import type { Header } from "./find-header.ts";

/** Why a row beneath the header is none of the register's: it is passed over, and told. */
export type PassedOverWhy = "total" | "note" | "header" | "example" | "blank" | "hidden" | "noHeader";

const TOTAL =
  /^(?:本页|本页面|本表|各项)?(?:合计|总计|小计|累计|共计|总数|合計|總計|小計|累計|共計|總數)(?:[:：(（\d共]|$)|^共\d+[人名条户家]$/;
const NOTE =
  /^(?:注|备注|说明|附注|注释|備註|說明|填表说明|填报说明|注意事项|温馨提示)(?:[:：\d.、(（]|$)|^(?:填表|制表|填报|审核|审批|经办|复核|负责|联系|報送|报送|单位负责|分管领导)(?:人|单位|日期|时间|电话)|^(?:单位)?[(（]?盖章|^(?:填表|制表)日期/;
const EXAMPLE = /^(?:填写)?(?:示例|样例|范例|举例|例如|例)[:：]?\d*$/;
/** What an identifying number begins with; a total or a note never holds one this long. */
const LIKE_A_NUMBER = /^[\s'’"=\u200b\ufeff-]*[0-9A-Za-z０-９Ａ-Ｚ]/;
const NUMBER_CHARS_MIN = 6;

/** Says of each row whether it is passed over; undefined for a row of the register, sound or not. */
export function createPassOver(header: Header): (cells: readonly string[]) => PassedOverWhy | "empty" | undefined {
  const bearer =
    header.columns.find((one) => one.column.key === "documentNumber") ??
    header.columns.find((one) => one.column.key === "creditCode");
  const at = bearer?.at ?? 0;
  const title = normaliseHeader(header.titles[at] ?? "");
  return (cells) => {
    const number = cells[at] ?? "";
    if (EXAMPLE.test(cells[0]?.trim() ?? "")) return "example";
    if (number.length >= NUMBER_CHARS_MIN && LIKE_A_NUMBER.test(number)) return undefined;
    const first = firstWord(cells);
    if (first === undefined) return "empty";
    if (TOTAL.test(first)) return "total";
    if (NOTE.test(first)) return "note";
    if (number !== "" && (normaliseHeader(number) === title || normaliseHeader(number) === bearer?.column.header))
      return "header";
    return header.columns.every((one) => (cells[one.at] ?? "").trim() === "") ? "blank" : undefined;
  };
}

function firstWord(cells: readonly string[]): string | undefined {
  return cells.find((cell) => cell.trim() !== "")?.replaceAll(/\s/g, "");
}
