import { compileFeel } from "@wutong/feel";
import { type Day, expectOk, formatDay } from "@wutong/kernel";
import { bindNames } from "../compile/bind-names.ts";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import { factCatalogue } from "../facts/fact-catalogue.ts";
import { addColumns, addExpressions, type Layers, startLayers } from "./layers.ts";
import {
  amountSql,
  columnsOf,
  conditionExpressions,
  lateExpressions,
  type NamedFeel,
  nearSql,
  rootSql,
} from "./policy-columns.ts";

export type Placed = { readonly policy: CompiledPolicy; readonly place: number };

/** True for the people who have a certificate that some policy is about. */
const HOLDER = '"holder"';

/**
 * One pass over the facts: for each policy about persons its conditions, `pn.root`, `pn.amount` and the parts of its plan.
 * Of policies about certificates, what does not read the certificate is computed here too, for holders only.
 */
export function personLayers(
  { persons, certificates }: { readonly persons: readonly Placed[]; readonly certificates: readonly Placed[] },
  { source, asOf }: { readonly source: string; readonly asOf: Day },
): Layers {
  const conditions = persons.flatMap(({ policy, place }) => conditionExpressions(policy, place));
  const everyone = addExpressions(startLayers("person", source), dated(conditions, asOf), { own: "all" });
  const judged = judge(everyone, persons, asOf);
  if (certificates.length === 0) return judged;
  const holders = addColumns(judged, [`(len(certificates) > 0) AS ${HOLDER}`]);
  return addExpressions(holders, dated(personalExpressions(certificates), asOf), { own: "holders", only: HOLDER });
}

/** The columns that the pass over certificates needs of their holders: results and lists. */
export function carriedColumns(certificates: readonly Placed[]): readonly string[] {
  const lists = new Set(certificateExpressions(certificates).flatMap(({ compiled }) => compiled.reads));
  const facts = [...lists].filter((name) => name !== "certificate" && name !== "asOf" && name !== "certificates");
  const named = ["certificates", "certificates_complete", ...facts.flatMap((name) => columnsOfFact(name))];
  return [
    ...personalExpressions(certificates).map(({ name }) => `"${name}"`),
    ...named.map((name) => `CASE WHEN ${HOLDER} THEN "${name}" END AS "${name}"`),
  ];
}

/** The pass over certificates, from the table that `personLayers` filled. */
export function certificateLayers(certificates: readonly Placed[], asOf: Day, holders: string): Layers {
  const source = `(SELECT *, unnest(certificates) AS certificate FROM ${holders} WHERE len(certificates) > 0)`;
  const conditions = certificates.flatMap(({ policy, place }) =>
    conditionExpressions(policy, place).filter(readsCertificate),
  );
  const each = addExpressions(startLayers("each", source), dated(conditions, asOf), { own: "each" });
  return judge(each, certificates, asOf);
}

/** True where somebody will look at the amount, the plan or a remedy of some policy. */
const LATE = '"late"';

/**
 * Adds root, amount and the parts of the plan to relations that hold the conditions. Amounts, dates and remedies are
 * computed only where `pn.need` says for some policy that somebody will look at them: most people are plainly not
 * entitled. All policies share one pass, since they ask for the same lists and often the same fold.
 */
function judge(layers: Layers, those: readonly Placed[], asOf: Day): Layers {
  const roots = those.map(({ policy, place }) => `${rootSql(policy.tree, columnsOf(place))} AS "p${place}.root"`);
  const needs = those.map(({ policy, place }) => {
    const near = `("p${place}.root" IS FALSE AND (${nearSql(policy, columnsOf(place))}))`;
    return `("p${place}.root" IS NOT FALSE OR ${near}) AS "p${place}.need"`;
  });
  const some = ["FALSE", ...those.map(({ place }) => `"p${place}.need"`)].join(" OR ");
  const late = those.flatMap(({ policy, place }) =>
    lateExpressions(policy, place).filter((each) => policy.envelope.subject === "person" || readsCertificate(each)),
  );
  const needed = [roots, needs, [`(${some}) AS ${LATE}`]].reduce(addColumns, layers);
  const amounts = those.map(({ policy, place }) => {
    return `CASE WHEN "p${place}.need" THEN ${amountSql(policy, columnsOf(place))} END AS "p${place}.amount"`;
  });
  return addColumns(addExpressions(needed, dated(late, asOf), { own: "late", only: LATE }), amounts);
}

function allExpressions(those: readonly Placed[]): readonly NamedFeel[] {
  return those.flatMap(({ policy, place }) => [
    ...conditionExpressions(policy, place),
    ...lateExpressions(policy, place),
  ]);
}

/** What is the same for all certificates of a person. */
function personalExpressions(certificates: readonly Placed[]): readonly NamedFeel[] {
  return allExpressions(certificates).filter((each) => !readsCertificate(each));
}

function certificateExpressions(certificates: readonly Placed[]): readonly NamedFeel[] {
  return allExpressions(certificates).filter(readsCertificate);
}

function readsCertificate({ compiled }: NamedFeel): boolean {
  return compiled.reads.includes("certificate");
}

/** A list stands beside its coverage. */
function columnsOfFact(name: string): readonly string[] {
  const isList = factCatalogue.lists.some((list) => list.name === name);
  return isList ? [name, `${name}_complete`] : [name];
}

/** The day of decision is the same for everyone: written out, it costs nothing. */
function dated(expressions: readonly NamedFeel[], asOf: Day): readonly NamedFeel[] {
  const day = expectOk(compileFeel(`date("${formatDay(asOf)}")`, {}), "the day of decision");
  return expressions.map(({ name, compiled }) => ({ name, compiled: bindNames(compiled, new Map([["asOf", day]])) }));
}
