import { compileFeel, type TruthBits } from "@wutong/feel";
import { type Day, expectOk, formatDay } from "@wutong/kernel";
import { bindNames } from "../compile/bind-names.ts";
import { columnsRead } from "./facts-read.ts";
import { OWNER } from "./flat-facts.ts";
import type { Judging, Placed } from "./judged-policy.ts";
import { addColumns, addExpressions, addTruths, type Layers, startLayers } from "./layers.ts";
import { maskLayers, needOfMasks, rootOfMasks } from "./mask-columns.ts";
import {
  amountSql,
  columnsOf,
  conditionExpressions,
  conditionsOfMasks,
  lateExpressions,
  type NamedFeel,
  neededExpressions,
} from "./policy-columns.ts";

/**
 * Every subject of a kind: for each policy about them its masks and `pn.need`, and what `lateLayers` reads.
 * Amounts, dates and remedies are computed only where `pn.need` says for some policy that somebody will look at them: most
 * subjects are plainly not entitled.
 */
export function everyoneLayers(those: readonly Placed[], { facts, asOf }: Judging): Layers {
  const conditions = those.flatMap(({ policy, place }) => conditionExpressions(policy, place));
  const flat = { owner: OWNER, lists: facts.lists };
  const everyone = addTruths(startLayers("everyone", facts.people), dated(conditions, asOf), { own: "all", flat });
  return judge(everyone, those, everyone.bits);
}

/** The columns of `everyoneLayers` to keep. */
export function everyoneColumns(those: readonly Placed[]): readonly string[] {
  const late = columnsRead(those.flatMap(({ policy, place }) => lateExpressions(policy, place)));
  const judged = those.flatMap((each) => [`"p${each.place}.need"`, ...maskColumns(each)]);
  return [...new Set([OWNER, '"office"', ...late]), ...judged];
}

/** The columns `metn` and `unknownn`. */
export function maskColumns({ place }: Placed): readonly string[] {
  return [`met${place}`, `unknown${place}`];
}

/** Those of whom some policy needs more, from the table that `everyoneLayers` filled: `pn.amount`, remedies, the plan's parts. */
export function lateLayers(those: readonly Placed[], { facts, asOf }: Judging, judged: string): Layers {
  const needed = those.map(({ place }) => `"p${place}.need"`).join(" OR ");
  const started = startLayers("late", `(SELECT * FROM ${judged} WHERE ${needed})`);
  const again = fromMasks(started, those);
  const late = those.flatMap(({ policy, place }) => neededExpressions(policy, place));
  // The subject makes every pass look only at those who are here.
  const flat = { owner: OWNER, subject: OWNER, lists: facts.lists };
  return amounts(addExpressions(again, dated(late, asOf), { own: "late", flat }), those);
}

/** Adds masks and `pn.need` to conditions; `bits` are those that have no columns. */
export function judge(layers: Layers, those: readonly Placed[], bits: readonly TruthBits[]): Layers {
  const own = layers.last.replaceAll('"', "");
  const needs = those.map(({ policy, place }) => `${needOfMasks(policy, place)} AS "p${place}.need"`);
  return [...maskLayers(those, bits, own), needs].reduce(addColumns, layers);
}

/** The way back: conditions as columns (the `wanted` ones, all where left out), and `pn.root`. */
export function fromMasks(layers: Layers, those: readonly Placed[], wanted?: (column: string) => boolean): Layers {
  return addColumns(
    layers,
    those.flatMap(({ policy, place }) => [
      ...conditionsOfMasks(policy, place, wanted),
      `${rootOfMasks(policy, place)} AS "p${place}.root"`,
    ]),
  );
}

/** Adds `pn.amount` to what it rests on. */
export function amounts(layers: Layers, those: readonly Placed[]): Layers {
  const sums = those.map(({ policy, place }) => {
    return `CASE WHEN "p${place}.need" THEN ${amountSql(policy, columnsOf(place))} END AS "p${place}.amount"`;
  });
  return addColumns(layers, sums);
}

/** The day of decision is the same for everyone: written out, it costs nothing. */
export function dated(expressions: readonly NamedFeel[], asOf: Day): readonly NamedFeel[] {
  const day = expectOk(compileFeel(`date("${formatDay(asOf)}")`, {}), "the day of decision");
  return expressions.map((each) => ({ ...each, compiled: bindNames(each.compiled, new Map([["asOf", day]])) }));
}
