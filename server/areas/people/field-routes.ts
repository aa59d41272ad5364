import * as contract from "@wutong/contracts";
import { dayInChina, fail, formatDay, ok, problem } from "@wutong/kernel";
import type { CommandRunner, Database } from "../../storage/index.ts";
import { type Caller, implement, type Route } from "../access/index.ts";
import { setFieldRule, settleField, takeFieldBack } from "./commands/settle-field.ts";
import { describeFields } from "./queries/describe-fields.ts";
import { readAs } from "./store/read-session.ts";
import { countOpenDisputes, listFieldRules, listOpenDisputes, type OpenDispute } from "./store/told-fields.ts";

export type FieldRoutes = { readonly database: Database; readonly run: CommandRunner; readonly now: () => Date };

/** What sources say otherwise of people, and who or what settles it. */
export function fieldRoutes({ database, run, now }: FieldRoutes): readonly Route[] {
  const by = ({ token, session }: Caller, key: string) => ({ token, key, by: session.name, now: now() });
  return [
    implement(contract.personFields, async ({ caller, params }) => {
      const fields = await readAs(database, caller.token, (tx) => describeFields(tx, params.personId));
      return fields ? ok(fields) : fail(problem("http.notFound"));
    }),
    implement(contract.settleField, ({ caller, key, params, body }) =>
      settleField(run, by(caller, key), { personId: params.personId, ...body }),
    ),
    implement(contract.takeFieldBack, ({ caller, key, params, body }) =>
      takeFieldBack(run, by(caller, key), { personId: params.personId, ...body }),
    ),
    implement(contract.listOpenFields, async ({ caller, query: { cursor, limit } }) => {
      const after = readPlace(cursor);
      const { rows, total } = await readAs(database, caller.token, async (tx) => ({
        rows: await listOpenDisputes(tx, { limit: limit + 1, ...(after ? { after } : {}) }),
        total: after ? null : await countOpenDisputes(tx),
      }));
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return ok({
        rows: shown.map(presentOpen),
        next: rows.length > limit && last ? `${last.recordedAt.toISOString()}_${last.personId}` : null,
        total,
      });
    }),
    implement(contract.listFieldRules, async ({ caller }) => {
      const office = officeOf(caller);
      if (!office) return fail(problem("http.notFound"));
      const rules = await readAs(database, caller.token, (tx) => listFieldRules(tx, office.officeId));
      return ok({ office, rules: rules.map(({ steps, ...rule }) => ({ ...rule, steps: [...steps] })) });
    }),
    implement(contract.setFieldRule, async ({ caller, key, body }) => {
      const office = officeOf(caller);
      if (!office) return fail(problem("http.notFound"));
      return setFieldRule(run, by(caller, key), { officeId: office.officeId, ...body });
    }),
  ];
}

function officeOf({ session }: Caller): { readonly officeId: number; readonly name: string } | undefined {
  return session.officeId === null ? undefined : { officeId: session.officeId, name: session.officeName ?? "" };
}

function presentOpen({ personId, name, officeName, conflicts, recordedAt }: OpenDispute) {
  const since = formatDay(dayInChina(recordedAt.getTime()));
  return { personId, name, office: officeName, fields: [...conflicts], since };
}

function readPlace(cursor: string | undefined): { readonly at: string; readonly personId: number } | undefined {
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]{8,15}Z)_(\d{1,9})$/.exec(cursor ?? "");
  return match ? { at: match[1] ?? "", personId: Number(match[2]) } : undefined;
}
