import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fail, ok, type Problem, type Result } from "@wutong/kernel";
import { type ByteSource, type FilePlace, openSealedFile, SEAL_KEY_BYTES, sealFile } from "../../documents/index.ts";
import type { Vault } from "../../storage/index.ts";

/** A file that came in and lies sealed under a name of its own, until a batch takes it. */
export type Received = {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: Buffer;
  /** The file's own key, itself sealed: kept with the batch. */
  readonly sealedKey: Buffer;
  readonly open: () => Promise<ByteSource | undefined>;
};

/** The folder of files that wait for their import to end. None of them can be read without the vault's key. */
export type Uploads = {
  readonly receive: (source: Readable, bytesMax: number) => Promise<Result<Received, Problem>>;
  readonly drop: (received: Received) => Promise<void>;
  /** Gives the file to a batch; where that batch has one already (the same call came twice), it is dropped. */
  readonly assign: (received: Received, batchId: number) => Promise<void>;
  readonly placeOf: (batchId: number, sealedKey: Buffer) => FilePlace;
  readonly remove: (batchId: number) => Promise<void>;
};

export function uploadsIn(folder: string, vault: Vault, tenantId: number): Uploads {
  const bind = `registers.batches.sealed_file_key:${tenantId}`;
  const pathOf = (batchId: number): string => join(folder, `${tenantId}-${batchId}.sealed`);
  return {
    receive: async (source, bytesMax) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const key = randomBytes(SEAL_KEY_BYTES);
      const path = join(folder, `incoming-${randomBytes(12).toString("hex")}`);
      const sealed = await sealFile(source, { path, key, bytesMax });
      if (!sealed.ok) return fail(sealed.error);
      const sealedKey = vault.seal(key.toString("base64"), bind);
      return ok({ ...sealed.value, path, sealedKey, open: () => openSealedFile(path, key) });
    },
    drop: (received) => rm(received.path, { force: true }),
    assign: async (received, batchId) => {
      const taken = (await readdir(folder)).includes(`${tenantId}-${batchId}.sealed`);
      await (taken ? rm(received.path, { force: true }) : rename(received.path, pathOf(batchId)));
    },
    placeOf: (batchId, sealedKey) => ({
      path: pathOf(batchId),
      key: Buffer.from(vault.open(sealedKey, bind), "base64"),
    }),
    remove: (batchId) => rm(pathOf(batchId), { force: true }),
  };
}
