import type { FlatLists } from "@wutong/feel";
import { allExpressions, columnsRead } from "./facts-read.ts";
import { type FlatFacts, OWNER } from "./flat-facts.ts";
import type { ClaimKind, Judging, Placed } from "./judged-policy.ts";
import { amounts, dated, fromMasks, judge } from "./judged-steps.ts";
import { addExpressions, addTruths, type Layers, startLayers } from "./layers.ts";
import { conditionExpressions, lateExpressions, type NamedFeel } from "./policy-columns.ts";

/** Tells claims of one relation apart. */
const SUBJECT = '"subjectRow"';

/** What is the same for all claims of a person, for those who have one. */
export function holderLayers(those: readonly Placed[], claim: ClaimKind, { facts, asOf }: Judging): Layers {
  const holders = `(SELECT p.* FROM ${facts.people} p SEMI JOIN ${fromOf(facts, claim)} c ON c.${OWNER} = p.${OWNER})`;
  const personal = allExpressions(those).filter((each) => !readsClaim(each, claim));
  const flat = { owner: OWNER, subject: OWNER, lists: facts.lists };
  return addExpressions(startLayers("holder", holders), dated(personal, asOf), { own: "holders", flat });
}

/** The columns of `holderLayers` that its claims need. */
export function holderColumns(those: readonly Placed[], claim: ClaimKind): readonly string[] {
  const expressions = allExpressions(those);
  const personal = expressions.filter((each) => !readsClaim(each, claim)).map(({ name }) => `"${name}"`);
  const own = expressions.filter((each) => readsClaim(each, claim));
  return [...new Set([OWNER, '"office"', ...columnsRead(own, claim), ...personal])];
}

/** Each claim with its masks, `pn.root`, `pn.amount` and the parts of the plan, from the table that `holderLayers` filled. */
export function claimLayers(
  those: readonly Placed[],
  claim: ClaimKind,
  { facts, asOf }: Judging,
  holders: string,
): Layers {
  const parts = claim.fields.map((name) => `"${name}" := c."${name}"`).join(", ");
  const known = facts.lists[claim.list]?.known;
  const element = `struct_pack(${parts})`;
  const given = known === undefined ? element : `CASE WHEN c.${known} THEN ${element} END`;
  const source =
    `(SELECT h.*, ${given} AS "${claim.name}", row_number() OVER () AS ${SUBJECT} ` +
    `FROM ${fromOf(facts, claim)} c JOIN ${holders} h ON h.${OWNER} = c.${OWNER})`;
  const flat = { owner: OWNER, subject: SUBJECT, lists: facts.lists };
  const own = (expressions: readonly NamedFeel[]) =>
    dated(
      expressions.filter((each) => readsClaim(each, claim)),
      asOf,
    );
  const conditions = own(those.flatMap(({ policy, place }) => conditionExpressions(policy, place)));
  const late = own(those.flatMap(({ policy, place }) => lateExpressions(policy, place)));
  const each = addTruths(startLayers("each", source), conditions, { own: "each", flat, besides: late });
  const told = new Set(each.bits.map(({ name }) => `"${name}"`));
  return amounts(
    fromMasks(judge(each, those, each.bits), those, (column) => told.has(column)),
    those,
  );
}

function readsClaim({ compiled }: NamedFeel, { name }: ClaimKind): boolean {
  return compiled.reads.includes(name);
}

function fromOf({ lists }: FlatFacts, { list }: ClaimKind): string {
  return (lists as FlatLists["lists"])[list]?.from ?? "";
}
