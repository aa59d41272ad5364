import { visitIr } from "@wutong/feel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { SubjectKind } from "../facts/fact-catalogue.ts";
import { elementType } from "../facts/fact-scope.ts";
import { subjectOf } from "../facts/subjects.ts";
import { structFields } from "./duck-types.ts";
import type { FlatFacts } from "./flat-facts.ts";
import { conditionExpressions, lateExpressions } from "./policy-columns.ts";

/**
 * The columns that facts have, with DuckDB's types as `DESCRIBE` gives them: of `people` and of each list, by its name. A
 * list that is not there is left out.
 */
export type HeldColumns = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Facts that lack what policies ask, completed with unknowns: a fact is NULL, a list is empty and not complete, a field is
 * NULL in every row. So any policy can be swept on a snapshot that was written before its facts were known, or that no
 * register feeds. Relations that lack nothing stay as they are. `kind`: whose facts these are; policies about others don't
 * count.
 */
export function completeFacts(
  facts: FlatFacts,
  held: HeldColumns,
  policies: readonly CompiledPolicy[],
  kind: SubjectKind = "person",
): FlatFacts {
  const asked = factsAsked(policies, kind);
  const lists = [...asked.roots].flatMap(([name, type]) => (type.kind === "list" && type.of?.fields ? [name] : []));
  const completed = lists.map((name) => [name, completeList(facts, held, name, asked)] as const);
  return { people: completePeople(facts, held, asked), lists: { ...facts.lists, ...Object.fromEntries(completed) } };
}

/** The part of a type that a column depends on; FEEL's types have it. */
type Typed = {
  readonly kind: string;
  readonly scale?: number;
  readonly of?: Typed;
  readonly fields?: Readonly<Record<string, Typed>>;
};

type Asked = {
  /** Each fact that is read, with its type. */
  readonly roots: ReadonlyMap<string, Typed>;
  /** The names of all fields that are read of anything. */
  readonly fields: ReadonlySet<string>;
};

function factsAsked(policies: readonly CompiledPolicy[], kind: SubjectKind): Asked {
  const roots = new Map<string, Typed>();
  const fields = new Set<string>();
  for (const policy of policies) {
    const subject = subjectOf(policy.envelope.subject, policy.extension);
    if (subject?.kind !== kind) continue;
    const { claim } = subject;
    if (claim) roots.set(claim.list.name, { kind: "list", of: elementType(claim.list) as Typed });
    for (const { compiled } of [...conditionExpressions(policy, 0), ...lateExpressions(policy, 0)]) {
      visitIr(compiled.ir, (node) => {
        if (node.kind === "field") fields.add(node.name);
        const own = node.kind === "root" && node.name !== "asOf" && !(claim && node.name === subject.name);
        if (own) roots.set(node.name, node.type as Typed);
      });
    }
  }
  return { roots, fields };
}

function completePeople({ people }: FlatFacts, held: HeldColumns, { roots }: Asked): string {
  const own = held["people"] ?? {};
  const missing = [...roots].flatMap(([name, type]): readonly string[] => {
    if (type.kind !== "list") return name in own ? [] : [unknown(name, type)];
    const complete = `${name}_complete` in own ? [] : [`FALSE AS "${name}_complete"`];
    return type.of?.fields || name in own ? complete : [...complete, `CAST([] AS ${duckTypeOf(type)}) AS "${name}"`];
  });
  return missing.length === 0 ? people : `(SELECT *, ${missing.join(", ")} FROM ${people})`;
}

function completeList(facts: FlatFacts, held: HeldColumns, name: string, asked: Asked): FlatFacts["lists"][string] {
  const list = facts.lists[name];
  const columns = held[name];
  const fields = Object.entries(asked.roots.get(name)?.of?.fields ?? {});
  if (!list || !columns) {
    const none = fields.map(([field, type]) => unknown(field, type)).join(", ");
    return { from: `(SELECT CAST(NULL AS INTEGER) AS "personId", ${none} WHERE FALSE)` };
  }
  const missing = fields.flatMap(([field, type]) => (field in columns ? [] : [unknown(field, type)]));
  const widened = fields.flatMap(([field, type]) => widenedGroup(field, type, columns[field], asked));
  if (missing.length === 0 && widened.length === 0) return list;
  const replaced = widened.length > 0 ? ` REPLACE (${widened.join(", ")})` : "";
  return { ...list, from: `(SELECT *${replaced}${missing.map((each) => `, ${each}`).join("")} FROM ${list.from})` };
}

/**
 * A group of fields (an employer) of a narrower form, made whole: fields go by name, those that lack are NULL. Only where a policy reads what is missing: DuckDB would
 * otherwise take single fields out of the file and leave the others unread.
 */
function widenedGroup(field: string, type: Typed, heldType: string | undefined, asked: Asked): readonly string[] {
  if (!type.fields || heldType === undefined) return [];
  const held = structFields(heldType);
  const lacking = Object.keys(type.fields).some((name) => !held?.has(name) && asked.fields.has(name));
  return lacking ? [`CAST("${field}" AS ${duckTypeOf(type)}) AS "${field}"`] : [];
}

function unknown(name: string, type: Typed): string {
  return `CAST(NULL AS ${duckTypeOf(type)}) AS "${name}"`;
}

function duckTypeOf(type: Typed): string {
  if (type.kind === "list") return `${duckTypeOf(type.of ?? { kind: "string" })}[]`;
  if (type.fields) {
    const fields = Object.entries(type.fields).map(([name, of]) => `"${name}" ${duckTypeOf(of)}`);
    return `STRUCT(${fields.join(", ")})`;
  }
  if (type.kind === "number") return type.scale ? "DECIMAL(18,2)" : "INTEGER";
  return { boolean: "BOOLEAN", date: "DATE" }[type.kind] ?? "VARCHAR";
}
