import { pinyin } from "pinyin-pro";

/** From and to in UTF-16 units. */
export type Mark = readonly [from: number, to: number];

/** A text made ready for searching. */
export type ReadyText = {
  readonly text: string;
  readonly lower: string;
  /** For each unit of a Chinese text how it sounds; other signs stand for themselves. */
  readonly sounds: readonly string[];
};

export function readyText(text: string, withSounds: boolean): ReadyText {
  const lower = text.toLowerCase();
  if (!withSounds) return { text, lower, sounds: [] };
  const sounds = pinyin(text, { toneType: "none", type: "array", v: true }).map((each) => each.toLowerCase());
  return { text, lower, sounds: sounds.length === text.length ? sounds : [] };
}

/** Where the words stand, whole or as part of a longer one: in Chinese a word has no edges of its own. */
export function findCharacters({ lower }: ReadyText, word: string): readonly Mark[] {
  const marks: Mark[] = [];
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
    marks.push([at, at + word.length]);
  }
  return marks;
}

/** Where a word of the text begins with these letters. */
export function findLatin({ lower }: ReadyText, letters: string): readonly Mark[] {
  return findCharacters({ text: lower, lower, sounds: [] }, letters).filter(
    ([from]) => !/[a-z0-9]/.test(lower.charAt(from - 1)),
  );
}

/** How many syllables must be written out where initials alone would be found in nearly every text. */
export type SoundRule = { readonly fullMin: number };

/**
 * Where characters sound like the letters: each by its whole syllable or its initial (zufang, zf, zufbt), the last one as far as
 * it was typed.
 */
export function findSounds({ sounds }: ReadyText, letters: string, { fullMin }: SoundRule): readonly Mark[] {
  const marks: Mark[] = [];
  for (let at = 0; at < sounds.length; at += 1) {
    const to = soundsFrom(sounds, { at, letters, fullMin });
    if (to === undefined) continue;
    marks.push([at, to]);
    at = to - 1;
  }
  return marks;
}

type Listening = { readonly at: number; readonly letters: string; readonly fullMin: number };

/** Behind the last character that the letters sound like; undefined where they don't. */
function soundsFrom(sounds: readonly string[], { at, letters, fullMin }: Listening): number | undefined {
  if (letters === "") return fullMin <= 0 ? at : undefined;
  const sound = sounds[at];
  if (sound === undefined || !/^[a-zü]+$/.test(sound)) return undefined;
  if (letters.startsWith(sound)) {
    const to = soundsFrom(sounds, { at: at + 1, letters: letters.slice(sound.length), fullMin: fullMin - 1 });
    if (to !== undefined) return to;
  }
  if (sound.startsWith(letters) && letters.length > 1 && fullMin <= 1) return at + 1;
  return letters.startsWith(sound.charAt(0))
    ? soundsFrom(sounds, { at: at + 1, letters: letters.slice(1), fullMin })
    : undefined;
}

const SEGMENTER = new Intl.Segmenter("zh", { granularity: "word" });
const EMPTY_WORDS = /^(?:的|了|和|与|及|或|在|有|是|我|你|能|吗|呢|么|怎么|什么|如何|多少|可以|哪些)$/;

/** What somebody typed, cut into words: Chinese by the dictionary of the runtime, single characters that it leaves in a row as one word. */
export function wordsOf(typed: string): readonly string[] {
  const words: string[] = [];
  let row = "";
  const endRow = () => {
    if (row !== "") words.push(row);
    row = "";
  };
  for (const { segment, isWordLike } of SEGMENTER.segment(typed.normalize("NFKC").toLowerCase())) {
    const single = /^\p{Script=Han}$/u.test(segment);
    if (single && !EMPTY_WORDS.test(segment)) {
      row += segment;
      continue;
    }
    endRow();
    if (isWordLike && !EMPTY_WORDS.test(segment)) words.push(segment);
  }
  endRow();
  return [...new Set(words)];
}
