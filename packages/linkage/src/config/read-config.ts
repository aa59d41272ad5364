import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { type FieldKind, KINDS, kindOf } from "../kinds/kinds.ts";
import {
  type BlockingRule,
  DEFAULT_BANDS,
  DEFAULT_BOUNDS,
  FIELDS_MAX,
  type FieldConfig,
  type LinkageConfig,
  RULES_MAX,
} from "./linkage-config.ts";

/** What a configuration says; what it leaves out is guessed from the file. */
export type GivenConfig = Omit<LinkageConfig, "blocking" | "oneToOne"> & {
  readonly blocking: readonly BlockingRule[] | undefined;
  readonly oneToOne: boolean | undefined;
};

type Json = Readonly<Record<string, unknown>>;

const KEYS = ["id", "fields", "blocking", "oneToOne", "bands", "bounds"];

/**
 * Reads a configuration (docs/reference/linkage.md). Fails with `linkage.config` {path, expected}: where it is wrong and
 * what should stand there.
 */
export function readLinkageConfig(json: unknown): Result<GivenConfig, Problem> {
  if (!isObject(json)) return wrong("", "{ fields: […] }");
  const stranger = Object.keys(json).find((key) => !KEYS.includes(key));
  if (stranger !== undefined) return wrong(stranger, KEYS.join(" | "));
  const fields = readFields(json["fields"]);
  if (!fields.ok) return fields;
  const blocking = json["blocking"] === undefined ? ok(undefined) : readRules(json["blocking"], fields.value);
  if (!blocking.ok) return blocking;
  const { id, oneToOne } = json;
  if (id !== undefined && typeof id !== "string") return wrong("id", "the name of a column");
  if (oneToOne !== undefined && typeof oneToOne !== "boolean") return wrong("oneToOne", "true | false");
  const bands = readNumbers("bands", json["bands"], DEFAULT_BANDS, (value) => value > 0 && value < 1);
  if (!bands.ok) return bands;
  const bounds = readNumbers(
    "bounds",
    json["bounds"],
    DEFAULT_BOUNDS,
    (value) => Number.isSafeInteger(value) && value > 1,
  );
  if (!bounds.ok) return bounds;
  if (bands.value.review > bands.value.automatic) return wrong("bands.review", "at most bands.automatic");
  const own = { fields: fields.value, blocking: blocking.value, bands: bands.value, bounds: bounds.value };
  return ok({ ...own, oneToOne, ...(id === undefined ? {} : { idColumn: id }) });
}

function readFields(json: unknown): Result<readonly FieldConfig[], Problem> {
  if (!Array.isArray(json) || json.length === 0 || json.length > FIELDS_MAX) return wrong("fields", `1–${FIELDS_MAX}`);
  const fields: FieldConfig[] = [];
  for (const [index, each] of json.entries()) {
    const field = readField(each, `fields[${index}]`);
    if (!field.ok) return field;
    if (fields.some(({ name }) => name === field.value.name))
      return wrong(`fields[${index}].name`, "a name of its own");
    fields.push(field.value);
  }
  for (const [index, { swapsWith, name, kind }] of fields.entries()) {
    const other = fields.find((each) => each.name === swapsWith);
    if (swapsWith === undefined) continue;
    if (!other || other.kind !== kind || other.swapsWith !== name) {
      return wrong(`fields[${index}].swapsWith`, "another field of the same kind, which names this one");
    }
  }
  return ok(fields);
}

const FIELD_KEYS = ["name", "kind", "column", "rightColumn", "termFrequency", "swapsWith"];

function readField(json: unknown, path: string): Result<FieldConfig, Problem> {
  if (!isObject(json)) return wrong(path, "{ name, kind }");
  const stranger = Object.keys(json).find((key) => !FIELD_KEYS.includes(key));
  if (stranger !== undefined) return wrong(`${path}.${stranger}`, FIELD_KEYS.join(" | "));
  const { name, kind, column = name, rightColumn, termFrequency = false, swapsWith } = json;
  if (typeof name !== "string" || !/^[^."\s][^."]*$/.test(name)) return wrong(`${path}.name`, "a name without points");
  if (typeof kind !== "string" || !Object.hasOwn(KINDS, kind))
    return wrong(`${path}.kind`, Object.keys(KINDS).join(" | "));
  if (typeof column !== "string") return wrong(`${path}.column`, "the name of a column");
  if (rightColumn !== undefined && typeof rightColumn !== "string")
    return wrong(`${path}.rightColumn`, "the name of a column");
  if (typeof termFrequency !== "boolean") return wrong(`${path}.termFrequency`, "true | false");
  if (swapsWith !== undefined && typeof swapsWith !== "string")
    return wrong(`${path}.swapsWith`, "the name of a field");
  return ok({
    ...{ name, kind: kind as FieldKind, column, termFrequency },
    ...(rightColumn === undefined ? {} : { rightColumn }),
    ...(swapsWith === undefined ? {} : { swapsWith }),
  });
}

function readRules(json: unknown, fields: readonly FieldConfig[]): Result<readonly BlockingRule[], Problem> {
  if (!Array.isArray(json) || json.length === 0 || json.length > RULES_MAX) return wrong("blocking", `1–${RULES_MAX}`);
  const known = fields.flatMap(({ name, kind }) =>
    Object.keys(kindOf(kind).keys).map((form) => (form === "value" ? name : `${name}.${form}`)),
  );
  for (const [index, rule] of json.entries()) {
    if (!Array.isArray(rule)) return wrong(`blocking[${index}]`, "[key, …]");
    const stranger = rule.find((key) => !known.includes(key));
    if (stranger !== undefined) return wrong(`blocking[${index}]: ${stranger}`, known.join(" | "));
  }
  return ok(json as readonly BlockingRule[]);
}

function readNumbers<Numbers extends Readonly<Record<string, number>>>(
  path: string,
  json: unknown,
  defaults: Numbers,
  fits: (value: number) => boolean,
): Result<Numbers, Problem> {
  if (json === undefined) return ok(defaults);
  if (!isObject(json)) return wrong(path, `{ ${Object.keys(defaults).join(", ")} }`);
  for (const [key, value] of Object.entries(json)) {
    if (!Object.hasOwn(defaults, key)) return wrong(`${path}.${key}`, Object.keys(defaults).join(" | "));
    if (typeof value !== "number" || !fits(value)) return wrong(`${path}.${key}`, `a number such as ${defaults[key]}`);
  }
  return ok({ ...defaults, ...json });
}

function isObject(json: unknown): json is Json {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function wrong(path: string, expected: string): Result<never, Problem> {
  return fail(problem("linkage.config", { path, expected }));
}
