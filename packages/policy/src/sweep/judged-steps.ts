import { compileFeel, type FlatLists, visitIr } from "@wutong/feel";
import { type Day, expectOk, formatDay } from "@wutong/kernel";
import { bindNames } from "../compile/bind-names.ts";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import { factCatalogue } from "../facts/fact-catalogue.ts";
import { type FactColumns, type FlatFacts, OWNER } from "./flat-facts.ts";
import { addColumns, addExpressions, type Layers, startLayers } from "./layers.ts";
import {
  amountSql,
  columnsOf,
  conditionExpressions,
  conditionsOfMasks,
  lateExpressions,
  masksSql,
  type NamedFeel,
  nearSql,
  neededExpressions,
  rootSql,
} from "./policy-columns.ts";

export type Placed = { readonly policy: CompiledPolicy; readonly place: number };

export type Judging = { readonly facts: FlatFacts; readonly asOf: Day };

const CERTIFICATE: readonly string[] = (
  factCatalogue.lists.find(({ name }) => name === "certificates")?.fields ?? []
).map(({ name }) => name);

/** Tells certificates of one relation apart. */
const SUBJECT = '"subjectRow"';

/**
 * Everybody: for each policy about persons its masks, `pn.root` and `pn.need`, and what `lateLayers` reads. Amounts, dates
 * and remedies are computed only where `pn.need` says for some policy that somebody will look at them: most people are
 * plainly not entitled.
 */
export function personLayers(persons: readonly Placed[], { facts, asOf }: Judging): Layers {
  const conditions = persons.flatMap(({ policy, place }) => conditionExpressions(policy, place));
  const flat = { owner: OWNER, lists: facts.lists };
  const everyone = addExpressions(startLayers("person", facts.people), dated(conditions, asOf), { own: "all", flat });
  return judge(everyone, persons);
}

/** The columns of `personLayers` to keep. */
export function personColumns(persons: readonly Placed[]): readonly string[] {
  const late = columnsRead(persons.flatMap(({ policy, place }) => lateExpressions(policy, place)));
  const judged = persons.flatMap(({ policy, place }) => {
    const { met, unknown } = masksSql(policy, columnsOf(place));
    const needed = [`"p${place}.root"`, `"p${place}.need"`];
    return [...needed, `${met} AS met${place}`, `${unknown} AS unknown${place}`];
  });
  return [...new Set([OWNER, '"office"', ...late]), ...judged];
}

/** Those of whom some policy needs more, from the table that `personLayers` filled: `pn.amount`, remedies, the plan's parts. */
export function lateLayers(persons: readonly Placed[], { facts, asOf }: Judging, judged: string): Layers {
  const needed = persons.map(({ place }) => `"p${place}.need"`).join(" OR ") || "FALSE";
  const started = startLayers("late", `(SELECT * FROM ${judged} WHERE ${needed})`);
  const again = addColumns(
    started,
    persons.flatMap(({ policy, place }) => conditionsOfMasks(policy, place)),
  );
  const late = persons.flatMap(({ policy, place }) => neededExpressions(policy, place));
  // The subject makes every pass look only at those who are here.
  const flat = { owner: OWNER, subject: OWNER, lists: facts.lists };
  return amounts(addExpressions(again, dated(late, asOf), { own: "late", flat }), persons);
}

/** What is the same for all certificates of a person, for those who have one. */
export function holderLayers(certificates: readonly Placed[], { facts, asOf }: Judging): Layers {
  const holders = `(SELECT p.* FROM ${facts.people} p SEMI JOIN ${fromOf(facts, "certificates")} c ON c.${OWNER} = p.${OWNER})`;
  const personal = allExpressions(certificates).filter((each) => !readsCertificate(each));
  const flat = { owner: OWNER, subject: OWNER, lists: facts.lists };
  return addExpressions(startLayers("holder", holders), dated(personal, asOf), { own: "holders", flat });
}

/** The columns of `holderLayers` that its certificates need. */
export function holderColumns(certificates: readonly Placed[]): readonly string[] {
  const expressions = allExpressions(certificates);
  const personal = expressions.filter((each) => !readsCertificate(each)).map(({ name }) => `"${name}"`);
  return [...new Set([OWNER, '"office"', ...columnsRead(expressions.filter(readsCertificate)), ...personal])];
}

