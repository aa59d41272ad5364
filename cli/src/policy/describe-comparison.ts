import { type Fen, formatYuan } from "@wutong/kernel";
import { type ComparedFiles, type SummaryCell, splitCells, sumCells, sumYears } from "@wutong/server/local";

type Language = "zh" | "en";
type Summary = ComparedFiles["summary"];
type Kind = SummaryCell["kind"];

const WORDS = {
  zh: {
    head: (asOf: string, people: string) => `比对日 ${asOf}，${people} 人`,
    same: "两边的政策没有差别。",
    version: (old: string, draft: string) => `第 ${old} 版 → 第 ${draft} 版`,
    absent: "无",
    asIf: "草案按其施行日期当天尚未生效（或已停止），按已施行判定。",
    elsewhere: "这些事实里没有下列政策的对象，未比对：",
    partners: "一并考虑叠加的政策：",
    people: "人数",
    year: "本年差额（元）",
    whole: "全周期差额（元）",
    total: "合计",
    winners: "受益",
    losers: "受损",
    cost: "资金差额",
    office: "机构",
    tier: "档次",
    sex: "性别",
    none: "—",
    F: "女",
    M: "男",
    years: "年份（受影响人员）",
    old: "现行（元）",
    draft: "草案（元）",
    other: "其他政策（元）",
    difference: "差额（元）",
  },
  en: {
    head: (asOf: string, people: string) => `As of ${asOf}, ${people} people`,
    same: "Both sides say the same.",
    version: (old: string, draft: string) => `version ${old} → version ${draft}`,
    absent: "none",
    asIf: "By its own dates the draft isn't in force that day; it was decided as if it were.",
    elsewhere: "These facts hold no subjects of the following policies, which weren't compared: ",
    partners: "Weighed with in stacking: ",
    people: "people",
    year: "this year (yuan)",
    whole: "whole plan (yuan)",
    total: "all",
    winners: "winners",
    losers: "losers",
    cost: "cost",
    office: "office",
    tier: "tier",
    sex: "sex",
    none: "—",
    F: "female",
    M: "male",
    years: "year (people concerned)",
    old: "in force (yuan)",
    draft: "draft (yuan)",
    other: "other policies (yuan)",
    difference: "difference (yuan)",
  },
} as const;

const KINDS: readonly (readonly [Kind, { readonly zh: string; readonly en: string }])[] = [
  ["newlyEntitled", { zh: "新增可享受", en: "newly entitled" }],
  ["moreMoney", { zh: "金额增加", en: "more money" }],
  ["noLongerEntitled", { zh: "不再可享受", en: "no longer entitled" }],
  ["lessMoney", { zh: "金额减少", en: "less money" }],
  ["newlyPossible", { zh: "新待查证", en: "newly possible" }],
  ["noLongerPossible", { zh: "不再待查证", en: "no longer possible" }],
];

/** What was compared, then who wins and loses, the cost by year, and both by office, tier and sex: tables of plain text. */
export function describeComparison({ summary, asIfInForce, elsewhere }: ComparedFiles, language: Language): string {
  const words = WORDS[language];
  const everybody = summary.everybody.reduce((sum, each) => sum + each.people, 0);
  const blocks = [
    [words.head(summary.asOf, count(everybody)), ...headLines(summary, language)].join("\n"),
    ...(asIfInForce ? [words.asIf] : []),
    ...(elsewhere.length > 0 ? [`${words.elsewhere}${elsewhere.join(", ")}`] : []),
  ];
  if (summary.changed.length === 0) return [...blocks, words.same].join("\n\n");
  return [
    ...blocks,
    kindTable(summary, language),
    yearTable(summary, language),
    ...splitTables(summary, language),
  ].join("\n\n");
}

function headLines({ changed, partners }: Summary, language: Language): readonly string[] {
  const words = WORDS[language];
  const version = (number: number | null) => (number === null ? words.absent : String(number));
  const lines = changed.map(
    ({ title, old, draft }) => `${title[language]}  ${words.version(version(old), version(draft))}`,
  );
  if (partners.length === 0) return lines;
  return [
    ...lines,
    `${words.partners}${partners.map(({ title }) => title[language]).join(language === "zh" ? "、" : ", ")}`,
  ];
}

function kindTable({ cells }: Summary, language: Language): string {
  const words = WORDS[language];
  const rows = KINDS.map(([kind, says]) => {
    const sums = sumCells(cells.filter((cell) => cell.kind === kind));
    return [says[language], count(sums.people[kind]), signed(sums.differenceYearFen), signed(sums.differenceFen)];
  });
  const all = sumCells(cells);
  const total = [words.total, "", signed(all.differenceYearFen), signed(all.differenceFen)];
  return table([["", words.people, words.year, words.whole], ...rows, total]);
}

function yearTable({ years }: Summary, language: Language): string {
  const words = WORDS[language];
  const rows = sumYears(years).map(({ year, oldFen, newFen, otherFen }) => {
    const difference = newFen - oldFen + otherFen;
    return [String(year), yuan(oldFen), yuan(newFen), signed(otherFen), signed(difference)];
  });
  return table([[words.years, words.old, words.draft, words.other, words.difference], ...rows]);
}

function splitTables(summary: Summary, language: Language): readonly string[] {
  const words = WORDS[language];
  const sexes: Readonly<Record<string, string>> = { F: words.F, M: words.M };
  const tierName = (place: number | null) =>
    (place === null ? undefined : summary.tiers[place]?.says[language]) ?? words.none;
  const concerned = (cells: readonly SummaryCell[]) => cells.some((cell) => cell.kind !== "unchanged");
  const rows = (title: string, named: readonly (readonly [string, readonly SummaryCell[]])[]) =>
    table([
      [title, words.winners, words.losers, words.year, words.whole],
      ...named.filter(([, cells]) => concerned(cells)).map(([name, cells]) => splitRow(name, cells)),
    ]);
  return [
    rows(
      words.office,
      splitCells(summary.cells, "office").map(([office, cells]) => [String(office), cells]),
    ),
    rows(
      words.tier,
      splitCells(summary.cells, "tier").map(([tier, cells]) => [tierName(tier), cells]),
    ),
    rows(
      words.sex,
      splitCells(summary.cells, "sex").map(([sex, cells]) => [sexes[sex ?? ""] ?? words.none, cells]),
    ),
  ];
}

function splitRow(name: string, cells: readonly SummaryCell[]): readonly string[] {
  const { people, differenceYearFen, differenceFen } = sumCells(cells);
  const winners = people.newlyEntitled + people.moreMoney;
  const losers = people.noLongerEntitled + people.lessMoney;
  return [name, count(winners), count(losers), signed(differenceYearFen), signed(differenceFen)];
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}

function yuan(fen: bigint): string {
  return formatYuan(fen as Fen);
}

function signed(fen: bigint): string {
  return fen > 0n ? `+${yuan(fen)}` : yuan(fen);
}

/** The first column to the left, numbers to the right. */
function table(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? "")))) ?? [];
  const padded = (cell: string, column: number) => " ".repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column === 0 ? cell + padded(cell, 0) : padded(cell, column) + cell))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Chinese characters take two columns of a terminal. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (/[\p{Script=Han}，、。（）—：“”《》]/u.test(letter) ? 2 : 1), 0);
}
