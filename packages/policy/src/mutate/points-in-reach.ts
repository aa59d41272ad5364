import type { ReadPolicy } from "../reading/read-policies.ts";
import type { YamlText } from "../reading/yaml-text.ts";
import type { ListedValues } from "./listed-values.ts";
import type { PolicyPoint } from "./point.ts";
import { type FoundPoints, pointsOfPolicy, pointsOfShared } from "./policy-points.ts";

/**
 * Every point that a policy rests on: those of its own file, and those of the parts of included files that it uses, by
 * name, itself or by way of another part.
 */
export function pointsInReach(read: ReadPolicy, values: ListedValues): readonly PolicyPoint[] {
  const own = pointsOfPolicy(read.yaml, values);
  const parts = new Map<string, FoundPoints>();
  for (const yaml of includedFiles(read)) {
    for (const [id, found] of pointsOfShared(yaml, values)) parts.set(id, found);
  }
  const points = [...own.points];
  const used = new Set<string>();
  const waiting = [...own.names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const part = parts.get(name);
    if (!part || used.has(name)) continue;
    used.add(name);
    points.push(...part.points);
    waiting.push(...part.names);
  }
  return points;
}

/** The files that brought something: whatever the reader located elsewhere than in the policy's own file. */
export function includedFiles(read: ReadPolicy): ReadonlySet<YamlText> {
  const located = Object.values(read).flatMap((part: unknown) => (Array.isArray(part) ? part : []));
  const files = located.flatMap((part: { readonly yaml?: YamlText }) => (part.yaml ? [part.yaml] : []));
  return new Set(files.filter((yaml) => yaml !== read.yaml));
}