/** Each certificate with `pn.root`, `pn.amount` and the parts of the plan, from the table that `holderLayers` filled. */
export function certificateLayers(certificates: readonly Placed[], { facts, asOf }: Judging, holders: string): Layers {
  const parts = CERTIFICATE.map((name) => `"${name}" := c."${name}"`).join(", ");
  const known = facts.lists["certificates"]?.known;
  const certificate = `struct_pack(${parts})`;
  const given = known === undefined ? certificate : `CASE WHEN c.${known} THEN ${certificate} END`;
  const source =
    `(SELECT h.*, ${given} AS certificate, row_number() OVER () AS ${SUBJECT} ` +
    `FROM ${fromOf(facts, "certificates")} c JOIN ${holders} h ON h.${OWNER} = c.${OWNER})`;
  const flat = { owner: OWNER, subject: SUBJECT, lists: facts.lists };
  const expressions = allExpressions(certificates).filter(readsCertificate);
  return amounts(
    judge(addExpressions(startLayers("each", source), dated(expressions, asOf), { own: "each", flat }), certificates),
    certificates,
  );
}

/** What a sweep of these policies reads. */
export function factsRead(policies: readonly Placed[]): FactColumns {
  const roots = rootsOf(allExpressions(policies));
  const aboutCertificates = policies.some(({ policy }) => policy.envelope.subject === "certificate");
  const lists = roots.flatMap(({ name, fields }) => (fields ? [{ name, fields }] : []));
  const certificates = aboutCertificates && lists.every(({ name }) => name !== "certificates");
  return {
    people: ["personId", "office", ...roots.flatMap(columnsOfRoot)],
    lists: certificates ? [...lists, { name: "certificates", fields: CERTIFICATE }] : lists,
  };
}

function judge(layers: Layers, those: readonly Placed[]): Layers {
  const roots = those.map(({ policy, place }) => `${rootSql(policy.tree, columnsOf(place))} AS "p${place}.root"`);
  const needs = those.map(({ policy, place }) => {
    const near = `("p${place}.root" IS FALSE AND (${nearSql(policy, columnsOf(place))}))`;
    return `("p${place}.root" IS NOT FALSE OR ${near}) AS "p${place}.need"`;
  });
  return [roots, needs].reduce(addColumns, layers);
}

function amounts(layers: Layers, those: readonly Placed[]): Layers {
  const sums = those.map(({ policy, place }) => {
    return `CASE WHEN "p${place}.need" THEN ${amountSql(policy, columnsOf(place))} END AS "p${place}.amount"`;
  });
  return addColumns(layers, sums);
}

function allExpressions(those: readonly Placed[]): readonly NamedFeel[] {
  return those.flatMap(({ policy, place }) => [
    ...conditionExpressions(policy, place),
    ...lateExpressions(policy, place),
  ]);
}

function readsCertificate({ compiled }: NamedFeel): boolean {
  return compiled.reads.includes("certificate");
}

/** A fact that is read; of a list of contexts, which lies flat, the columns of an element. */
type Root = { readonly name: string; readonly list: boolean; readonly fields: readonly string[] | undefined };

/** The people's columns that expressions read. */
function columnsRead(expressions: readonly NamedFeel[]): readonly string[] {
  return rootsOf(expressions)
    .flatMap(columnsOfRoot)
    .map((name) => `"${name}"`);
}

/** Of a list its coverage, and the list itself where it doesn't lie flat. */
function columnsOfRoot({ name, list, fields }: Root): readonly string[] {
  if (!list) return [name];
  return fields ? [`${name}_complete`] : [name, `${name}_complete`];
}

function rootsOf(expressions: readonly NamedFeel[]): readonly Root[] {
  const roots = new Map<string, Root>();
  for (const { compiled } of expressions) {
    visitIr(compiled.ir, (node) => {
      if (node.kind !== "root" || node.name === "certificate" || node.name === "asOf") return;
      const list = node.type.kind === "list";
      const element = node.type.kind === "list" && node.type.of.kind === "context" ? node.type.of.fields : undefined;
      const fields =
        element &&
        Object.entries(element).flatMap(([name, type]) => (type.kind === "list" ? [name, `${name}_complete`] : [name]));
      roots.set(node.name, { name: node.name, list, fields });
    });
  }
  return [...roots.values()];
}

function fromOf({ lists }: FlatFacts, name: string): string {
  return (lists as FlatLists["lists"])[name]?.from ?? "";
}

/** The day of decision is the same for everyone: written out, it costs nothing. */
function dated(expressions: readonly NamedFeel[], asOf: Day): readonly NamedFeel[] {
  const day = expectOk(compileFeel(`date("${formatDay(asOf)}")`, {}), "the day of decision");
  return expressions.map((each) => ({ ...each, compiled: bindNames(each.compiled, new Map([["asOf", day]])) }));
}
