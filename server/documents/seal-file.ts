import { createCipheriv, createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fail, ok, type Problem, type Result } from "@wutong/kernel";
import { SEAL_CIPHER } from "./byte-source.ts";
import { DocumentFault, documentProblem } from "./problems.ts";

export type SealedFile = { readonly bytes: number; readonly sha256: Buffer };

/**
 * Writes what is handed in to a file that only its key opens (a register holds document numbers, and they never lie on a
 * disk in the clear). The key must be fresh: 32 random bytes for this file alone. What is larger than `bytesMax` is refused
 * with `documents.tooLarge`, and nothing of it stays.
 */
export async function sealFile(
  source: Readable,
  { path, key, bytesMax }: { readonly path: string; readonly key: Buffer; readonly bytesMax: number },
): Promise<Result<SealedFile, Problem>> {
  const digest = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > bytesMax) {
        done(new DocumentFault("documents.tooLarge", documentTooLarge(bytes, { bytesMax }).params));
        return;
      }
      digest.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(
      source,
      measure,
      createCipheriv(SEAL_CIPHER, key, Buffer.alloc(16)),
      createWriteStream(path, { mode: 0o600, flags: "wx" }),
    );
    return ok({ bytes, sha256: digest.digest() });
  } catch (cause) {
    await rm(path, { force: true });
    if (cause instanceof DocumentFault) return fail(cause.problem);
    throw cause;
  }
}

export function documentTooLarge(bytes: number, { bytesMax }: { readonly bytesMax: number }): Problem {
  return documentProblem("documents.tooLarge", { megabytes: toMegabytes(bytes), max: toMegabytes(bytesMax) });
}

/** One decimal. */
function toMegabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 102.4) / 10;
}
