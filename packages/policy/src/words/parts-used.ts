import type { AmountValue, Condition, ConditionTree, Envelope } from "../envelope/envelope.ts";
import type { BothTexts } from "../fault.ts";

/** A part of the envelope that a policy uses, by the word of its file: `amount: share`, `payPlan: staged`, `stacking: topUp`. */
export type PartUsed = { readonly part: string; readonly form: string };

/** What a policy's file uses of the envelope, beyond what every file must say; in the order of the file, each once. */
export function partsUsed(envelope: Envelope): readonly PartUsed[] {
  const parts: readonly (readonly [string, readonly (string | false | undefined)[]])[] = [
    ["time", timeForms(envelope)],
    ["subject", [envelope.subject]],
    ["names", nameForms(envelope)],
    ["gate", envelope.gate.map(({ kind }) => kind)],
    ["conditions", conditionForms(envelope)],
    ["asked", [envelope.undertakings.length > 0 && "undertakings", envelope.choices.length > 0 && "choices"]],
    ["amount", amountForms(envelope)],
    ["payPlan", planForms(envelope)],
    ["stacking", stackingForms(envelope)],
    ["limits", limitForms(envelope)],
    ["parties", partyForms(envelope)],
    ["clawback", [...envelope.clawback.map(({ kind }) => kind), envelope.resaleLock && "resaleLock"]],
    ["handling", handlingForms(envelope)],
  ];
  return parts.flatMap(([part, forms]) =>
    [...new Set(forms)].flatMap((form) => (form === false || form === undefined ? [] : [{ part, form }])),
  );
}

/** The parts, as a reader calls them. */
export const partTexts: Readonly<Record<string, BothTexts>> = {
  time: { zh: "时间", en: "time" },
  subject: { zh: "对象", en: "subject" },
  names: { zh: "名称", en: "names" },
  gate: { zh: "前置认定", en: "gate" },
  conditions: { zh: "条件", en: "conditions" },
  asked: { zh: "承诺与选择", en: "asked of the person" },
  amount: { zh: "金额", en: "amount" },
  payPlan: { zh: "发放计划", en: "pay plan" },
  stacking: { zh: "叠加规则", en: "stacking" },
  limits: { zh: "名额与预算", en: "limits" },
  parties: { zh: "受益人与收款人", en: "beneficiary and payee" },
  clawback: { zh: "追回与限售", en: "clawback" },
  handling: { zh: "经办", en: "handling" },
};

type Forms = readonly (string | false | undefined)[];

function timeForms({ inForce, cutOver, intake, claimWithin, deadlines }: Envelope): Forms {
  return [
    inForce.to !== undefined && "ends",
    cutOver && `cutOver ${cutOver.running}`,
    intake.length > 0 && "intake",
    intake.some(({ kind }) => kind === "everyYear") && "intake every year",
    claimWithin.length > 0 && "claimWithin",
    deadlines.length > 0 && "deadlines",
  ];
}

function nameForms({ parameters, terms, tables }: Envelope): Forms {
  return [
    parameters.length > 0 && "parameters",
    parameters.some(({ values }) => values.length > 1) && "dated values",
    terms.length > 0 && "terms",
    ...tables.map(({ hitPolicy }) => `table ${hitPolicy}`),
  ];
}

function conditionForms({ conditions }: Envelope): Forms {
  const kinds = new Set<string>();
  const leaves: Condition[] = [];
  const walk = (tree: ConditionTree): void => {
    if (tree.kind === "condition") return void leaves.push(tree);
    kinds.add(tree.kind);
    for (const each of tree.of) walk(each);
  };
  walk(conditions);
  return [
    ...kinds,
    leaves.some(({ when }) => when === "atEachInstalment") && "atEachInstalment",
    leaves.some(({ remediable }) => remediable) && "remediable",
    leaves.some(({ evidence }) => evidence.kind === "document") && "document",
  ];
}

function amountForms({ amount }: Envelope): Forms {
  const { of } = amount;
  const values: readonly AmountValue[] = of.kind === "table" ? of.rows.map(({ value }) => value) : [of];
  return [
    `per ${amount.per}`,
    of.kind === "table" && `table ${of.hitPolicy}`,
    ...(amount.inKind ? ["inKind"] : values.map(({ kind }) => kind)),
    amount.uplifts && `uplifts ${amount.uplifts.pick}`,
    amount.plus && "plus",
    amount.deduct.length > 0 && "deduct",
    amount.floor !== undefined && "floor",
    amount.cap !== undefined && "cap",
    amount.tax && "tax",
  ];
}

function planForms({ payPlan }: Envelope): Forms {
  const gap = "gap" in payPlan ? payPlan.gap : undefined;
  return [
    payPlan.kind,
    gap !== undefined && (typeof gap === "string" ? `gap ${gap}` : "gap continueWithin"),
    "atMost" in payPlan && payPlan.atMost !== undefined && "atMost",
    "byParts" in payPlan && payPlan.byParts && "byParts",
    payPlan.payMonths !== undefined && "payMonths",
    payPlan.kind === "monthly" && payPlan.window && "window",
    payPlan.kind === "staged" && payPlan.apartMonths !== undefined && "apartMonths",
    payPlan.kind === "staged" && payPlan.stages.some(({ requires }) => requires) && "proofs",
  ];
}

function stackingForms({ stacking }: Envelope): Forms {
  return Object.entries(stacking).flatMap(([name, value]) => {
    const empty = value === undefined || value === false || (Array.isArray(value) && value.length === 0);
    return empty ? [] : [name === "oncePer" ? `oncePer ${String(value)}` : name];
  });
}

function limitForms({ limits: { quota, budget } }: Envelope): Forms {
  return [
    quota && `quota ${quota.order.kind}`,
    quota?.eachOf && "places for each",
    quota && quota.reserved.length > 0 && "reserved places",
    budget && "budget",
    budget && budget.shares.length > 0 && "cost shares",
  ];
}

function partyForms({ beneficiary, payee }: Envelope): Forms {
  return [
    beneficiary.who !== "person" && `beneficiary ${beneficiary.who}`,
    payee.who !== "person" && `payee ${payee.who}`,
    payee.passesOn === true && "passes on",
  ];
}

function handlingForms({ handling }: Envelope): Forms {
  return [
    handling.mode,
    handling.levels.length > 0 && "levels",
    handling.risk !== "medium" && `risk ${handling.risk}`,
    handling.approvals.length > 1 && "leader's approval",
  ];
}
