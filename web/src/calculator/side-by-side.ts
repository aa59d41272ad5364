import type { LocalText } from "@wutong/contracts";
import type { LibraryPolicy } from "../library/library-policy.ts";

/** One thing that two policies say, each in its own lines; `group` gathers the rows under a heading. */
export type ComparedRow = {
  readonly group: RowGroup;
  /** A heading of the pages, or what the row is about in the policies' own words. */
  readonly about: { readonly word: RowWord } | LocalText;
  readonly a: readonly LocalText[];
  readonly b: readonly LocalText[];
  readonly differs: boolean;
};
export type RowGroup = "who" | "conditions" | "amounts" | "terms";
export type RowWord =
  | "place"
  | "subject"
  | "pays"
  | "sum"
  | "payPlan"
  | "handling"
  | "deadlines"
  | "undertakings"
  | "limits"
  | "stacking"
  | "inForce"
  | "source";

/** Two offices' papers are never the same: that says nothing of what they grant. */
const ALWAYS_APART: readonly RowWord[] = ["place", "inForce", "source"];
/** Conditions that say again when the policy holds and when applications are taken: both have rows of their own. */
const TOLD_ELSEWHERE: readonly string[] = ["inForce", "stillInForce", "intake"];

type Side = LibraryPolicy | undefined;

/** Two policies row by row: conditions by the register that proves them, sums by whom they are for. Only what the policies say. */
export function compareSides(
  a: Side,
  b: Side,
  handlingText: (mode: LibraryPolicy["handling"]) => LocalText,
): readonly ComparedRow[] {
  const word = (group: RowGroup, name: RowWord, of: (policy: LibraryPolicy) => readonly LocalText[]) =>
    rowOf(group, { word: name }, a ? of(a) : [], b ? of(b) : []);
  return [
    word("who", "place", ({ place }) => [place]),
    word("who", "subject", ({ subject }) => [subject]),
    ...byKey(a, b, conditionsOf).map(([about, x, y]) => rowOf("conditions", about, x, y)),
    word("amounts", "sum", ({ amount }) => [amount.text]),
    ...byKey(a, b, sumsOf).map(([about, x, y]) => rowOf("amounts", about, x, y)),
    word("amounts", "payPlan", ({ payPlan }) => [payPlan]),
    word("terms", "handling", ({ handling }) => [handlingText(handling)]),
    word("terms", "deadlines", ({ deadlines }) => deadlines),
    word("terms", "undertakings", ({ undertakings }) => undertakings.map(({ text }) => text)),
    word("terms", "limits", ({ limits }) => limits),
    word("terms", "stacking", ({ stacking }) => stacking),
    word("terms", "inForce", ({ from, to }) => [
      to === null ? { zh: `${from} 起`, en: `since ${from}` } : { zh: `${from} 至 ${to}`, en: `${from} to ${to}` },
    ]),
    word("terms", "source", ({ source: { documentNumber: number, clause } }) => [
      { zh: `${number} ${clause}`, en: `${number} ${clause}` },
    ]),
  ].filter(({ a: x, b: y }) => x.length + y.length > 0);
}

function rowOf(
  group: RowGroup,
  about: ComparedRow["about"],
  a: readonly LocalText[],
  b: readonly LocalText[],
): ComparedRow {
  const apart = "word" in about && ALWAYS_APART.includes(about.word);
  return { group, about, a, b, differs: !apart && linesOf(a) !== linesOf(b) };
}

function linesOf(texts: readonly LocalText[]): string {
  return texts
    .map(({ zh }) => zh)
    .toSorted()
    .join("\n");
}

type Keyed = readonly (readonly [key: LocalText, text: LocalText])[];

/** What stands on either side, by what it is about: in the order of the first side, then what only the second has. */
function byKey(a: Side, b: Side, of: (policy: LibraryPolicy) => Keyed) {
  const [x, y] = [a ? of(a) : [], b ? of(b) : []];
  const keys = new Map([...x, ...y].map(([key]) => [key.zh, key]));
  const under = (all: Keyed, zh: string) => all.filter(([key]) => key.zh === zh).map(([, text]) => text);
  return [...keys.values()].map((key) => [key, under(x, key.zh), under(y, key.zh)] as const);
}

function conditionsOf({ conditions }: LibraryPolicy): Keyed {
  return conditions.flatMap(({ nodeId, kind, provedBy, text, clause }) =>
    kind === "condition" && provedBy && !TOLD_ELSEWHERE.includes(nodeId)
      ? [[provedBy, { zh: `${text.zh}（${clause?.zh ?? ""}）`, en: `${text.en} (${clause?.en ?? ""})` }] as const]
      : [],
  );
}

function sumsOf({ amount }: LibraryPolicy): Keyed {
  return amount.rows.map(({ says, amount: sum }) => [says, sum] as const);
}
