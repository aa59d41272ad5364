import { type MutatedFolder, placeOfMutant } from "@wutong/server/local";

type Language = "zh" | "en";
type Score = MutatedFolder["scores"][number];
type Mutant = Score["survivors"][number];

/** The share of changes that cases must notice, in each policy. */
const CAUGHT_MIN = 0.95;

/** No change at all, no share: a policy without a number, a day or a comparison has nothing to notice. */
export function isEnough({ caught, counted }: Pick<Score, "caught" | "counted">): boolean {
  return counted === 0 || caught / counted >= CAUGHT_MIN;
}

/** One policy: its share, then every change that went unnoticed, with its place, and those that do not count. */
export function describeScore(score: Score, folder: string, language: Language): string {
  const told = (mutants: readonly Mutant[], why: string) =>
    mutants.map((each) => `  ${placeOfMutant(folder, each)}: ${changeOf(each)}${why && ` (${why})`}`);
  const beyond = language === "zh" ? "用例无法涉及" : "no case can speak of it";
  return [
    `${isEnough(score) ? "✔" : "✖"} ${score.policy}: ${shareOf(score, language)}`,
    ...told(score.survivors, ""),
    ...told(score.beyondCases, beyond),
    ...score.equivalent.flatMap((each) => told([each], `≡ ${each.because}`)),
  ].join("\n");
}

/** All policies together. */
export function describeTotal(scores: readonly Score[], language: Language): string {
  const sum = (count: (score: Score) => number) => scores.reduce((total, score) => total + count(score), 0);
  const total = { counted: sum((each) => each.counted), caught: sum((each) => each.caught) };
  const refused = sum((each) => each.refused);
  const lists = { survivors: scores.flatMap((each) => each.survivors) };
  const others = {
    equivalent: scores.flatMap((each) => each.equivalent),
    beyondCases: scores.flatMap((each) => each.beyondCases),
  };
  const share = shareOf({ ...total, refused, ...lists, ...others }, language);
  return language === "zh" ? `${scores.length} 项政策：${share}` : `${scores.length} policies: ${share}`;
}

type Counts = Pick<Score, "caught" | "counted" | "refused" | "survivors" | "equivalent" | "beyondCases">;

function shareOf(score: Counts, language: Language): string {
  const { caught, counted, refused, survivors, equivalent, beyondCases } = score;
  // Rounded down, so that 95.0 never stands where 95 was missed.
  const percent = counted === 0 ? "100.0" : (Math.floor((caught / counted) * 1000) / 10).toFixed(1);
  return language === "zh"
    ? `${counted} 处改动发现 ${caught} 处（${percent}%，其中 ${refused} 处被检查拒绝），漏过 ${survivors.length} 处` +
        `；另有等价 ${equivalent.length} 处、用例无法涉及 ${beyondCases.length} 处`
    : `${caught} of ${counted} changes noticed (${percent} %, ${refused} of them refused by the checker), ` +
        `${survivors.length} survived; besides, ${equivalent.length} equivalent, ${beyondCases.length} beyond cases`;
}

function changeOf({ place, before, after }: Mutant): string {
  return `${place}: ${before || '""'} → ${after || '""'}`;
}
