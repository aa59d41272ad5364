import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { z } from "zod";

const KEY_BYTES = 32;
const base64Key = z.base64().refine((text) => Buffer.from(text, "base64").length === KEY_BYTES);
const keyFileSchema = z.object({
  format: z.literal("wutong-keys-1"),
  current: z.string(),
  encryption: z.record(z.string(), base64Key),
  index: base64Key,
});

/** The keys in memory: every encryption key by its id, the one new values are written with, and the blind-index key. */
export type Keys = {
  readonly current: string;
  readonly encryption: ReadonlyMap<string, Buffer>;
  readonly index: Buffer;
};

/** Reads the key file. Problems: `keys.missing`, `keys.openToOthers` (mode must be 0600), `keys.broken`. */
export function readKeyFile(path: string): Result<Keys, Problem> {
  if (!existsSync(path)) return fail(problem("keys.missing", { path }));
  const mode = statSync(path).mode & 0o077;
  if (mode !== 0) return fail(problem("keys.openToOthers", { path, mode: mode.toString(8) }));
  const parsed = keyFileSchema.safeParse(parseJson(readFileSync(path, "utf8")));
  if (!parsed.success || !parsed.data.encryption[parsed.data.current]) return fail(problem("keys.broken", { path }));
  return ok({
    current: parsed.data.current,
    encryption: new Map(Object.entries(parsed.data.encryption).map(([id, key]) => [id, Buffer.from(key, "base64")])),
    index: Buffer.from(parsed.data.index, "base64"),
  });
}

/** Writes a new key file (mode 0600); refuses to overwrite one: what it protects could never be read again. */
export function createKeyFile(path: string): Result<Keys, Problem> {
  if (existsSync(path)) return fail(problem("keys.exists", { path }));
  const key = randomBytes(KEY_BYTES);
  const id = keyId(key);
  write(path, { current: id, encryption: new Map([[id, key]]), index: randomBytes(KEY_BYTES) });
  return readKeyFile(path);
}

/** Adds a fresh encryption key and makes it current; older ones stay, so that everything written before can be read. */
export function rotateKeyFile(path: string): Result<Keys, Problem> {
  const keys = readKeyFile(path);
  if (!keys.ok) return keys;
  const key = randomBytes(KEY_BYTES);
  const id = keyId(key);
  write(path, { ...keys.value, current: id, encryption: new Map([...keys.value.encryption, [id, key]]) });
  return readKeyFile(path);
}

/** Takes older encryption keys out of the file for good; the current one always stays. */
export function dropFromKeyFile(path: string, ids: readonly string[]): Result<Keys, Problem> {
  const keys = readKeyFile(path);
  if (!keys.ok) return keys;
  const { current, encryption } = keys.value;
  const kept = [...encryption].filter(([id]) => id === current || !ids.includes(id));
  write(path, { ...keys.value, encryption: new Map(kept) });
  return readKeyFile(path);
}

function write(path: string, keys: Keys): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const encryption = Object.fromEntries([...keys.encryption].map(([id, key]) => [id, key.toString("base64")]));
  const text = JSON.stringify(
    { format: "wutong-keys-1", current: keys.current, encryption, index: keys.index.toString("base64") },
    null,
    2,
  );
  writeFileSync(`${path}.new`, `${text}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** Eight hex digits of the key's hash: names the key inside each value without telling anything about it. */
function keyId(key: Buffer): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 8);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
