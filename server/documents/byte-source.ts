import { createDecipheriv } from "node:crypto";
import { open } from "node:fs/promises";

/** Bytes that can be read from any position: a file, or one that is kept sealed. */
export type ByteSource = {
  readonly bytes: number;
  /** Fewer bytes than asked for only at the end. */
  readonly readAt: (position: number, length: number) => Promise<Buffer>;
  readonly close: () => Promise<void>;
};

/** Where bytes lie: a file, with its key where it is kept sealed. Plain data, so that another thread can open it too. */
export type FilePlace = { readonly path: string; readonly key?: Uint8Array };

/** Undefined where there is no such file. */
export function openPlace({ path, key }: FilePlace): Promise<ByteSource | undefined> {
  return key ? openSealedFile(path, key) : openFile(path);
}

/** Undefined where there is no such file. */
export async function openFile(path: string): Promise<ByteSource | undefined> {
  const file = await open(path, "r").catch(() => undefined);
  if (!file) return undefined;
  return {
    bytes: (await file.stat()).size,
    readAt: async (position, length) => {
      const buffer = Buffer.allocUnsafe(length);
      const { bytesRead } = await file.read(buffer, 0, length, position);
      return buffer.subarray(0, bytesRead);
    },
    close: () => file.close(),
  };
}

export const SEAL_KEY_BYTES = 32;
export const SEAL_CIPHER = "aes-256-ctr";
const BLOCK_BYTES = 16;

/**
 * A file that `sealFile` wrote, read through its key. Counter mode lets a workbook's directory at the end be read first;
 * whether the content is what was handed in is told by its digest, which the batch keeps.
 */
export async function openSealedFile(path: string, key: Uint8Array): Promise<ByteSource | undefined> {
  const file = await openFile(path);
  if (!file) return undefined;
  return {
    bytes: file.bytes,
    close: file.close,
    readAt: async (position, length) => {
      const start = position - (position % BLOCK_BYTES);
      const sealed = await file.readAt(start, length + (position - start));
      const decipher = createDecipheriv(SEAL_CIPHER, key, counterAt(start / BLOCK_BYTES));
      return decipher.update(sealed).subarray(position - start);
    },
  };
}

/** The counter block of a position. A key seals one file only, so that counting may begin at zero. */
function counterAt(block: number): Buffer {
  const counter = Buffer.alloc(BLOCK_BYTES);
  counter.writeBigUInt64BE(BigInt(block), 8);
  return counter;
}
