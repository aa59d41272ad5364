import { BENEFIT_KINDS } from "@wutong/codes";
import { type CompiledPolicy, valueName } from "@wutong/policy";
import { divisionName } from "./division-name.ts";
import { findCharacters, findLatin, findSounds, type Mark, type ReadyText, readyText, wordsOf } from "./find-words.ts";

/** The parts of a policy that are searched, the weightiest first. */
const PARTS = {
  title: { weight: 10, fullMin: 0 },
  benefit: { weight: 6, fullMin: 0 },
  place: { weight: 5, fullMin: 0 },
  document: { weight: 3, fullMin: 2 },
  amount: { weight: 3, fullMin: 2 },
  condition: { weight: 2, fullMin: 2 },
  prose: { weight: 1, fullMin: 2 },
  note: { weight: 0.5, fullMin: 3 },
} as const;
type PartName = keyof typeof PARTS;
/** What every row of a list shows anyway, and the rest. */
const SHOWN = ["title", "benefit", "place"] as const;
type PassagePart = Exclude<PartName, (typeof SHOWN)[number]>;

type Part = { readonly name: PartName; readonly tongue: "zh" | "en"; readonly ready: ReadyText };
type Document = { readonly policy: CompiledPolicy; readonly parts: readonly Part[] };

export type LibraryHit = {
  readonly policy: CompiledPolicy;
  readonly titleMarks: { readonly zh: Mark[]; readonly en: Mark[] };
  readonly passage: {
    readonly part: PassagePart;
    readonly tongue: "zh" | "en";
    readonly text: string;
    readonly marks: Mark[];
  } | null;
};
export type LibraryIndex = { readonly search: (typed: string) => readonly LibraryHit[] };

/** Ranked: words count by how few policies have them and by the part they stand in; who has all of them comes before who lacks one. */
export function libraryIndex(policies: readonly CompiledPolicy[]): LibraryIndex {
  const documents = policies.map(documentOf);
  return {
    search: (typed) => {
      const finds = wordsToFind(typed, documents).map(({ word, weight }) => {
        const found = documents.map((document) => findWord(document, word));
        const having = found.filter((each) => each.length > 0).length;
        return { found, weight: weight * rarityOf(having, documents.length) };
      });
      const scored = documents.flatMap((document, at) => {
        const found = finds.map((each) => each.found[at] ?? []);
        const score = finds.reduce((sum, { weight }, word) => sum + scoreOf(found[word] ?? []) * weight, 0);
        const has = found.filter((each) => each.length > 0).length;
        return score > 0 ? [{ document, score, has, found: found.flat() }] : [];
      });
      return scored
        .toSorted((a, b) => b.has - a.has || b.score - a.score)
        .map(({ document, found }) => hitOf(document.policy, found));
    },
  };
}

/** A part of what was typed counts less than the whole as it was typed. */
const PART_WEIGHT = 0.3;

/** What stands together somewhere as it was typed is a word; its parts count beside it, single characters only where it is none. */
function wordsToFind(typed: string, documents: readonly Document[]) {
  return typed.split(/\s+/).flatMap((run) => {
    const whole = run.normalize("NFKC").toLowerCase();
    const parts = wordsOf(run);
    const stands = parts.length > 1 && documents.some((document) => findWord(document, whole).length > 0);
    if (!stands) return parts.map((word) => ({ word, weight: 1 }));
    const longer = parts.filter((word) => word.length > 1);
    return [{ word: whole, weight: 1 }, ...longer.map((word) => ({ word, weight: PART_WEIGHT }))];
  });
}

type Found = { readonly part: Part; readonly marks: readonly Mark[] };

function findWord({ parts }: Document, word: string): readonly Found[] {
  const latin = /^[a-z][a-z0-9]*$/.test(word);
  return parts.flatMap((part) => {
    const { ready, tongue, name } = part;
    const marks = !latin
      ? findCharacters(ready, word)
      : tongue === "zh"
        ? findSounds(ready, word, { fullMin: word.length < 2 ? 9 : PARTS[name].fullMin })
        : word.length < 3
          ? []
          : findLatin(ready, word);
    return marks.length > 0 ? [{ part, marks }] : [];
  });
}

