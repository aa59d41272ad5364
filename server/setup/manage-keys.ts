import { ok, type Problem, type Result } from "@wutong/kernel";
import { readEnvironment } from "../config/environment.ts";
import { type Keys, readKeyFile, rotateKeyFile } from "../storage/index.ts";

/** What may be said of a key file aloud: names of keys, which one is written with, never a key. */
export type KeyFileState = { readonly path: string; readonly current: string; readonly older: readonly string[] };

/** Problems: those of the environment, `keys.missing`, `keys.openToOthers`, `keys.broken`. */
export function describeKeyFile(env: Readonly<Record<string, string | undefined>>): Result<KeyFileState, Problem> {
  return withKeyFile(env, readKeyFile);
}

/** Adds a fresh encryption key that new values are written with; the older ones stay and still open what they sealed. */
export function rotateKeys(env: Readonly<Record<string, string | undefined>>): Result<KeyFileState, Problem> {
  return withKeyFile(env, rotateKeyFile);
}

function withKeyFile(
  env: Readonly<Record<string, string | undefined>>,
  act: (path: string) => Result<Keys, Problem>,
): Result<KeyFileState, Problem> {
  const configuration = readEnvironment(env);
  if (!configuration.ok) return configuration;
  const path = configuration.value.keyFile;
  const keys = act(path);
  if (!keys.ok) return keys;
  const { current, encryption } = keys.value;
  return ok({ path, current, older: [...encryption.keys()].filter((id) => id !== current) });
}
