import { compileFeel } from "@wutong/feel";
import { catalogueOf, type FactField, type FactGroup, type FactList, factCatalogue } from "../facts/fact-catalogue.ts";
import type { AddedFact, FactExtension } from "../facts/fact-extension.ts";
import { typeOfField } from "../facts/fact-scope.ts";
import type { BothTexts } from "../fault.ts";
import {
  fieldOf,
  type WrittenField,
  type WrittenGroup,
  type WrittenList,
  type WrittenRegister,
  type WrittenScalar,
} from "./added-facts-shape.ts";
import { didYouMean } from "./did-you-mean.ts";
import { offsetOf, type YamlText } from "./yaml-text.ts";

/** A fact with the place that it was read from: `facts[index]` of its file. */
export type LocatedFact = {
  readonly part: WrittenScalar | WrittenList;
  readonly yaml: YamlText;
  readonly path: Path;
};
type Path = readonly (string | number)[];

type Extending = {
  readonly facts: AddedFact[];
  readonly registers: Record<string, BothTexts>;
  /** Names in small letters (SQL doesn't tell them apart) by kind of subject, with the place of each. */
  readonly taken: Map<string, string>;
};

/** Names that every expression or table has already. */
const RESERVED: readonly string[] = [
  ...["asOf", "keyDate", "inForceFrom", "inForceTo"],
  ...["personId", "office", "people", "subject", "subjectRow", "policy"],
];

/**
 * The facts that included files add to the catalogues. What is wrong is reported where it stands, in the file that adds
 * the fact; such a fact is left out.
 */
export function extensionOf(written: readonly LocatedFact[]): FactExtension {
  const extending: Extending = { facts: [], registers: {}, taken: new Map() };
  for (const each of written) nameRegister(extending, each);
  for (const each of written) addFact(extending, each);
  return { facts: extending.facts, registers: extending.registers };
}

/** Facts of one name that two files of a folder add otherwise: a sweep over policies of both would have two types for one column. */
export function reportDiffering(written: readonly LocatedFact[]): void {
  const seen = new Map<string, LocatedFact>();
  for (const each of written) {
    const { part, yaml, path } = each;
    const key = `${part.subject ?? "person"} ${part.name.toLowerCase()}`;
    const before = seen.get(key);
    if (!before) seen.set(key, each);
    else if (before.yaml !== yaml && formOf(before) !== formOf(each)) {
      reportAt(yaml, [...path, "name"], "policy.facts.differs", { name: part.name, where: before.yaml.file });
    }
  }
}

/** A fact without what it is called and who proves it. */
function formOf({ part }: LocatedFact): string {
  return JSON.stringify({ ...part, subject: part.subject ?? "person", register: "" }, (key, value: unknown) =>
    key === "label" ? undefined : value,
  );
}

/** A register is named once, or twice alike; then other facts may say its id alone. */
function nameRegister({ registers }: Extending, { part, yaml, path }: LocatedFact): void {
  const { register } = part;
  if (typeof register === "string") return;
  const { id, zh, en } = register;
  const before = factCatalogue.registers[id] ?? registers[id];
  if (before && (before.zh !== zh || before.en !== en)) {
    reportAt(yaml, [...path, "register"], "policy.facts.registerTwice", { id, zh: before.zh, en: before.en });
    return;
  }
  if (!before) registers[id] = { zh, en };
}

function addFact(extending: Extending, located: LocatedFact): void {
  const { part, yaml, path } = located;
  const subject = part.subject ?? "person";
  const register = registerOf(extending, located);
  const free = isFree(extending, located, part.name, "name");
  const named = "element" in part && part.element ? isFree(extending, located, part.element.name, "element") : true;
  const fields = "fields" in part ? fieldsOf(yaml, [...path, "fields"], part.fields) : checkedField(yaml, path, part);
  if (!register || !free || !named || !fields) return;
  if (!("fields" in part)) {
    extending.facts.push({ subject, scalar: { ...fieldOf(part), register } });
    return;
  }
  const { name, label, element } = part;
  const list: FactList = { name, label, register, fields: fields as FactList["fields"] };
  if (element && !isClaim(located, list, element.key)) return;
  extending.facts.push({ subject, list: element ? { ...list, element } : list });
}

