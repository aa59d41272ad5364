import type { FlatLists } from "@wutong/feel";
import { columnsRead } from "./facts-read.ts";
import { type FlatFacts, OWNER } from "./flat-facts.ts";
import type { ClaimKind, Judging, Placed } from "./judged-policy.ts";
import { amounts, dated, fromMasks, judge, judgedColumns, neededOf } from "./judged-steps.ts";
import { addExpressions, addTruths, type Layers, startLayers } from "./layers.ts";
import { conditionExpressions, lateExpressions, type NamedFeel, neededExpressions } from "./policy-columns.ts";

/** Tells claims of one relation apart. */
export const SUBJECT = '"subjectRow"';

/** The conditions that are the same for all claims of a person, for those who have one. */
export function holderLayers(those: readonly Placed[], claim: ClaimKind, judging: Judging): Layers {
  const personal = conditionsOf(those).filter((each) => !readsClaim(each, claim));
  return personalLayers("holder", personal, fromOf(judging.facts, claim), judging);
}

/** The columns of `holderLayers` that its claims need. */
export function holderColumns(those: readonly Placed[], claim: ClaimKind): readonly string[] {
  return [OWNER, '"office"', ...columnsBeside(conditionsOf(those), claim)];
}

/** Each claim with its masks and `pn.need`, from the table that `holderLayers` filled. */
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
  const own = conditionsOf(those).filter((each) => readsClaim(each, claim));
  const each = addTruths(startLayers("each", source), dated(own, asOf), { own: "each", flat });
  return judge(each, those, each.bits);
}

/** The columns of `claimLayers` to keep. */
export function claimColumns(those: readonly Placed[], claim: ClaimKind): readonly string[] {
  return [OWNER, '"office"', SUBJECT, `"${claim.name}"`, ...judgedColumns(those)];
}

/** Those claims of which some policy needs more, from the table that `claimLayers` filled: as `lateLayers` of subjects. */
export function lateClaimLayers(those: readonly Placed[], claim: ClaimKind, judging: Judging, judged: string): Layers {
  const late = those.flatMap(({ policy, place }) => lateExpressions(policy, place));
  const personal = late.filter((each) => !readsClaim(each, claim));
  const needed = `(SELECT * FROM ${judged} WHERE ${neededOf(those)})`;
  const holders = personalLayers("holder", personal, needed, judging);
  const beside = columnsBeside(late, claim).map((column) => `, h.${column}`);
  const source = `(SELECT c.*${beside.join("")} FROM ${needed} c JOIN ${holders.last} h ON h.${OWNER} = c.${OWNER})`;
  const { ctes, last } = startLayers("late", source);
  const again = fromMasks({ ctes: [...holders.ctes, ...ctes], last }, those);
  const own = those.flatMap(({ policy, place }) => neededExpressions(policy, place));
  const flat = { owner: OWNER, subject: SUBJECT, lists: judging.facts.lists };
  const read = own.filter((each) => readsClaim(each, claim));
  return amounts(addExpressions(again, dated(read, judging.asOf), { own: "late", flat }), those);
}

/** What is the same for all claims of a person, for those who have one of `claims`. */
function personalLayers(
  name: string,
  personal: readonly NamedFeel[],
  claims: string,
  { facts, asOf }: Judging,
): Layers {
  const holders = `(SELECT p.* FROM ${facts.people} p SEMI JOIN ${claims} c ON c.${OWNER} = p.${OWNER})`;
  const flat = { owner: OWNER, subject: OWNER, lists: facts.lists };
  return addExpressions(startLayers(name, holders), dated(personal, asOf), { own: "holders", flat });
}

function conditionsOf(those: readonly Placed[]): readonly NamedFeel[] {
  return those.flatMap(({ policy, place }) => conditionExpressions(policy, place));
}

/** What the expressions about claims read of their people, and the others' results. */
function columnsBeside(expressions: readonly NamedFeel[], claim: ClaimKind): readonly string[] {
  const personal = expressions.filter((each) => !readsClaim(each, claim)).map(({ name }) => `"${name}"`);
  const own = expressions.filter((each) => readsClaim(each, claim));
  return [...new Set([...columnsRead(own, claim), ...personal])];
}

function readsClaim({ compiled }: NamedFeel, { name }: ClaimKind): boolean {
  return compiled.reads.includes(name);
}

function fromOf({ lists }: FlatFacts, { list }: ClaimKind): string {
  return (lists as FlatLists["lists"])[list]?.from ?? "";
}
