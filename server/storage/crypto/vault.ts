import { createCipheriv, createDecipheriv, createSecretKey, hash, type KeyObject, randomBytes } from "node:crypto";
import type { Keys } from "./key-file.ts";

const VERSION = 1;
const KEY_ID_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES + IV_BYTES + TAG_BYTES;
const INDEX_BYTES = 16;
const IV_POOL = 4096;

/**
 * Encrypts, decrypts and blindly indexes single values.
 * A sealed value is: version (1) · key id (4) · iv (12) · tag (16) · AES-256-GCM ciphertext; `bind` (table, column, tenant)
 * is authenticated with it, so that a value copied elsewhere doesn't open.
 */
export type Vault = {
  readonly seal: (plain: string, bind: string) => Buffer;
  readonly open: (sealed: Buffer, bind: string) => string;
  /** HMAC-SHA256 cut to 16 bytes: equal values have equal indexes within one `bind`, and nothing else can be told. */
  readonly blindIndex: (plain: string, bind: string) => Buffer;
  /** What another thread of this process opens the same vault with (`openVaultInThread`). */
  readonly forThread: VaultKeys;
};

/** Keys as handles that pass between threads; their bytes don't. */
export type VaultKeys = {
  readonly current: string;
  readonly encryption: ReadonlyMap<string, KeyObject>;
  readonly index: KeyObject;
};

export function openVault({ current, encryption, index }: Keys): Vault {
  return openVaultInThread({
    current,
    encryption: new Map([...encryption].map(([id, key]) => [id, createSecretKey(key)])),
    index: createSecretKey(index),
  });
}

export function openVaultInThread(keys: VaultKeys): Vault {
  const key = keys.encryption.get(keys.current);
  if (!key) throw new Error("the current key is missing from the key file");
  const keyId = Buffer.from(keys.current, "hex");
  const nextIv = ivPool();
  const indexMac = hmacSha256(keys.index.export());
  return {
    forThread: keys,
    seal(plain, bind) {
      const iv = nextIv();
      const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(bind));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), keyId, iv, cipher.getAuthTag(), body]);
    },
    open(sealed, bind) {
      const id = sealed.subarray(1, 1 + KEY_ID_BYTES).toString("hex");
      const usedKey = keys.encryption.get(id);
      if (sealed[0] !== VERSION || !usedKey)
        throw new Error(`a sealed value names the key ${id}, which the key file lacks`);
      const ivStart = 1 + KEY_ID_BYTES;
      const decipher = createDecipheriv("aes-256-gcm", usedKey, sealed.subarray(ivStart, ivStart + IV_BYTES))
        .setAAD(Buffer.from(bind))
        .setAuthTag(sealed.subarray(ivStart + IV_BYTES, HEADER_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]).toString("utf8");
    },
    blindIndex(plain, bind) {
      return indexMac(`${bind}\0${plain}`).subarray(0, INDEX_BYTES);
    },
  };
}

/** What every value begins with that was sealed with this key: version (1) · key id (4). Tells the key without opening. */
export function sealedPrefix(keyId: string): Buffer {
  return Buffer.concat([Buffer.of(VERSION), Buffer.from(keyId, "hex")]);
}

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;

/**
 * HMAC-SHA256 (RFC 2104) out of two one-shot digests: an import makes one for everybody whom it meets, and an object with a life
 * of its own for each costs twice as much.
 */
function hmacSha256(key: Buffer): (text: string) => Buffer {
  if (key.length > BLOCK_BYTES) throw new Error("the index key is longer than a block of SHA-256");
  const padded = (filling: number): Buffer =>
    Buffer.from(Array.from({ length: BLOCK_BYTES }, (_, at) => (key[at] ?? 0) ^ filling));
  const inner = padded(0x36);
  const outer = Buffer.concat([padded(0x5c), Buffer.alloc(DIGEST_BYTES)]);
  return (text) => {
    const message = Buffer.allocUnsafe(BLOCK_BYTES + Buffer.byteLength(text));
    inner.copy(message);
    message.write(text, BLOCK_BYTES);
    hash("sha256", message, "buffer").copy(outer, BLOCK_BYTES);
    return hash("sha256", outer, "buffer");
  };
}

/** Random bytes are fetched 4,096 ivs at a time: one call a value would cost more than the encryption. */
function ivPool(): () => Buffer {
  let pool = Buffer.alloc(0);
  return () => {
    if (pool.length < IV_BYTES) pool = randomBytes(IV_BYTES * IV_POOL);
    const iv = pool.subarray(0, IV_BYTES);
    pool = pool.subarray(IV_BYTES);
    return iv;
  };
}
