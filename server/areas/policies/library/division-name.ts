import { findDivision } from "@wutong/codes/divisions";
import { pinyin } from "pinyin-pro";

type Texts = { readonly zh: string; readonly en: string };

/** 绍兴市, Shaoxing. The number itself where no table has it. */
export function divisionName(officeId: number): Texts {
  const code = String(officeId).slice(0, 6);
  const zh = findDivision(code)?.name ?? code;
  const short = zh.length > 2 ? zh.replace(/(?:自治州|地区|[省市县区盟])$/, "") : zh;
  const sounds = pinyin(short, { toneType: "none", type: "array", nonZh: "consecutive", v: false }).join("");
  return { zh, en: sounds.charAt(0).toUpperCase() + sounds.slice(1) };
}
