import { isAscii, isUtf8 } from "node:buffer";
import iconv from "iconv-lite";
import { DocumentFault } from "../problems.ts";

/**
 * Decodes bytes to text as a stream: UTF-8, UTF-16 (each with or without byte-order mark) or GB18030. The latter is told from
 * UTF-8 by the first chunk that isn't plain ASCII, UTF-16 by its zero bytes. Bytes that fit none end with
 * `documents.wrongEncoding` and the position of the chunk they stand in.
 */
export async function* decodeText(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decode: Decode | undefined;
  let offset = 0;
  for await (const chunk of chunks) {
    if (offset === 0) decode = utf16Decoder(chunk);
    const bytes = offset === 0 ? withoutMark(chunk) : chunk;
    if (!decode?.wide && bytes.includes(0))
      throw new DocumentFault("documents.wrongEncoding", { offset: offset + bytes.indexOf(0) });
    decode ??= isAscii(bytes) ? undefined : looksLikeUtf8(bytes) ? utf8Decoder() : gb18030Decoder();
    const text = decode ? decode.next(bytes, offset) : bytes.toString("latin1");
    // GB18030 has a mark of its own.
    yield offset === 0 && text.startsWith("\uFEFF") ? text.slice(1) : text;
    offset += chunk.length;
  }
  if (decode) yield decode.next(undefined, offset);
}

type Decode = {
  /** Decodes one chunk, or ends the stream where there is none. */
  readonly next: (bytes: Buffer | undefined, offset: number) => string;
  /** Zero bytes belong to it. */
  readonly wide: boolean;
};

function withoutMark(chunk: Buffer): Buffer {
  const marked = chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
  return marked ? chunk.subarray(3) : chunk;
}

/** Which UTF-16 the beginning of a file is in: by its mark, else by where the zero bytes of commas and digits stand. */
export function utf16Of(head: Buffer): "utf16le" | "utf16be" | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf16be";
  const zeros = [0, 0];
  for (let at = 0; at < Math.min(head.length, 4_096); at += 1)
    if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd < head.length / 100) return undefined;
  // A Chinese character may have a zero byte too (一 is 4E 00), but few do.
  if (odd > even * 2) return "utf16le";
  return even > odd * 2 ? "utf16be" : undefined;
}

function utf16Decoder(head: Buffer): Decode | undefined {
  const encoding = utf16Of(head);
  if (!encoding) return undefined;
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  return { wide: true, next: (bytes) => (bytes ? decoder.write(bytes) : decoder.end()) ?? "" };
}

function looksLikeUtf8(bytes: Buffer): boolean {
  return isUtf8(bytes.subarray(0, bytes.length - cutCharacterLength(bytes)));
}

function utf8Decoder(): Decode {
  let rest = Buffer.alloc(0);
  const next: Decode["next"] = (bytes, offset) => {
    const all = bytes ? (rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes) : rest;
    const cut = bytes ? cutCharacterLength(all) : 0;
    const whole = all.subarray(0, all.length - cut);
    if (!isUtf8(whole)) throw new DocumentFault("documents.wrongEncoding", { offset });
    rest = Buffer.from(all.subarray(all.length - cut));
    return whole.toString("utf8");
  };
  return { wide: false, next };
}

function gb18030Decoder(): Decode {
  const decoder = iconv.getDecoder("gb18030");
  const next: Decode["next"] = (bytes, offset) => {
    const text = (bytes ? decoder.write(bytes) : decoder.end()) ?? "";
    if (text.includes("\uFFFD")) throw new DocumentFault("documents.wrongEncoding", { offset });
    return text;
  };
  return { wide: false, next };
}

/** How many bytes at the end begin a UTF-8 character that the chunk cuts off (0–3). */
function cutCharacterLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}
