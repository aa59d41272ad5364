import { type ChineseTables, type LinkageConfig, NO_CHINESE, needsSounds, SOUNDS } from "@wutong/linkage";
import { Converter } from "opencc-js/t2cn";
import { pinyin } from "pinyin-pro";
import { type Lane, quoteText } from "../../../../storage/analytics/index.ts";

/** The block of unified ideographs in which names are written. */
const FIRST = 0x4e00;
const LAST = 0x9fff;

const CHINESE_KINDS: ReadonlySet<string> = new Set(["personName", "organisation", "chineseText"]);

/** Characters that are written otherwise in simplified Chinese (OpenCC's table); nothing where no field needs them. */
export function chineseTables(config: LinkageConfig): ChineseTables {
  if (!config.fields.some(({ kind }) => CHINESE_KINDS.has(kind))) return NO_CHINESE;
  const convert = Converter({ from: "t", to: "cn" });
  const pairs = ideographs()
    .map((character) => [character, convert(character)] as const)
    .filter(([from, to]) => from !== to && [...to].length === 1);
  return { traditional: pairs.map(([from]) => from).join(""), simplified: pairs.map(([, to]) => to).join("") };
}

/** Fills the table of sounds (pinyin without tones) where a field is compared by them. */
export async function writeSounds(lane: Lane, config: LinkageConfig): Promise<void> {
  if (!needsSounds(config)) return;
  const rows = ideographs().map((character) => `(${quoteText(character)}, ${quoteText(soundOf(character))})`);
  await lane.run(
    `CREATE TABLE IF NOT EXISTS ${SOUNDS} AS SELECT * FROM (VALUES ${rows.join(", ")}) t(character, sound) WHERE sound <> character`,
  );
}

function soundOf(character: string): string {
  return pinyin(character, { toneType: "none", v: true });
}

function ideographs(): readonly string[] {
  return Array.from({ length: LAST - FIRST + 1 }, (_, index) => String.fromCharCode(FIRST + index));
}
