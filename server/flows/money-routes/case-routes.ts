import * as contract from "@wutong/contracts";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { implement, type Route } from "../../areas/access/index.ts";
import { BENEFIT_CASE, type BenefitState, countInQueues, listCaseRows } from "../../areas/benefits/index.ts";
import { countByState } from "../../areas/cases/index.ts";
import { findPersonIds } from "../../areas/people/index.ts";
import { inSession } from "../../storage/index.ts";
import { approveCase } from "../approve-case/approve-case.ts";
import { closeNotice } from "../close-notice/close-notice.ts";
import { decideObjection, recordObjection } from "../hear-objection/hear-objection.ts";
import type { StateAndHold } from "../money/held.ts";
import { publishNotice } from "../publish-notice/publish-notice.ts";
import { rejectCase } from "../reject-case/reject-case.ts";
import { resolveHold } from "../resolve-hold/resolve-hold.ts";
import { readCaseDetail, showCase } from "./case-detail.ts";
import { beforeOf, labelsFor, pageOf, textOf } from "./labels.ts";
import type { RouteDesk } from "./route-desk.ts";

export function caseRoutes(desk: RouteDesk): readonly Route[] {
  return [...caseQueries(desk), ...caseCommands(desk)];
}

function caseQueries(desk: RouteDesk): readonly Route[] {
  return [
    implement(contract.listCases, ({ caller, query }) =>
      inSession(desk.database, caller.token, async (tx) => {
        const { state, policyId: policy, limit } = query;
        const personIds = query.text ? await findPersonIds(tx, query.text) : undefined;
        const waiting =
          query.waiting === undefined ? (state === "confirmed" ? false : undefined) : query.waiting === "yes";
        const held = query.held === undefined ? undefined : query.held === "yes";
        const rows = await listCaseRows(tx, {
          state,
          held,
          waiting,
          policy,
          personIds,
          beforeId: beforeOf(query.cursor),
          limit: limit + 1,
        });
        const labels = await labelsFor(desk, tx, rows);
        return ok(pageOf(rows, { limit, idOf: (row) => row.caseId, show: (row) => showCase(row, labels) }));
      }),
    ),
    implement(contract.countCases, ({ caller }) =>
      inSession(desk.database, caller.token, async (tx) => {
        const { states, held } = await countByState(tx, BENEFIT_CASE.id);
        const waiting = await countInQueues(tx);
        const shown = states.map(({ state, cases }) => ({
          state: state as BenefitState,
          cases: state === "confirmed" ? cases - waiting : cases,
        }));
        return ok({ states: shown, held, waiting });
      }),
    ),
    implement(contract.getCase, ({ caller, params }) =>
      inSession(desk.database, caller.token, async (tx) => {
        const [row] = await listCaseRows(tx, { caseId: params.caseId, beforeId: null, limit: 1 });
        if (!row) return fail(problem("cases.notFound", params));
        return ok(await readCaseDetail(desk, tx, row, await labelsFor(desk, tx, [row])));
      }),
    ),
  ];
}

function caseCommands(desk: RouteDesk): readonly Route[] {
  return [
    implement(contract.publishNotice, ({ caller, key, body }) =>
      publishNotice(desk, { token: caller.token, key }, body.caseIds),
    ),
    implement(contract.recordObjection, ({ caller, key, params, body }) =>
      recordObjection(desk, { token: caller.token, key }, { ...params, ...body }),
    ),
    implement(contract.decideObjection, ({ caller, key, params, body }) =>
      decideObjection(desk, { token: caller.token, key }, { ...params, ...body }),
    ),
    implement(contract.closeNotice, ({ caller, key, params }) =>
      closeNotice(desk, { token: caller.token, key }, params.caseId),
    ),
    implement(contract.approveCase, async ({ caller, key, params, body }) =>
      inWords(await approveCase(desk, { token: caller.token, key }, { ...params, ...body })),
    ),
    implement(contract.rejectCase, ({ caller, key, params, body }) =>
      rejectCase(desk, { token: caller.token, key }, { ...params, ...body }),
    ),
    implement(contract.resolveHold, async ({ caller, key, params, body }) =>
      inWords(await resolveHold(desk, { token: caller.token, key }, { ...params, ...body })),
    ),
  ];
}

function inWords(result: Result<StateAndHold, Problem>) {
  if (!result.ok) return result;
  const { state, hold } = result.value;
  return ok({ state, hold: hold && { kind: hold.kind, since: hold.since, text: textOf(hold) } });
}
