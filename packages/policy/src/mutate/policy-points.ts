import { isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from "yaml";
import type { YamlText } from "../reading/yaml-text.ts";
import { readExpression } from "./expression-points.ts";
import type { ListedValues } from "./listed-values.ts";
import { daysBeside, numbersBeside } from "./neighbours.ts";
import type { Point, PolicyPoint } from "./point.ts";
import { textOf } from "./scalar-edit.ts";

/**
 * What is never changed: words for readers, what a policy is called and where it comes from, how the office handles it
 * (people do that), and the cases that the changes are tried on. All else is, whatever parts a policy may come to have.
 */
const UNTOUCHED: ReadonlySet<string> = new Set([
  ...[
    "text",
    "clause",
    "says",
    "source",
    "note",
    "notes",
    "prose",
    "title",
    "label",
    "document",
    "unit",
    "payer",
    "line",
  ],
  ...["id", "benefit", "office", "version", "subject", "fragment", "include", "beneficiary", "payee", "evidence"],
  ...["handling", "undertakings", "choices", "deadlines", "cutOver"],
]);
/** At the top of a file only: deeper down `tests` are the cells of a table. */
const UNTOUCHED_AT_TOP: ReadonlySet<string> = new Set(["facts", "tests"]);

type Walk = {
  readonly yaml: YamlText;
  readonly values: ListedValues;
  readonly points: PolicyPoint[];
  readonly names: Set<string>;
};
/** `labels`: the texts that the rows of the table around this place give. */
type Place = { readonly path: readonly string[]; readonly labels: readonly string[] };
const TOP: Place = { path: [], labels: [] };

export type FoundPoints = { readonly points: readonly PolicyPoint[]; readonly names: ReadonlySet<string> };

/** Every point of a policy's own file, and the names that its expressions use. */
export function pointsOfPolicy(yaml: YamlText, values: ListedValues): FoundPoints {
  const walk: Walk = { yaml, values, points: [], names: new Set() };
  walkNode(walk, yaml.root, TOP);
  return walk;
}

/** The points of each named part (term, parameter, table) of an included file, by the part's id. */
export function pointsOfShared(yaml: YamlText, values: ListedValues): ReadonlyMap<string, FoundPoints> {
  const found = new Map<string, FoundPoints>();
  const pairs = isMap(yaml.root) ? yaml.root.items : [];
  for (const pair of pairs.filter(({ key }) => !isUntouched([], textOf(key)))) {
    if (!isSeq(pair.value)) continue;
    for (const item of pair.value.items) {
      const walk: Walk = { yaml, values, points: [], names: new Set() };
      const id = isMap(item) ? String(item.get("id") ?? "") : "";
      walkNode(walk, item as Node, { path: [textOf(pair.key), id], labels: [] });
      found.set(id, walk);
    }
  }
  return found;
}

/** Aliases are passed by: what they stand for is changed once, where it is written. */
function walkNode(walk: Walk, node: Node | null, place: Place): void {
  if (isMap(node)) {
    const labels = [...place.labels, ...labelsIn(node.items)];
    for (const pair of node.items) walkPair(walk, pair as Pair<Node, Node | null>, { ...place, labels });
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      const id = isMap(item) ? item.get("id") : undefined;
      walkNode(walk, item as Node, { ...place, path: [...place.path, String(id ?? index)] });
    }
  } else if (isScalar(node)) {
    pushScalar(walk, node, place);
  }
}

function walkPair(walk: Walk, { key, value }: Pair<Node, Node | null>, { path, labels }: Place): void {
  const name = textOf(key);
  if (isUntouched(path, name) || isBeforeAll(path, name)) return;
  const several = isSeq(value) && value.items.length > 1;
  if (isScalar(key) && several && (name === "all" || name === "any")) {
    const insert = name === "all" ? "any" : "all";
    walk.points.push({ kind: "junction", from: 0, to: name.length, insert, yaml: walk.yaml, scalar: key, path });
  }
  walkNode(walk, value, { path: [...path, name], labels });
}

function isUntouched(path: readonly string[], name: string): boolean {
  return UNTOUCHED.has(name) || (path.length === 0 && UNTOUCHED_AT_TOP.has(name));
}

/** The first value of a parameter holds before its day as well: moving that day changes nothing. */
function isBeforeAll(path: readonly string[], name: string): boolean {
  return name === "from" && path[0] === "parameters" && path[2] === "values" && path[3] === "0";
}

function pushScalar({ yaml, values, points, names }: Walk, scalar: Scalar, { path, labels }: Place): void {
  const text = textOf(scalar);
  if (!yaml.expressions.has(scalar)) {
    const changes = changesOf(scalar, text, LABELS.has(path.at(-1) ?? "") ? labels : []);
    points.push(...changes.map((change) => ({ from: 0, to: text.length, ...change, yaml, scalar, path })));
    return;
  }
  const read = readExpression(text, values);
  for (const point of read.points) points.push({ ...point, yaml, scalar, path });
  for (const name of read.names) names.add(name);
}

/** What else the whole of a scalar may be; nothing for words of the envelope (`once`, `extend`). */
function changesOf(
  { value }: Scalar,
  text: string,
  labels: readonly string[],
): readonly Pick<Point, "kind" | "insert">[] {
  const all = (kind: Point["kind"], inserts: readonly string[]) => inserts.map((insert) => ({ kind, insert }));
  if (typeof value === "boolean") return all("boolean", [String(!value)]);
  if (typeof value === "number" || isAmount(text)) return all("number", atLeastNothing(text));
  const other = labels.find((label) => label !== text);
  return other === undefined ? all("day", daysBeside(text)) : all("listedValue", [other]);
}

/** Sums may stand in quotes. */
function isAmount(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text);
}

/** No number of the envelope may be below nothing: such a change would say nothing about the cases. */
function atLeastNothing(text: string): readonly string[] {
  return numbersBeside(text).filter((each) => text.startsWith("-") || !each.startsWith("-"));
}

/** What a row of a named table gives; expressions elsewhere never stand under these keys. */
const LABELS: ReadonlySet<string> = new Set(["value", "otherwise"]);

/** The texts that a table's rows give: those of `rows` below this mapping, and what holds otherwise. */
function labelsIn(pairs: readonly Pair[]): readonly string[] {
  return pairs.flatMap(({ key, value }) => {
    if (textOf(key) === "otherwise" && isScalar(value)) return [textOf(value)];
    if (textOf(key) !== "rows" || !isSeq(value)) return [];
    return value.items.flatMap((row) => (isMap(row) && row.has("value") ? [String(row.get("value"))] : []));
  });
}
