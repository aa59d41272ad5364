import { isAscii, isUtf8 } from "node:buffer";
import iconv from "iconv-lite";
import { DocumentFault } from "../problems.ts";

/**
 * Decodes bytes to text as a stream: UTF-8 (with or without byte-order mark) or GB18030, told apart by the first chunk that
 * isn't plain ASCII. Bytes that fit neither end with `documents.wrongEncoding` and the position of the chunk they stand in.
 */
export async function* decodeText(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decode: Decode | undefined;
  let offset = 0;
  for await (const chunk of chunks) {
    const bytes = offset === 0 ? withoutMark(chunk) : chunk;
    if (bytes.includes(0)) throw new DocumentFault("documents.wrongEncoding", { offset: offset + bytes.indexOf(0) });
    if (!decode && !isAscii(bytes)) decode = looksLikeUtf8(bytes) ? utf8Decoder() : gb18030Decoder();
    yield decode ? decode(bytes, offset) : bytes.toString("latin1");
    offset += chunk.length;
  }
  if (decode) yield decode(undefined, offset);
}

/** Decodes one chunk, or ends the stream where there is none. */
type Decode = (bytes: Buffer | undefined, offset: number) => string;

function withoutMark(chunk: Buffer): Buffer {
  const utf16 =
    chunk.length >= 2 && ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff));
  if (utf16) throw new DocumentFault("documents.wrongEncoding", { offset: 0 });
  const marked = chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
  return marked ? chunk.subarray(3) : chunk;
}

function looksLikeUtf8(bytes: Buffer): boolean {
  return isUtf8(bytes.subarray(0, bytes.length - cutCharacterLength(bytes)));
}

function utf8Decoder(): Decode {
  let rest = Buffer.alloc(0);
  return (bytes, offset) => {
    const all = bytes ? (rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes) : rest;
    const cut = bytes ? cutCharacterLength(all) : 0;
    const whole = all.subarray(0, all.length - cut);
    if (!isUtf8(whole)) throw new DocumentFault("documents.wrongEncoding", { offset });
    rest = Buffer.from(all.subarray(all.length - cut));
    return whole.toString("utf8");
  };
}

function gb18030Decoder(): Decode {
  const decoder = iconv.getDecoder("gb18030");
  return (bytes, offset) => {
    const text = (bytes ? decoder.write(bytes) : decoder.end()) ?? "";
    if (text.includes("\uFFFD")) throw new DocumentFault("documents.wrongEncoding", { offset });
    return text;
  };
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
