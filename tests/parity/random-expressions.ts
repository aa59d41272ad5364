import type { FeelType, Scope } from "@wutong/feel";
import { TEXTS } from "./feel-scope.ts";
import type { Random } from "./random.ts";

/**
 * The published grammar of random conditions and amounts: each rule writes one FEEL construct of the wanted type.
 * Everything is well typed; the compiler may still refuse a number that could outgrow 38 digits.
 */
export type Sort = "boolean" | "number" | "string" | "date";

type Named = { readonly text: string; readonly type: FeelType };
type Place = { readonly named: readonly Named[]; readonly depth: number; readonly binders: number };
type Rule = (place: Place, random: Random) => string | undefined;

export function randomExpression(scope: Scope, sort: Sort, depth: number, random: Random): string {
  const named = Object.entries(scope).map(([text, type]) => ({ text, type }));
  return write(sort, { named, depth, binders: 0 }, random);
}

function write(sort: Sort, place: Place, random: Random): string {
  if (place.depth <= 0) return leaf(sort, place, random);
  const deeper = { ...place, depth: place.depth - 1 };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const written = random.pick(rules[sort])(deeper, random);
    if (written !== undefined) return written;
  }
  return leaf(sort, place, random);
}

const COMPARISONS = ["=", "!=", "<", "<=", ">", ">="];

function leaf(sort: Sort, place: Place, random: Random): string {
  const readable = place.named.flatMap((name) => scalarsOf(name)).filter(({ type }) => type.kind === sort);
  if (readable.length > 0 && random.chance(0.75)) return random.pick(readable).text;
  return literal(sort, random);
}

function literal(sort: Sort, random: Random): string {
  switch (sort) {
    case "boolean":
      return random.pick(["true", "false"]);
    case "string":
      return `"${random.pick(TEXTS)}"`;
    case "date":
      return `date("202${3 + random.below(2)}-${String(random.below(12) + 1).padStart(2, "0")}-${random.pick(["01", "15", "28"])}")`;
    case "number":
      return random.pick(["0", "1", "2", "3", "6", "12", "35", "0.5", "90.25", "1000", "-1", "7"]);
  }
}

const sorts: readonly Sort[] = ["number", "number", "date", "string"];

const rules: Readonly<Record<Sort, readonly Rule[]>> = {
  boolean: [
    (p, r) => compare(p, r),
    (p, r) => compare(p, r),
    (p, r) => `(${write("boolean", p, r)} ${r.pick(["and", "or"])} ${write("boolean", p, r)})`,
    (p, r) => `not(${write("boolean", p, r)})`,
    (p, r) => between(p, r),
    (p, r) => membership(p, r),
    (p, r) => quantified(p, r),
    (p, r) => quantified(p, r),
    (p, r) => inForce(p, r),
    (p, r) => `${r.pick(["starts with", "ends with"])}(${write("string", p, r)}, ${literal("string", r)})`,
    (p, r) => `contains(${write("string", p, r)}, ${write("string", p, r)})`,
    (p, r) => listContains(p, r),
    (p, r) => conditional("boolean", p, r),
    (p, r) => leaf("boolean", p, r),
  ],
  number: [
    (p, r) => `(${write("number", p, r)} ${r.pick(["+", "-", "*"])} ${write("number", p, r)})`,
    (p, r) =>
      `${r.pick(["round half up", "floor", "ceiling", "round up", "round down"])}(${write("number", p, r)} / ${write("number", p, r)}, ${r.below(3)})`,
    (p, r) => `${r.pick(["round half up", "floor", "ceiling"])}(${write("number", p, r)} * 0.75)`,
    (p, r) => aggregated(p, r, "number"),
    (p, r) => aggregated(p, r, "number"),
    (p, r) => counted(p, r),
    (p, r) => counted(p, r),
    (p, r) => `abs(${write("number", p, r)})`,
    (p, r) => `${r.pick(["min", "max", "sum"])}(${write("number", p, r)}, ${write("number", p, r)})`,
    (p, r) => `full years between(${write("date", p, r)}, ${write("date", p, r)})`,
    (p, r) => `full months between(${write("date", p, r)}, ${write("date", p, r)})`,
    (p, r) => `days between(${write("date", p, r)}, ${write("date", p, r)})`,
    (p, r) => `${write("date", p, r)}.${r.pick(["year", "month", "day"])}`,
    (p, r) => `string length(${write("string", p, r)})`,
    (p, r) => overSpells(p, r, (spells) => `months covered(${spells})`),
    (p, r) =>
      overSpells(
        p,
        r,
        (spells) => `consecutive months(${spells}, ${write("date", p, r)}, ${r.below(4) - (r.chance(0.1) ? 1 : 0)})`,
      ),
    (p, r) => overSpells(p, r, (spells) => `consecutive months(${spells}, ${leaf("date", p, r)}, ${r.below(4)})`),
    (p, r) => conditional("number", p, r),
  ],
  string: [
    (p, r) =>
      `substring(${write("string", p, r)}, ${r.pick([1, 2, -1, -2, 0, 5])}${r.chance(0.5) ? `, ${r.below(3)}` : ""})`,
    (p, r) => `(${write("string", p, r)} + ${write("string", p, r)})`,
    (p, r) => `upper case(${write("string", p, r)})`,
    (p, r) => aggregated(p, r, "string"),
    (p, r) => conditional("string", p, r),
    (p, r) => leaf("string", p, r),
  ],
  date: [
    (p, r) =>
      `(${write("date", p, r)} ${r.pick(["+", "-"])} duration("${r.pick(["P1M", "P36M", "P3Y6M", "P30D", "P200Y"])}"))`,
    (p, r) => `add months(${write("date", p, r)}, ${r.pick([-1, 1, 13])})`,
    (p, r) => aggregated(p, r, "date"),
    (p, r) => overSpells(p, r, (spells) => `first month(${spells})`),
    (p, r) => conditional("date", p, r),
    (p, r) => leaf("date", p, r),
  ],
};

