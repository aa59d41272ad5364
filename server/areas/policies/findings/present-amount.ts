import type * as contract from "@wutong/contracts";
import { formatYuan } from "@wutong/kernel";
import type { Amount, AmountTable, AmountValue } from "@wutong/policy";

type Texts = { readonly zh: string; readonly en: string };
type Presented = contract.ReplyOf<typeof contract.getPolicy>["amount"];

const PER: Readonly<Record<Amount["per"], Texts>> = {
  instalment: { zh: "每期", en: "in each instalment" },
  whole: { zh: "共", en: "in all" },
  year: { zh: "每年", en: "a year" },
};

/** What a policy pays, in words, with its table where it has one. */
export function presentAmount(amount: Amount): Presented {
  const { of } = amount;
  const per = PER[amount.per];
  const more = besideTexts(amount);
  const text = (zh: string, en: string) => ({
    zh: [zh, ...more.map((each) => each.zh)].join("；"),
    en: [en, ...more.map((each) => each.en)].join("; "),
  });
  if (of.kind === "table") {
    return { text: text(`${per.zh}，按下表`, `by the table, ${per.en}`), feel: null, table: presentTable(of) };
  }
  const value = valueText(of);
  const feel = of.kind === "feel" ? of.feel : null;
  return { text: text(`${per.zh} ${value.zh}`, `${value.en} ${per.en}`), feel, table: null };
}

function presentTable({ hitPolicy, inputs, rows }: AmountTable): NonNullable<Presented["table"]> {
  const byTests = inputs.length > 0;
  return {
    hitPolicy,
    inputs: byTests
      ? inputs.map((feel) => ({ label: { zh: feel, en: feel }, feel }))
      : [{ label: { zh: "适用于", en: "applies when" }, feel: "" }],
    output: { zh: "金额（元）", en: "Amount (yuan)" },
    rows: rows.map(({ when, value, says }) => ({
      inputs: when.kind === "tests" ? [...when.tests] : [says ? `${says.zh} / ${says.en}` : when.feel],
      amount: shortText(value),
      clause: "",
    })),
  };
}

/** A sum as a cell of a table: figures where it is figures, else both languages. */
function shortText(value: AmountValue): string {
  if (value.kind === "fixed") return formatYuan(value.amountFen);
  if (value.kind === "parts") return value.parts.map((each) => formatYuan(each)).join(" + ");
  const { zh, en } = valueText(value);
  return zh === en ? zh : `${zh} / ${en}`;
}

function valueText(value: AmountValue): Texts {
  switch (value.kind) {
    case "fixed":
      return { zh: `${formatYuan(value.amountFen)} 元`, en: `${formatYuan(value.amountFen)} yuan` };
    case "feel":
      return { zh: value.feel, en: value.feel };
    case "share":
      return shareText(value);
    case "each": {
      const yuan = formatYuan(value.amountFen);
      const most =
        value.max === undefined ? { zh: "", en: "" } : { zh: `，至多 ${value.max}`, en: `, at most ${value.max}` };
      return { zh: `${value.count} × ${yuan} 元${most.zh}`, en: `${value.count} × ${yuan} yuan${most.en}` };
    }
    case "bands": {
      const bands = value.bands.map(
        ({ upTo, amountFen }) => `${upTo === undefined ? "" : `≤ ${upTo}: `}${formatYuan(amountFen)}`,
      );
      return { zh: `按 ${value.of} 分档：${bands.join("，")}`, en: `by ${value.of}: ${bands.join(", ")}` };
    }
    case "parts": {
      const parts = value.parts.map((each) => formatYuan(each)).join(" + ");
      return { zh: `${parts} 元`, en: `${parts} yuan` };
    }
    case "declining": {
      const percents = value.percents.map((each) => `${each}%`).join("、");
      return { zh: `${value.of} 的 ${percents}`, en: `${percents.replaceAll("、", ", ")} of ${value.of}` };
    }
  }
}

function shareText({ of, percent, capFen, floorFen }: Extract<AmountValue, { kind: "share" }>): Texts {
  const most = capFen === undefined ? undefined : formatYuan(capFen);
  const least = floorFen === undefined ? undefined : formatYuan(floorFen);
  return {
    zh: [`${of} 的 ${percent}%`, most && `至多 ${most} 元`, least && `至少 ${least} 元`].filter(Boolean).join("，"),
    en: [`${percent}% of ${of}`, most && `at most ${most} yuan`, least && `at least ${least} yuan`]
      .filter(Boolean)
      .join(", "),
  };
}

/** What acts on the sum, in the order in which it does. */
function besideTexts({ uplifts, plus, deduct, cap, floor, tax, inKind }: Amount): readonly Texts[] {
  const picks = {
    best: { zh: "取最高一项", en: "the best" },
    sum: { zh: "相加", en: "added" },
    product: { zh: "连乘", en: "multiplied" },
  };
  const pick = uplifts && picks[uplifts.pick];
  return [
    ...(uplifts?.of ?? []).map(({ percent, says }) => ({
      zh: `${says.zh}上浮 ${percent}%`,
      en: `${says.en}: ${percent}% on top`,
    })),
    ...(pick && uplifts.of.length > 1 ? [{ zh: `上浮${pick.zh}`, en: `of what goes on top: ${pick.en}` }] : []),
    ...(plus ?? []).map(({ says }) => ({ zh: `另加${says.zh}`, en: `plus ${says.en}` })),
    ...deduct.map(({ says }) => ({ zh: `扣除${says.zh}`, en: `less ${says.en}` })),
    ...(floor === undefined ? [] : [{ zh: `至少 ${floor} 元`, en: `at least ${floor} yuan` }]),
    ...(cap === undefined ? [] : [{ zh: `至多 ${cap} 元`, en: `at most ${cap} yuan` }]),
    ...(tax ? [{ zh: `代扣个人所得税 ${tax.percent}%`, en: `${tax.percent}% withheld as tax` }] : []),
    ...(inKind ? [{ zh: `以实物或服务给付（${inKind.unit.zh}）`, en: `given in kind (${inKind.unit.en})` }] : []),
  ];
}
