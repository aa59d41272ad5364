import { CHARACTERS, type ChineseTables, type LinkageConfig, NO_CHINESE, needsCharacters } from "@wutong/linkage";
import { Converter } from "opencc-js/t2cn";
import { pinyin } from "pinyin-pro";
import { type Lane, quoteText } from "../../../../storage/analytics/index.ts";

/** The block of unified ideographs in which names are written. */
const FIRST = 0x4e00;
const LAST = 0x9fff;

/**
 * Fills the table of characters where a field needs it: the simplified form (OpenCC's table) and the sound of each (pinyin
 * without tones). Returns which characters have another simplified form.
 */
export async function writeCharacters(lane: Lane, config: LinkageConfig): Promise<ChineseTables> {
  if (!needsCharacters(config)) return NO_CHINESE;
  const convert = Converter({ from: "t", to: "cn" });
  const rows = Array.from({ length: LAST - FIRST + 1 }, (_, index) => {
    const character = String.fromCharCode(FIRST + index);
    const simple = convert(character);
    return { character, simple, sound: pinyin(simple, { toneType: "none", v: true }) };
  });
  const values = rows.map(
    ({ character, simple, sound }) => `(${[character, simple, sound].map(quoteText).join(", ")})`,
  );
  await lane.run(
    `CREATE TABLE IF NOT EXISTS ${CHARACTERS} AS SELECT * FROM (VALUES ${values.join(", ")}) t(character, simple, sound)`,
  );
  const traditional = rows.filter(({ character, simple }) => character !== simple);
  return { traditional: traditional.map(({ character }) => character).join("") };
}
