import type { BothTexts } from "../fault.ts";

/** What may be wrong with facts that a shared file adds. */
export const factFaultMessages: Readonly<Record<string, BothTexts>> = {
  "policy.facts.known": {
    zh: "“{subject}”的事实目录里已有“{name}”；请直接使用，或另取名称。",
    en: "The fact catalogue of “{subject}” has “{name}” already; use it as it is, or choose another name.",
  },
  "policy.facts.twice": {
    zh: "“{name}”已经添加过（{where}）；请删去一个或改名。",
    en: "“{name}” is added twice (first in {where}); remove one or choose another name.",
  },
  "policy.facts.differs": {
    zh: "“{name}”在 {where} 中写法不同（类型、取值或字段）；同一目录内须一致，请统一或改名。",
    en: "“{name}” is written otherwise in {where} (type, values or fields); within a folder both must be alike: make them so, or choose another name.",
  },
  "policy.facts.reserved": {
    zh: "“{name}”是保留的名称或 FEEL 的词，条件里无法引用；请换一个名称。",
    en: "“{name}” is a reserved name or a word of FEEL, so that no condition could ask it; choose another name.",
  },
  "policy.facts.values": {
    zh: "只有 type: string 的事实可以写 values；“{name}”的类型是 {type}，请删去 values 或改类型。",
    en: "Only a fact of type string has values; “{name}” is of type {type}: remove values or change the type.",
  },
  "policy.facts.digits": {
    zh: "只有 type: integer 的事实可以写 digits；“{name}”的类型是 {type}，请删去 digits 或改类型。",
    en: "Only a fact of type integer has digits; “{name}” is of type {type}: remove digits or change the type.",
  },
  "policy.facts.register": {
    zh: "没有登记“{id}”[，是不是“{didYouMean}”？]新的登记请写 register: (id, zh, en)。",
    en: "There is no register “{id}”[; did you mean “{didYouMean}”?] Write a new one as register: (id, zh, en).",
  },
  "policy.facts.registerTwice": {
    zh: "登记“{id}”已有名称（{zh}，{en}）；请只写编号，或另取编号。",
    en: "The register “{id}” is called {en} ({zh}) already; write its id alone, or choose another id.",
  },
  "policy.facts.element": {
    zh: "只有个人（person）的清单可以作为政策对象，且 element.key（{key}）须是清单中 type: string 的字段。",
    en: "Only a list of a person can be what a policy is about, and element.key ({key}) names one of its fields of type string.",
  },
};
