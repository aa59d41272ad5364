import { formatYuan } from "@wutong/kernel";
import type { Amount, AmountValue } from "@wutong/policy";
import { presentAmount } from "../findings/present-amount.ts";

type Texts = { readonly zh: string; readonly en: string };

const PER: Readonly<Record<Amount["per"], Texts>> = {
  instalment: { zh: "每期", en: " in each instalment" },
  whole: { zh: "", en: "" },
  year: { zh: "每年", en: " a year" },
};

/** What a policy pays, in a line: the least and the most where all its sums are figures, else its own words. */
export function presentPays(amount: Amount): Texts {
  const { of } = amount;
  if (amount.inKind) return { zh: `实物或服务（${amount.inKind.unit.zh}）`, en: `in kind (${amount.inKind.unit.en})` };
  const sums = (of.kind === "table" ? of.rows.map(({ value }) => value) : [of]).map(sumOf);
  const figures = sums.flatMap((each) => each ?? []);
  if (figures.length < sums.length || figures.length === 0) {
    return of.kind === "table" ? { zh: "按情形计算", en: "worked out case by case" } : presentAmount(amount).text;
  }
  const [least, most] = [figures.reduce((a, b) => (a < b ? a : b)), figures.reduce((a, b) => (a > b ? a : b))];
  if (most === 0n) return { zh: "来源未载金额", en: "the source gives no sum" };
  const per = PER[amount.per];
  const yuan = (fen: bigint) => formatYuan(fen as Parameters<typeof formatYuan>[0]).replace(/\.00$/, "");
  const range = least === most ? yuan(most) : `${yuan(least)}–${yuan(most)}`;
  return { zh: `${per.zh}${per.zh && " "}${range} 元`, en: `${range} yuan${per.en}` };
}

function sumOf(value: AmountValue): bigint | undefined {
  if (value.kind === "fixed") return value.amountFen;
  return value.kind === "parts" ? value.parts.reduce<bigint>((sum, each) => sum + each, 0n) : undefined;
}
