import { type Fen, formatWan, formatYuan } from "@wutong/kernel";
import { useTranslation } from "react-i18next";

/** Yuan with two decimals and separators; "—" where there is none. */
export function Money({ fen }: { readonly fen: string | null }) {
  const { t } = useTranslation();
  if (fen === null) return <span className="soft">—</span>;
  return (
    <span className="num" title={t("unit.yuan")}>
      {formatYuan(fenOf(fen))}
    </span>
  );
}

/** 万元 for cards and tables of sums. */
export function Wan({ fen }: { readonly fen: string }) {
  return <span className="num">{formatWan(fenOf(fen))}</span>;
}

/** Money as the contract carries it: text of whole fen. */
export function fenOf(text: string): Fen {
  return BigInt(text) as Fen;
}

export function yuanText(fen: string): string {
  return formatYuan(fenOf(fen)).replace(/\.00$/, "");
}

/** For spreadsheets: digits and a point, no separators. */
export function plainYuan(fen: string | null): string {
  return fen === null ? "" : formatYuan(fenOf(fen)).replaceAll(",", "");
}
