import type { Day } from "@wutong/kernel";
import { allExpressions, factsRead } from "../sweep/facts-read.ts";
import { type FlatFacts, OWNER } from "../sweep/flat-facts.ts";
import type { Judged } from "../sweep/judged-policy.ts";
import { dated } from "../sweep/judged-steps.ts";
import { addExpressions, startLayers } from "../sweep/layers.ts";
import { columnsOf, conditionExpressions, type NamedFeel, rootSql } from "../sweep/policy-columns.ts";
import type { SqlStep } from "../sweep/sweep-plan.ts";
import { fieldsUsed, quoted } from "./fields-used.ts";

/** One policy that changed: its versions, and where only conditions differ which ones. */
export type SievedChange = {
  readonly versions: readonly Judged[];
  readonly conditions: readonly number[] | undefined;
};

export type Sieving = {
  readonly changes: readonly SievedChange[];
  /** All that will be judged of those who are left. */
  readonly judged: readonly Judged[];
  readonly source: FlatFacts;
  readonly asOf: Day;
  readonly prefix: string;
  /** Rows of each list, where they are known: the short ones are asked first. */
  readonly rows: Readonly<Record<string, number>>;
};

/** Tables to make in this order, and the facts of those who are left. */
export type Sieve = { readonly steps: readonly SqlStep[]; readonly facts: FlatFacts };

/**
 * Leaves out, list by list, of whom both sides certainly say the same: whom the conditions that differ find alike, where only
 * conditions differ; and whom a condition that is known excludes on both sides, whatever the others say. What is left is
 * judged in full, and the long lists are read for few. What differs comes first.
 */
export function planSieve(sieving: Sieving): Sieve {
  const { source, prefix, judged } = sieving;
  const claims = [...new Map(judged.flatMap(({ claim }) => (claim ? [[claim.name, claim] as const] : []))).values()];
  const read = factsRead(judged, claims);
  const used = fieldsUsed(allExpressions(judged));
  const people = [...new Set([...read.people, "sex"])].map((name) => `"${name}"`);
  const steps: SqlStep[] = [];
  const kept: Record<string, FlatFacts["lists"][string]> = {};
  const done: NamedFeel[] = [];
  let left = `(SELECT ${people.join(", ")} FROM ${source.people})`;
  for (const { name, fields } of inOrder(sieving, read.lists)) {
    const list = source.lists[name];
    if (!list) continue;
    const isClaim = claims.some((claim) => claim.list === name);
    const columns = [
      OWNER,
      ...(isClaim ? fields.map(quoted) : used.columnsOf(name)),
      ...(list.known ? [list.known] : []),
    ];
    const rows = tableOf(`${prefix}_rows_${name}`, "");
    const take = (from: string) =>
      tableOf(rows.name, `SELECT ${columns.join(", ")} FROM ${list.from} SEMI JOIN ${from} USING (${OWNER})`);
    // Of the first everybody's rows are needed: they are read where they lie.
    const first = steps.length === 0;
    if (!first) steps.push(take(left));
    kept[name] = first ? list : { ...list, from: rows.name };
    const asked = askable(sieving, Object.keys(kept)).filter((each) => done.every((known) => known.name !== each.name));
    if (asked.length > 0) {
      done.push(...asked);
      const next = `${prefix}_left_${name}`;
      steps.push(tableOf(next, layerQuery(sieving, { left, people, asked, done, lists: kept })));
      left = next;
    }
    if (first) steps.push(take(left));
    kept[name] = { ...list, from: rows.name };
  }
  return { steps, facts: { people: `(SELECT ${people.join(", ")} FROM ${left})`, lists: kept } };
}

/** First what the differing conditions read, then the short lists. */
function inOrder<List extends { readonly name: string }>(
  { changes, rows }: Sieving,
  lists: readonly List[],
): readonly List[] {
  const first = new Set(
    changes.flatMap(({ versions, conditions }) =>
      versions.flatMap(({ policy }) =>
        (conditions ?? []).flatMap((index) => policy.conditions[index]?.test.feel.reads ?? []),
      ),
    ),
  );
  const rank = ({ name }: List) => (first.has(name) ? 0 : 1);
  return lists.toSorted((a, b) => rank(a) - rank(b) || (rows[a.name] ?? 0) - (rows[b.name] ?? 0));
}

function tableOf(name: string, query: string): SqlStep {
  return { name, sql: `CREATE OR REPLACE TEMP TABLE ${name} AS\n${query}` };
}

/** The conditions that rest on the subject's own facts and on these lists alone. */
function askable({ changes, source, asOf }: Sieving, lists: readonly string[]): readonly NamedFeel[] {
  const expressions = changes
    .flatMap(({ versions }) => versions)
    .flatMap(({ policy, place, claim }) =>
      conditionExpressions(policy, place).filter(({ compiled }) =>
        compiled.reads.every((name) => name !== claim?.name && (lists.includes(name) || !(name in source.lists))),
      ),
    );
  return dated(expressions, asOf);
}

type Layer = {
  readonly left: string;
  readonly people: readonly string[];
  readonly asked: readonly NamedFeel[];
  readonly done: readonly NamedFeel[];
  readonly lists: FlatFacts["lists"];
};

/** Adds the answers, and keeps whom some policy could treat differently, whatever the open conditions turn out to be. */
function layerQuery({ changes, prefix }: Sieving, { left, people, asked, done, lists }: Layer): string {
  const known = new Set(done.map(({ name }) => `"${name}"`));
  const flat = { owner: OWNER, subject: OWNER, lists };
  const { ctes, last } = addExpressions(startLayers(`${prefix}_sieve`, left), asked, { own: "sieve", flat });
  const kept = changes.map(({ versions, conditions }) => {
    const roots = versions.map(({ policy, place }) => {
      const columns = columnsOf(place);
      const condition = (index: number) => (known.has(columns.condition(index)) ? columns.condition(index) : "TRUE");
      return `${rootSql(policy.tree, { ...columns, condition })} IS NOT FALSE`;
    });
    return `((${roots.join(" OR ")}) AND ${differSql(versions, conditions, known)})`;
  });
  return `WITH ${ctes.join(",\n")}\nSELECT ${[...people, ...known].join(", ")} FROM ${last} WHERE ${kept.join(" OR ")}`;
}

/** Whether some condition comes out differently; TRUE as long as one isn't known. */
function differSql(
  versions: readonly Judged[],
  conditions: readonly number[] | undefined,
  known: ReadonlySet<string>,
): string {
  const [old, draft] = versions;
  if (!conditions || !old || !draft) return "TRUE";
  const pairs = conditions.map((index) => [
    columnsOf(old.place).condition(index),
    columnsOf(draft.place).condition(index),
  ]);
  if (pairs.flat().some((column) => !known.has(column))) return "TRUE";
  return `(${pairs.map(([one, other]) => `${one} IS DISTINCT FROM ${other}`).join(" OR ") || "FALSE"})`;
}
