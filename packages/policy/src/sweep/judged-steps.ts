import { compileFeel, planDuckSql, renderSteps } from "@wutong/feel";
import { type Day, expectOk, formatDay } from "@wutong/kernel";
import { bindNames } from "../compile/bind-names.ts";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
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
type Over = { readonly subject: "person" | "certificate"; readonly source: string; readonly asOf: Day };

/**
 * The steps (common table expressions) up to a relation that holds, for each policy of place n, its conditions, `pn.root`,
 * `pn.amount` and the parts of its plan. Conditions are computed for everyone, each distinct fold once for all policies;
 * amounts, dates and remedies only where `pn.need` says that somebody will look at them: a `CASE` computes its branch for
 * those rows alone, and most people are plainly not entitled.
 */
export function judgedSteps(those: readonly Placed[], over: Over): { readonly ctes: string; readonly last: string } {
  const early = planDuckSql(those.flatMap((each) => dated(conditionExpressions(each.policy, each.place), over.asOf)));
  const { ctes, last } = renderSteps(early.steps, sourceOf(over));
  const judged = early.selects.map(({ name, sql }) => `${sql} AS "${name}"`);
  const late = those.map((each) => lateSteps(each, over.asOf));
  const deepest = Math.max(0, ...late.map((each) => each.length));
  const layers = [
    judged,
    those.map(({ policy, place }) => `${rootSql(policy.tree, columnsOf(place))} AS "p${place}.root"`),
    those.map(({ policy, place }) => {
      const near = `("p${place}.root" IS FALSE AND (${nearSql(policy, columnsOf(place))}))`;
      return `("p${place}.root" IS NOT FALSE OR ${near}) AS "p${place}.need"`;
    }),
    ...Array.from({ length: deepest }, (_, level) => late.flatMap((steps) => steps[level] ?? [])),
    those.map(({ policy, place }) => {
      const amount = amountSql(policy, columnsOf(place));
      return `CASE WHEN "p${place}.need" THEN ${amount} END AS "p${place}.amount"`;
    }),
  ];
  const rendered = layers.map((columns, index) => {
    const from = index === 0 ? last : `layer${index - 1}`;
    return `layer${index} AS (SELECT *${columns.map((column) => `,\n  ${column}`).join("")} FROM ${from})`;
  });
  return { ctes: [ctes, ...rendered].join(",\n"), last: `layer${layers.length - 1}` };
}

/** Columns by level for one policy, its own names so that plans don't mix, each only for the rows that need it. */
function lateSteps({ policy, place }: Placed, asOf: Day): readonly (readonly string[])[] {
  const plan = planDuckSql(dated(lateExpressions(policy, place), asOf));
  const own = (sql: string) => sql.replaceAll('"feel$', `"p${place}$`);
  const guarded = (sql: string, name: string) => `CASE WHEN "p${place}.need" THEN ${own(sql)} END AS ${name}`;
  return [
    ...plan.steps.map(({ columns }) => columns.map(({ sql, name }) => guarded(sql, own(name)))),
    plan.selects.map(({ sql, name }) => guarded(sql, `"${name}"`)),
  ];
}

/** The day of decision is the same for everyone: written out, it costs nothing. */
function dated(expressions: readonly NamedFeel[], asOf: Day): readonly NamedFeel[] {
  const day = expectOk(compileFeel(`date("${formatDay(asOf)}")`, {}), "the day of decision");
  return expressions.map(({ name, compiled }) => ({ name, compiled: bindNames(compiled, new Map([["asOf", day]])) }));
}

function sourceOf({ subject, source }: Over): string {
  if (subject === "person") return source;
  return `(SELECT *, unnest(certificates) AS certificate FROM ${source} WHERE len(certificates) > 0)`;
}