/** A policy may be about an element only of a person's list, and is told apart by one of its texts. */
function isClaim({ part, yaml, path }: LocatedFact, list: FactList, key: string): boolean {
  const text = list.fields.some((field) => field.name === key && "type" in field && field.type === "string");
  if (text && (part.subject ?? "person") === "person") return true;
  reportAt(yaml, [...path, "element"], "policy.facts.element", { key });
  return false;
}

function registerOf({ registers }: Extending, { part, yaml, path }: LocatedFact): string | undefined {
  const id = idOf(part.register);
  const known = [...Object.keys(factCatalogue.registers), ...Object.keys(registers)];
  if (known.includes(id)) return id;
  reportAt(yaml, [...path, "register"], "policy.facts.register", { id, didYouMean: didYouMean(id, known) });
  return undefined;
}

function idOf(register: WrittenRegister): string {
  return typeof register === "string" ? register : register.id;
}

/** Neither a fact of the catalogue nor another that is added nor a claim has the name, and FEEL can read it. */
function isFree(
  extending: Extending,
  { part, yaml, path }: LocatedFact,
  name: string,
  at: "name" | "element",
): boolean {
  const subject = part.subject ?? "person";
  const place = [...path, ...(at === "name" ? ["name"] : ["element", "name"])];
  const { scalars, lists } = catalogueOf(subject);
  const claims = lists.flatMap(({ element }) => (element ? [element.name] : []));
  const names = [...scalars, ...lists].map((fact) => fact.name);
  const lower = name.toLowerCase();
  const isOne = (one: string) => one.toLowerCase() === lower;
  if ([...names, ...claims].some(isOne)) return refuse(yaml, place, "policy.facts.known", { name, subject });
  if (RESERVED.some(isOne) || !isReadable(name)) return refuse(yaml, place, "policy.facts.reserved", { name });
  const where = extending.taken.get(`${subject} ${lower}`);
  if (where !== undefined) return refuse(yaml, place, "policy.facts.twice", { name, where });
  extending.taken.set(`${subject} ${lower}`, yaml.file);
  return true;
}

/** The fields of a list, or undefined after reporting what is wrong with one. */
function fieldsOf(
  yaml: YamlText,
  path: Path,
  written: readonly (WrittenField | WrittenGroup)[],
): readonly (FactField | FactGroup)[] | undefined {
  const seen = new Set<string>();
  const fields = written.map((each, index): FactField | FactGroup | undefined => {
    const at = [...path, index];
    const { name, label } = each;
    const lower = name.toLowerCase();
    const twice = seen.has(lower);
    seen.add(lower);
    if (twice) reportAt(yaml, [...at, "name"], "policy.facts.twice", { name, where: yaml.file });
    if (lower === "personid" || !isReadable(name)) {
      reportAt(yaml, [...at, "name"], "policy.facts.reserved", { name });
      return undefined;
    }
    if (!("fields" in each)) return twice ? undefined : checkedField(yaml, at, each);
    const inner = fieldsOf(yaml, [...at, "fields"], each.fields);
    return inner && !twice ? { name, label, fields: inner as readonly FactField[] } : undefined;
  });
  return fields.every((field) => field !== undefined) ? fields : undefined;
}

/** Only texts have values, only whole numbers digits. */
function checkedField(yaml: YamlText, path: Path, field: WrittenField): FactField | undefined {
  const wrong = [
    ...(field.values && field.type !== "string" ? ["values"] : []),
    ...(field.digits !== undefined && field.type !== "integer" ? ["digits"] : []),
  ];
  for (const key of wrong)
    reportAt(yaml, [...path, key], `policy.facts.${key}`, { name: field.name, type: field.type });
  return wrong.length > 0 ? undefined : fieldOf(field);
}

/** Words of FEEL (`for`, `in`, …) and names that it would read otherwise can't be asked. */
function isReadable(name: string): boolean {
  const type = typeOfField({ name, type: "boolean", label: { zh: "", en: "" } });
  const alone = compileFeel(name, { [name]: type });
  const field = compileFeel(`row.${name}`, { row: { kind: "context", fields: { [name]: type } } });
  return alone.ok && field.ok;
}

function refuse(yaml: YamlText, path: Path, code: string, params: Readonly<Record<string, string>>): false {
  reportAt(yaml, path, code, params);
  return false;
}

function reportAt(yaml: YamlText, path: Path, code: string, params: Readonly<Record<string, string>>): void {
  yaml.report(code, offsetOf(yaml.nodeAt(path)), params);
}
