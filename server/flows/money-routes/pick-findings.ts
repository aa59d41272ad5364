import type { BodyOf, pushOffers } from "@wutong/contracts";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { findingsToOffer, listFindings } from "../../areas/policies/index.ts";
import { inSession, type Token } from "../../storage/index.ts";
import { FINDINGS_AT_ONCE, type FindingToPush } from "../push-offers/push-offers.ts";
import type { RouteDesk } from "./route-desk.ts";

type Asked = BodyOf<typeof pushOffers>;

/** People of a district in one push; more go in a second one. */
const PICKED_MAX = 20_000;
const PAGE = 200;

/** The findings that somebody named, or all that the page's filters show: entitled and kept ones, with their plans. */
export async function pickFindings(
  desk: RouteDesk,
  token: Token,
  asked: Asked,
): Promise<Result<readonly FindingToPush[], Problem>> {
  const { sweepId, pick } = asked;
  const ids =
    pick.kind === "named" ? ok(pick.findingIds) : await filtered(desk, token, { sweepId, filters: pick.filters });
  if (!ids.ok) return ids;
  const findings: FindingToPush[] = [];
  for (let from = 0; from < ids.value.length; from += FINDINGS_AT_ONCE) {
    const findingIds = ids.value.slice(from, from + FINDINGS_AT_ONCE);
    const some = await inSession(desk.database, token, (tx) =>
      findingsToOffer(desk.policies, tx, { sweepId, findingIds }),
    );
    if (!some.ok) return some;
    findings.push(...some.value);
  }
  return ok(findings);
}

type Filters = Extract<Asked["pick"], { readonly kind: "filtered" }>["filters"];

async function filtered(
  desk: RouteDesk,
  token: Token,
  { sweepId, filters }: { readonly sweepId: number; readonly filters: Filters },
): Promise<Result<readonly string[], Problem>> {
  // What isn't entitled, or lost in stacking, is never pushed, whatever the page shows.
  if (filters.outcome !== undefined && filters.outcome !== "entitled") return fail(problem("benefits.nothingToPush"));
  if (filters.chosen === "no") return fail(problem("benefits.nothingToPush"));
  const oneStepShort = filters.oneStepShort === undefined ? undefined : filters.oneStepShort === "yes";
  const filter = { ...filters, oneStepShort, outcome: "entitled", chosen: true } as const;
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listFindings(desk.policies, token, { sweepId, filter, page: { cursor, limit: PAGE } });
    if (!page.ok) return page;
    ids.push(...page.value.rows.map((row) => row.findingId));
    cursor = page.value.next ?? undefined;
  } while (cursor !== undefined && ids.length < PICKED_MAX);
  return ok(ids);
}
