import type { FactField, FactGroup } from "@wutong/policy";
import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";

type Labelled = { readonly field: FactField; readonly group?: FactGroup };

/** What a box is called: the catalogue's word without its remarks, months as months, a part of a group with the group's name. */
export function useFactLabel(): (box: Labelled) => string {
  const { t } = useTranslation();
  const local = useLocal();
  return ({ field, group }) => {
    if (field.form === "monthStart") return t("calculator.fromMonth");
    if (field.form === "monthEnd") return t("calculator.toMonth");
    return local(group ? inGroup(group.label, field.label) : field.label).replace(/（.*）$|\s\(.*\)$/, "");
  };
}

type Texts = FactField["label"];

/** 国有 of a 用人单位 is 单位国有; what names it already stays as it is. */
function inGroup(group: Texts, part: Texts): Texts {
  const short = group.zh.slice(-2);
  return {
    zh: part.zh.includes(short) ? part.zh : `${short}${part.zh}`,
    en: part.en.includes(group.en) ? part.en : `${group.en}: ${part.en}`,
  };
}