function compare(place: Place, random: Random): string {
  const sort = random.pick(sorts);
  return `(${write(sort, place, random)} ${random.pick(COMPARISONS)} ${write(sort, place, random)})`;
}

function between(place: Place, random: Random): string {
  const sort = random.pick(sorts);
  const [of, low, high] = [write(sort, place, random), leaf(sort, place, random), leaf(sort, place, random)];
  if (random.chance(0.5)) return `(${of} between ${low} and ${high})`;
  return `(${of} in ${random.pick(["[", "("])}${low}..${high}${random.pick(["]", ")"])})`;
}

function membership(place: Place, random: Random): string {
  const sort = random.pick(sorts);
  const tests = Array.from({ length: 1 + random.below(3) }, () => {
    if (random.chance(0.6)) return literal(sort, random);
    return random.chance(0.5) ? `${random.pick(["<", ">="])} ${literal(sort, random)}` : leaf(sort, place, random);
  });
  return `(${write(sort, place, random)} in (${tests.join(", ")}))`;
}

function conditional(sort: Sort, place: Place, random: Random): string {
  const [consequent, alternative] = [write(sort, place, random), write(sort, place, random)];
  return `(if ${write("boolean", place, random)} then ${consequent} else ${alternative})`;
}

function quantified(place: Place, random: Random): string | undefined {
  const list = writeList(place, random);
  if (!list) return undefined;
  const name = `e${place.binders}`;
  const inner = below(place, { text: name, type: list.of });
  const quantifier = random.pick(["some", "every"]);
  const second = random.chance(0.15) ? writeList(inner, random) : undefined;
  if (!second) return `(${quantifier} ${name} in ${list.text} satisfies ${write("boolean", inner, random)})`;
  const other = `e${inner.binders}`;
  const condition = write("boolean", below(inner, { text: other, type: second.of }), random);
  return `(${quantifier} ${name} in ${list.text}, ${other} in ${second.text} satisfies ${condition})`;
}

function counted(place: Place, random: Random): string | undefined {
  const list = writeList(place, random);
  return list && `count(${list.text})`;
}

function aggregated(place: Place, random: Random, sort: Sort): string | undefined {
  const elements = writeScalars(place, random, sort);
  if (!elements) return undefined;
  const operators = sort === "number" ? ["sum", "min", "max"] : ["min", "max"];
  return `${random.pick(operators)}(${elements})`;
}

function listContains(place: Place, random: Random): string | undefined {
  const sort = random.pick(sorts);
  const elements = writeScalars(place, random, sort);
  if (!elements) return undefined;
  return random.chance(0.5)
    ? `list contains(${elements}, ${write(sort, place, random)})`
    : `(${write(sort, place, random)} in ${elements})`;
}

