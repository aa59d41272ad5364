import type { Session } from "../evaluate/session.ts";
import { type FeelContext, type FeelFunction, type FeelValue, hasKind, makeContext } from "../values/value.ts";
import { context, define, list, nullable, signature, text, value } from "./define.ts";

export const contextFunctions: readonly FeelFunction[] = [
  define(
    "get value",
    signature([context("m"), text("key")], ([m, key]) => m.entries.get(key) ?? null),
  ),
  define(
    "get entries",
    signature([context("m")], ([{ entries }], session) => {
      session.spend(entries.size);
      return Array.from(entries, ([key, entry]) =>
        makeContext([
          ["key", key],
          ["value", entry],
        ]),
      );
    }),
  ),
  define(
    "context",
    signature([list("entries")], ([entries], session) => contextOf(entries, session)),
  ),
  define(
    "context put",
    signature([context("context"), text("key"), nullable(value("value"))], ([into, key, entry], session) =>
      put(into, [key], entry, session),
    ),
    signature([context("context"), list("keys"), nullable(value("value"))], ([into, keys, entry], session) =>
      put(into, keys, entry, session),
    ),
  ),
  define(
    "context merge",
    signature([list("contexts")], ([contexts], session) => merge(contexts, session)),
  ),
];

function contextOf(entries: readonly FeelValue[], session: Session): FeelValue {
  const made = new Map<string, FeelValue>();
  for (const entry of entries) {
    const parts = hasKind(entry, "context") ? entry.entries : null;
    const key = parts?.get("key");
    const contained = parts?.get("value");
    if (typeof key !== "string" || contained === undefined || made.has(key)) {
      return session.warn("feel.wrongArgumentValue", {
        name: "context",
        reason: "each entry needs its own key, and a value",
      });
    }
    made.set(key, contained);
  }
  return { kind: "context", entries: made };
}

function put(into: FeelContext, keys: readonly FeelValue[], value: FeelValue, session: Session): FeelValue {
  const [key, ...rest] = keys;
  const refuse = (): null =>
    session.warn("feel.wrongArgumentValue", { name: "context put", reason: "a key names no context" });
  if (typeof key !== "string") return refuse();
  session.spend(into.entries.size);
  if (rest.length === 0) return makeContext([...into.entries, [key, value]]);
  const inner = into.entries.get(key) ?? null;
  if (!hasKind(inner, "context")) return refuse();
  const changed = put(inner, rest, value, session);
  return changed === null ? null : makeContext([...into.entries, [key, changed]]);
}

function merge(contexts: readonly FeelValue[], session: Session): FeelValue {
  const merged = new Map<string, FeelValue>();
  for (const each of contexts) {
    if (!hasKind(each, "context")) {
      return session.warn("feel.wrongArgumentValue", { name: "context merge", reason: "not all are contexts" });
    }
    session.spend(each.entries.size);
    for (const [name, entry] of each.entries) merged.set(name, entry);
  }
  return { kind: "context", entries: merged };
}
