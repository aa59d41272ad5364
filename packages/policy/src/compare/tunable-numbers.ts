import type { ConditionTree, Envelope } from "../envelope/envelope.ts";
import type { BothTexts } from "../fault.ts";
import type { Mutant } from "../mutate/mutant.ts";
import { mutants } from "../mutate/mutants.ts";
import { type PolicyFile, readPolicies } from "../reading/read-policies.ts";

/** A number that somebody may want to try another value of, and where it stands. */
export type TunableNumber = {
  /** The keys that lead there, and which of several of that place; stays the same while other numbers change. */
  readonly id: string;
  readonly about: "parameter" | "amount" | "condition" | "payPlan" | "other";
  readonly text: BothTexts;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  /** As it is written. */
  readonly value: string;
  /** What a slider offers; any other number may be written. */
  readonly min: string;
  readonly max: string;
  readonly step: string;
};

/**
 * The numbers of a policy: parameters, amounts, numbers in conditions, counts of the pay plan; those in the files that it
 * includes among them, as far as they reach it. The same places that mutation testing changes; numbers that tell how a
 * condition can be mended, or that are codes (regions, kinds in quotes), are none.
 */
export function tunableNumbers(files: readonly PolicyFile[], policyPath: string): readonly TunableNumber[] {
  const read = readPolicies(files).policies.find(({ yaml }) => yaml.file === policyPath);
  if (!read) return [];
  const places = new Map<string, number>();
  const seen = new Set<string>();
  return mutants(files, policyPath).flatMap((mutant): readonly TunableNumber[] => {
    const at = `${mutant.file}:${mutant.offset}`;
    if (mutant.kind !== "number" || seen.has(at) || !isOffered(files, mutant)) return [];
    seen.add(at);
    const nth = places.get(mutant.place) ?? 0;
    places.set(mutant.place, nth + 1);
    const { file, line, column, offset, before } = mutant;
    const id = nth === 0 ? mutant.place : `${mutant.place}#${nth + 1}`;
    return [
      {
        id,
        ...wordsOf(read.envelope, mutant.place.split("/")),
        file,
        line,
        column,
        offset,
        value: before,
        ...rangeOf(before, mutant.place),
      },
    ];
  });
}

/** Numbers of the rule as they stand in the text; how to mend a condition follows from it. */
function isOffered(files: readonly PolicyFile[], { place, file, offset, before, length }: Mutant): boolean {
  if (/(^|\/)remediable(\/|$)/.test(place)) return false;
  // A month of the calendar is a name, not an amount.
  if (place.startsWith("payPlan/payMonths/")) return false;
  const text = files.find((each) => each.path === file)?.text ?? "";
  return length === before.length && text.slice(offset, offset + length) === before;
}

/** The files with another number in the place of one; all else, comments and layout too, stays. `value` is a number as written. */
export function withNumber(
  files: readonly PolicyFile[],
  { file, offset, value: before }: Pick<TunableNumber, "file" | "offset" | "value">,
  value: string,
): readonly PolicyFile[] {
  return files.map((each) =>
    each.path === file
      ? { ...each, text: each.text.slice(0, offset) + value + each.text.slice(offset + before.length) }
      : each,
  );
}

type Words = Pick<TunableNumber, "about" | "text">;

function wordsOf(envelope: Envelope, path: readonly string[]): Words {
  const [part = "", id = ""] = path;
  if (part === "parameters") return parameterWords(envelope, path);
  if (part === "terms") return { about: "condition", text: saysOf(envelope.terms, id) };
  if (part === "tables") return { about: "condition", text: saysOf(envelope.tables, id) };
  if (part === "amount") return { about: "amount", text: amountWords(envelope, path) };
  if (part === "payPlan") return { about: "payPlan", text: planWords(path) };
  const condition = conditionsIn(envelope.conditions).find((each) => path.includes(each.id));
  if (condition) return { about: "condition", text: condition.text };
  const where = path.join(" · ");
  return { about: "other", text: OTHER_WORDS[where] ?? { zh: where, en: where } };
}

function saysOf(parts: readonly { readonly id: string; readonly says: BothTexts }[], id: string): BothTexts {
  return parts.find((each) => each.id === id)?.says ?? { zh: id, en: id };
}

function parameterWords({ parameters }: Envelope, [, id = "", , nth]: readonly string[]): Words {
  const parameter = parameters.find((each) => each.id === id);
  const says = parameter?.says ?? { zh: id, en: id };
  const from = parameter && parameter.values.length > 1 ? parameter.values[Number(nth)]?.source : undefined;
  const text = from === undefined ? says : { zh: `${says.zh}（${from}）`, en: `${says.en} (${from})` };
  return { about: "parameter", text };
}

/** The sum for whom the row says it is. */
function amountWords({ amount }: Envelope, path: readonly string[]): BothTexts {
  const row = path[1] === "rows" && amount.of.kind === "table" ? amount.of.rows[Number(path[2])] : undefined;
  const whose = row?.says ?? { zh: "", en: "" };
  const key = path.at(-1) ?? "";
  const what = AMOUNT_WORDS[key] ?? { zh: key, en: key };
  return {
    zh: whose.zh ? `${what.zh}：${whose.zh}` : what.zh,
    en: whose.en ? `${what.en}: ${whose.en}` : what.en,
  };
}

const AMOUNT_WORDS: Readonly<Record<string, BothTexts>> = {
  yuan: { zh: "金额（元）", en: "amount (yuan)" },
  if: { zh: "适用条件中的数", en: "number in when it applies" },
  percent: { zh: "比例（%）", en: "percentage" },
  cap: { zh: "封顶（元）", en: "at most (yuan)" },
  floor: { zh: "保底（元）", en: "at least (yuan)" },
  max: { zh: "最多", en: "at most" },
};

function planWords(path: readonly string[]): BothTexts {
  const key = path.at(-1) ?? "";
  return PLAN_WORDS[key] ?? { zh: `发放：${path.slice(1).join(" · ")}`, en: `payment: ${path.slice(1).join(" · ")}` };
}

const OTHER_WORDS: Readonly<Record<string, BothTexts>> = {
  "stacking · perYear · max": { zh: "每人每年最多次数", en: "most in a year for a person" },
  "stacking · combined · months": { zh: "同组合计最多月数", en: "most months of the group together" },
  "limits · quota · places": { zh: "名额", en: "places" },
  "limits · budget · yuan": { zh: "年度预算（元）", en: "budget of a year (yuan)" },
};

const PLAN_WORDS: Readonly<Record<string, BothTexts>> = {
  count: { zh: "发放期数", en: "number of instalments" },
  months: { zh: "发放月数", en: "months of payment" },
  weight: { zh: "各期比重", en: "weight of an instalment" },
};

function conditionsIn(tree: ConditionTree): readonly { readonly id: string; readonly text: BothTexts }[] {
  return tree.kind === "condition" ? [tree] : tree.of.flatMap(conditionsIn);
}

/** From nothing to twice the number, in steps of about a fiftieth; small whole numbers one by one. */
function rangeOf(written: string, place: string): Pick<TunableNumber, "min" | "max" | "step"> {
  const value = Math.abs(Number(written));
  const decimals = written.includes(".") ? written.length - written.indexOf(".") - 1 : 0;
  const fine = 10 ** -decimals;
  const step = value < 100 ? fine : 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  const max = Math.max(2 * value, value + 5 * fine);
  // A plan has at least one instalment.
  const min = place.startsWith("payPlan/") ? "1" : "0";
  return { min, max: String(Number(max.toFixed(decimals))), step: String(Number(step.toFixed(decimals))) };
}
