import * as contract from "@wutong/contracts";
import { fail, ok, problem } from "@wutong/kernel";
import type { Database, Vault } from "../../storage/index.ts";
import { implement, type Route } from "../access/index.ts";
import { personalSecrets } from "./model/secrets.ts";
import { describeLinks } from "./queries/describe-links.ts";
import { describePairs } from "./queries/describe-pairs.ts";
import { keptNumber } from "./store/aliases.ts";
import { countPairs, listPairs, type PairPlace } from "./store/pairs.ts";
import { findPersonRows } from "./store/person-rows.ts";
import { readAs } from "./store/read-session.ts";
import { listComparisons, type RegisterComparison } from "./store/register-comparisons.ts";

export type LinkRoutes = { readonly database: Database; readonly vault: Vault; readonly tenantId: number };

/** What is read of links between people; decisions are the flow's (`flows/link-people`). */
export function linkRoutes({ database, vault, tenantId }: LinkRoutes): readonly Route[] {
  const secrets = personalSecrets(vault, tenantId);
  return [
    implement(contract.countPairs, async ({ caller }) => {
      const counts = await readAs(database, caller.token, countPairs);
      return ok({
        counts: Object.fromEntries(contract.pairState.options.map((state) => [state, counts[state] ?? 0])) as never,
      });
    }),
    implement(contract.listPairs, async ({ caller, query }) => {
      const { state, limit, cursor } = query;
      const rows = await readAs(database, caller.token, async (tx) => {
        const pairs = await listPairs(tx, state, { after: readPlace(cursor), limit: limit + 1 });
        const described = await describePairs(tx, pairs.slice(0, limit), {
          secrets,
          accountId: caller.session.accountId,
        });
        return { pairs, described };
      });
      const last = rows.pairs[limit - 1];
      const next = rows.pairs.length > limit && last ? `${last.weight}_${last.pairId}` : null;
      return ok({ rows: [...rows.described], next, total: null });
    }),
    implement(contract.personLinks, async ({ caller, params }) => {
      const links = await readAs(database, caller.token, async (tx) => {
        const [seen] = await findPersonRows(tx, [await keptNumber(tx, params.personId)]);
        return seen && describeLinks(tx, params.personId, secrets);
      });
      return links ? ok(links) : fail(problem("http.notFound"));
    }),
    implement(contract.listRegisterComparisons, async ({ caller, query }) => {
      const before = Number.parseInt(query.cursor ?? "", 10) || 2 ** 31 - 1;
      const rows = await readAs(database, caller.token, (tx) =>
        listComparisons(tx, { before, limit: query.limit + 1 }),
      );
      const shown = rows.slice(0, query.limit);
      const next = rows.length > query.limit ? String(shown.at(-1)?.comparisonId) : null;
      return ok({ rows: shown.map(presentComparison), next, total: null });
    }),
  ];
}

export function presentComparison(one: RegisterComparison): contract.ReplyOf<typeof contract.startRegisterComparison> {
  return { ...one, startedAt: one.startedAt.toISOString(), finishedAt: one.finishedAt?.toISOString() ?? null };
}

function readPlace(cursor: string | undefined): PairPlace | undefined {
  const match = /^(-?[\d.e+-]{1,30})_(\d{1,9})$/.exec(cursor ?? "");
  return match ? { weight: Number(match[1]), pairId: Number(match[2]) } : undefined;
}