/** The best part counts, more of the same word a little. */
function scoreOf(found: readonly Found[]): number {
  return Math.max(0, ...found.map(({ part, marks }) => PARTS[part.name].weight * (1 + Math.log(marks.length) / 4)));
}

function rarityOf(having: number, all: number): number {
  return Math.log(1 + all / (having + 0.5));
}

const PASSAGE_BEFORE = 16;
const PASSAGE_LENGTH = 72;

function hitOf(policy: CompiledPolicy, found: readonly Found[]): LibraryHit {
  const titles = (tongue: "zh" | "en") =>
    joined(found.filter(({ part }) => part.name === "title" && part.tongue === tongue).flatMap(({ marks }) => marks));
  const others = found.flatMap(({ part, marks }) => (isPassage(part.name) ? [{ part, name: part.name, marks }] : []));
  const [best] = others.toSorted((a, b) => PARTS[b.name].weight - PARTS[a.name].weight);
  const titleMarks = { zh: titles("zh"), en: titles("en") };
  return { policy, titleMarks, passage: best ? passageOf(best, others) : null };
}

function isPassage(name: PartName): name is PassagePart {
  return !SHOWN.some((each) => each === name);
}

/** The words around the first place, with every mark that lies among them. */
function passageOf(
  { part, name }: Found & { readonly name: PassagePart },
  found: readonly Found[],
): NonNullable<LibraryHit["passage"]> {
  const marks = joined(found.filter((each) => each.part === part).flatMap((each) => each.marks));
  const { text } = part.ready;
  const first = marks[0]?.[0] ?? 0;
  const from = text.length <= PASSAGE_LENGTH ? 0 : Math.max(0, first - PASSAGE_BEFORE);
  const to = Math.min(text.length, from + PASSAGE_LENGTH);
  const before = from > 0 ? "…" : "";
  const shift = before.length - from;
  return {
    part: name,
    tongue: part.tongue,
    text: `${before}${text.slice(from, to)}${to < text.length ? "…" : ""}`,
    marks: marks.flatMap(([a, b]): Mark[] => (a >= from && b <= to ? [[a + shift, b + shift]] : [])),
  };
}

/** In order, those that touch as one. */
function joined(marks: readonly Mark[]): Mark[] {
  const result: Mark[] = [];
  for (const [from, to] of marks.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && from <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], to)];
    else result.push([from, to]);
  }
  return result;
}

function documentOf(policy: CompiledPolicy): Document {
  const { envelope } = policy;
  const { title, prose, benefit, office, source, amount, notes } = envelope;
  const rows = amount.of.kind === "table" ? amount.of.rows.flatMap(({ says }) => says ?? []) : [];
  const kind = BENEFIT_KINDS.entries.find(({ code }) => code === benefit);
  const [place, region] = [divisionName(office), divisionName(Number(`${String(office).slice(0, 4)}00`))];
  const texts: readonly (readonly [PartName, readonly { readonly zh: string; readonly en: string }[]])[] = [
    ["title", [title]],
    ["benefit", [valueName(benefit), ...(kind?.aliases ?? []).map((zh) => ({ zh, en: "" }))]],
    ["place", [place, region]],
    ["document", [{ zh: `${source.rule} ${source.document} ${source.clause ?? ""}`, en: "" }]],
    ["amount", rows],
    ["condition", policy.conditions.map(({ text }) => text)],
    ["prose", [prose]],
    ["note", notes],
  ];
  const parts = texts.flatMap(([name, all]) =>
    all.flatMap(({ zh, en }): Part[] => [
      { name, tongue: "zh", ready: readyText(plain(zh), true) },
      ...(en === "" ? [] : [{ name, tongue: "en" as const, ready: readyText(plain(en), false) }]),
    ]),
  );
  return { policy, parts };
}

/** Prose is broken into lines where its file is; between Chinese characters a break is nothing. */
function plain(text: string): string {
  return text
    .trim()
    .replaceAll(/(?<=[^\x20-\x7e])\n(?=[^\x20-\x7e])/g, "")
    .replaceAll(/\s+/g, " ");
}
