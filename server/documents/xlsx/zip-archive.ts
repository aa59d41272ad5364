import { crc32, createInflateRaw } from "node:zlib";
import type { ByteSource } from "../byte-source.ts";
import { DocumentFault } from "../problems.ts";

/** The file could not be understood as a zip archive, or what it holds isn't what it says. */
const corrupt = (reason: string): DocumentFault => new DocumentFault("documents.corruptWorkbook", { reason });

export type ZipArchive = {
  readonly has: (name: string) => boolean;
  /** Unpacks one entry as a stream; its check sum is verified at the end. */
  readonly read: (name: string) => AsyncGenerator<Buffer>;
  /** The same as one text, for the small parts. */
  readonly readText: (name: string) => Promise<string>;
};

type Entry = { readonly offset: number; readonly packed: number; readonly method: number; readonly crc: number };

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_LENGTH = 22;
const COMMENT_MAX = 65_535;
const READ_BYTES = 256 * 1024;
const ENTRIES_MAX = 10_000;
const SMALL_PART_BYTES_MAX = 20 * 1024 * 1024;

/** Reads the directory of a zip archive (PKWARE APPNOTE 6.3, without zip64: our files end at 100 MB). */
export async function openZip(file: ByteSource, unpackedBytesMax: number): Promise<ZipArchive> {
  const entries = await readDirectory(file);
  const read = (name: string): AsyncGenerator<Buffer> => {
    const entry = entries.get(name);
    if (!entry) throw corrupt(`missing ${name}`);
    return unpack(file, entry, { name, unpackedBytesMax });
  };
  return {
    has: (name) => entries.has(name),
    read,
    readText: async (name) => {
      const parts: Buffer[] = [];
      let size = 0;
      for await (const part of read(name)) {
        size += part.length;
        if (size > SMALL_PART_BYTES_MAX) throw new DocumentFault("documents.tooMuchContent", { part: name });
        parts.push(part);
      }
      return Buffer.concat(parts).toString("utf8");
    },
  };
}

async function readDirectory(file: ByteSource): Promise<ReadonlyMap<string, Entry>> {
  const { bytes } = file;
  const tailLength = Math.min(bytes, END_LENGTH + COMMENT_MAX);
  const tail = await file.readAt(bytes - tailLength, tailLength);
  let end = tail.length - END_LENGTH;
  while (end >= 0 && tail.readUInt32LE(end) !== END_SIGNATURE) end -= 1;
  if (end < 0) throw corrupt("no end of archive");
  const count = tail.readUInt16LE(end + 10);
  const size = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (count > ENTRIES_MAX || start + size > bytes) throw corrupt("directory out of place");
  const directory = await file.readAt(start, size);
  const entries = new Map<string, Entry>();
  for (let at = 0, n = 0; n < count; n += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE) throw corrupt("broken directory");
    const nameLength = directory.readUInt16LE(at + 28);
    entries.set(directory.toString("utf8", at + 46, at + 46 + nameLength).replaceAll("\\", "/"), {
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

type Part = { readonly name: string; readonly unpackedBytesMax: number };

async function* unpack(file: ByteSource, entry: Entry, part: Part): AsyncGenerator<Buffer> {
  const header = await file.readAt(entry.offset, 30);
  if (header.length < 30) throw corrupt(`cut off at ${part.name}`);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = readRange(file, start, entry.packed);
  let crc = 0;
  let size = 0;
  for await (const chunk of entry.method === 0 ? packed : inflate(packed, entry.method, part.name)) {
    crc = crc32(chunk, crc);
    size += chunk.length;
    if (size > part.unpackedBytesMax) throw new DocumentFault("documents.tooMuchContent", { part: part.name });
    yield chunk;
  }
  if (crc !== entry.crc) throw corrupt(`check sum of ${part.name}`);
}

async function* inflate(packed: AsyncGenerator<Buffer>, method: number, name: string): AsyncGenerator<Buffer> {
  if (method !== 8) throw corrupt(`compression ${method} of ${name}`);
  const inflater = createInflateRaw({ chunkSize: READ_BYTES });
  const fed = feed(packed, inflater);
  try {
    for await (const chunk of inflater) yield chunk as Buffer;
  } catch (error) {
    if (error instanceof DocumentFault) throw error;
    throw corrupt(`compressed data of ${name}`);
  } finally {
    inflater.destroy();
  }
  await fed;
}

/** Writes the packed bytes into the inflater as fast as it takes them; a failed read ends the inflater with that error. */
async function feed(packed: AsyncGenerator<Buffer>, inflater: ReturnType<typeof createInflateRaw>): Promise<void> {
  try {
    for await (const chunk of packed) {
      if (inflater.destroyed) return;
      if (!inflater.write(chunk)) await new Promise<void>((resume) => whenWritable(inflater, resume));
    }
    inflater.end();
  } catch (error) {
    inflater.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function whenWritable(inflater: ReturnType<typeof createInflateRaw>, resume: () => void): void {
  if (inflater.destroyed) {
    resume();
    return;
  }
  const once = (): void => {
    inflater.off("drain", once);
    inflater.off("close", once);
    resume();
  };
  inflater.on("drain", once);
  inflater.on("close", once);
}

async function* readRange(file: ByteSource, start: number, length: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < length; done += READ_BYTES) {
    const chunk = await file.readAt(start + done, Math.min(READ_BYTES, length - done));
    if (chunk.length === 0) throw corrupt("cut off");
    yield chunk;
  }
}