function inForce(place: Place, random: Random): string | undefined {
  const spells = place.named.filter(({ type }) => type.kind === "context" && "open" in type.fields);
  if (spells.length === 0) return undefined;
  return `in force at(${random.pick(spells).text}, ${leaf("date", place, random)}, ${random.below(4)})`;
}

function overSpells(place: Place, random: Random, make: (spells: string) => string): string | undefined {
  const list = writeList(place, random, (of) => of.kind === "context" && "from" in of.fields);
  return list && make(list.text);
}

/** A list of one scalar sort: a fact, a projection, a `for`, or written out. */
function writeScalars(place: Place, random: Random, sort: Sort): string | undefined {
  if (random.chance(0.2)) return `[${leaf(sort, place, random)}, ${leaf(sort, place, random)}]`;
  const list = writeList(place, random);
  if (!list) return undefined;
  if (list.of.kind === sort) return list.text;
  if (list.of.kind !== "context") return undefined;
  const fields = Object.entries(list.of.fields).filter(([, type]) => type.kind === sort);
  if (fields.length > 0 && random.chance(0.6)) return `${list.text}.${random.pick(fields)[0]}`;
  const name = `e${place.binders}`;
  return `(for ${name} in ${list.text} return ${write(sort, below(place, { text: name, type: list.of }), random)})`;
}

type WrittenList = { readonly text: string; readonly of: FeelType };

/** A list in scope, at times filtered, at times one of two by a condition. */
function writeList(
  place: Place,
  random: Random,
  wanted: (of: FeelType) => boolean = () => true,
): WrittenList | undefined {
  const lists = place.named.flatMap((name) => listsOf(name)).filter(({ of }) => wanted(of));
  if (lists.length === 0) return undefined;
  const list = random.pick(lists);
  let { text } = list;
  while (place.depth > 0 && random.chance(0.45)) text = `${text}[${filterOf(list.of, place, random)}]`;
  if (place.depth > 0 && random.chance(0.05)) {
    text = `(if ${write("boolean", { ...place, depth: 1 }, random)} then ${text} else ${list.text})`;
  }
  return wanted(MADE_CONTEXT) && place.depth > 0 && random.chance(0.08)
    ? contextsOf(text, list.of, place, random)
    : { text, of: list.of };
}

const MADE: Readonly<Record<string, FeelType>> = {
  "made number": { kind: "number" },
  "made text": { kind: "string" },
  "made day": { kind: "date" },
  "made flag": { kind: "boolean" },
};

const MADE_CONTEXT: FeelType = { kind: "context", fields: MADE };

/** Contexts written out, one for each row. */
function contextsOf(list: string, of: FeelType, place: Place, random: Random): WrittenList {
  const name = `e${place.binders}`;
  const inner = { ...below(place, { text: name, type: of }), depth: Math.min(place.depth - 1, 1) };
  const entries = Object.entries(MADE).map(([key, type]) => `${key}: ${write(type.kind as Sort, inner, random)}`);
  return { text: `(for ${name} in ${list} return {${entries.join(", ")}})`, of: MADE_CONTEXT };
}

/** Inside a filter the element is `item`, and hides what is called so around. */
function filterOf(of: FeelType, place: Place, random: Random): string {
  const around = place.named.filter(({ text }) => !text.startsWith("item"));
  const depth = Math.min(place.depth - 1, 1);
  return write("boolean", { named: [...around, { text: "item", type: of }], depth, binders: place.binders }, random);
}

function below(place: Place, name: Named): Place {
  return { named: [...place.named, name, name], depth: place.depth, binders: place.binders + 1 };
}

function scalarsOf({ text, type }: Named): readonly Named[] {
  if (type.kind === "list") return [];
  if (type.kind !== "context") return [{ text, type }];
  return Object.entries(type.fields).flatMap(([name, field]) => scalarsOf({ text: `${text}.${name}`, type: field }));
}

function listsOf({ text, type }: Named): readonly { readonly text: string; readonly of: FeelType }[] {
  if (type.kind === "list") return [{ text, of: type.of }];
  if (type.kind !== "context") return [];
  return Object.entries(type.fields).flatMap(([name, field]) => listsOf({ text: `${text}.${name}`, type: field }));
}
