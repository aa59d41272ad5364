/** The first 32 bits of the fractions of the square roots of the first 8 primes, and of the cube roots of the first 64 (FIPS 180-4). */
const START: readonly number[] = rootsOfPrimes(8, 1 / 2);
const ROUNDS: readonly number[] = rootsOfPrimes(64, 1 / 3);

/**
 * SHA-256 (FIPS 180-4) of a text in UTF-8, in lower-case hexadecimal: the same as `printf '%s' "$text" | sha256sum`. Here because
 * these packages know no platform, and because an outsider must be able to compute the same with any tool.
 */
export function sha256(text: string): string {
  const blocks = padded(utf8(text));
  let state = START;
  for (let at = 0; at < blocks.length; at += 16) state = digestBlock(state, blocks.slice(at, at + 16));
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

function digestBlock(state: readonly number[], block: readonly number[]): readonly number[] {
  const words = [...block];
  for (let index = 16; index < 64; index += 1) {
    const [a, b] = [words[index - 15] ?? 0, words[index - 2] ?? 0];
    const small = turned(a, 7) ^ turned(a, 18) ^ (a >>> 3);
    const great = turned(b, 17) ^ turned(b, 19) ^ (b >>> 10);
    words.push(((words[index - 16] ?? 0) + small + (words[index - 7] ?? 0) + great) | 0);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (const [index, word] of words.entries()) {
    const mixed = (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g));
    const first = (h + mixed + (ROUNDS[index] ?? 0) + word) | 0;
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, index) => (word + (state[index] ?? 0)) | 0);
}

function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** A one bit, zeros, and the length in bits (64 bits): whole blocks of sixteen words. */
function padded(bytes: readonly number[]): readonly number[] {
  const zeros = (((55 - bytes.length) % 64) + 64) % 64;
  const bits = bytes.length * 8;
  const all = [...bytes, 0x80, ...new Array<number>(zeros).fill(0)];
  const words: number[] = [];
  for (let at = 0; at < all.length; at += 4) {
    words.push(((all[at] ?? 0) << 24) | ((all[at + 1] ?? 0) << 16) | ((all[at + 2] ?? 0) << 8) | (all[at + 3] ?? 0));
  }
  return [...words, Math.floor(bits / 2 ** 32), bits | 0];
}

function utf8(text: string): readonly number[] {
  return [...text].flatMap((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x80) return [code];
    if (code < 0x800) return [0xc0 | (code >> 6), tail(code)];
    if (code < 0x10000) return [0xe0 | (code >> 12), tail(code >> 6), tail(code)];
    return [0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code)];
  });
}

function tail(code: number): number {
  return 0x80 | (code & 0x3f);
}

function rootsOfPrimes(count: number, power: number): readonly number[] {
  const primes: number[] = [];
  for (let each = 2; primes.length < count; each += 1)
    if (primes.every((prime) => each % prime !== 0)) primes.push(each);
  return primes.map((prime) => Math.floor((prime ** power % 1) * 2 ** 32) | 0);
}
