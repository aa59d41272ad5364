import * as contract from "@wutong/contracts";
import { fail, ok, parseDay, problem } from "@wutong/kernel";
import type { Tx } from "../../storage/index.ts";
import { implement, type Route } from "../access/index.ts";
import { comparisonRoutes } from "./comparisons/comparison-routes.ts";
import { decideCase } from "./findings/decide-case.ts";
import { exportFindings } from "./findings/export-findings.ts";
import { listFindings } from "./findings/list-findings.ts";
import type { PoliciesDesk } from "./findings/policies-desk.ts";
import { presentPolicy, presentPolicyRow } from "./findings/present-policy.ts";
import { presentSweep, presentSweepDetail } from "./findings/present-sweep.ts";
import { showFinding, showPersonDecisions } from "./findings/show-finding.ts";
import { newest } from "./policy-book.ts";
import { listVisibleOffices } from "./store/labels.ts";
import { readAs } from "./store/read-session.ts";
import { findSweep, listSweepRows } from "./store/sweeps.ts";

export function policiesRoutes(desk: PoliciesDesk): readonly Route[] {
  return [...bookRoutes(desk), ...sweepRoutes(desk), ...findingRoutes(desk), ...comparisonRoutes(desk)];
}

function bookRoutes({ database, book, today }: PoliciesDesk): readonly Route[] {
  return [
    implement(contract.listPolicies, async ({ caller }) => {
      const published = await readAs(database, caller.token, book.list);
      return ok({ rows: newest(published).map(({ policy }) => presentPolicyRow(policy, today())) });
    }),
    implement(contract.getPolicy, async ({ caller, params }) => {
      const published = await readAs(database, caller.token, book.list);
      const found = newest(published).find(({ policy }) => policy.envelope.id === params.policyId);
      const all = published.map(({ policy }) => policy);
      return found ? ok(presentPolicy(found, all, today())) : fail(problem("http.notFound"));
    }),
    implement(contract.listPolicyCases, async ({ caller, params }) => {
      const published = await readAs(database, caller.token, book.list);
      const found = newest(published).find(({ policy }) => policy.envelope.id === params.policyId);
      if (!found) return fail(problem("http.notFound"));
      return ok({ rows: found.policy.envelope.tests.cases.map((each) => decideCase(found.policy, each)) });
    }),
  ];
}

function sweepRoutes({ database, reader }: PoliciesDesk): readonly Route[] {
  return [
    implement(contract.listSweeps, async ({ caller, query }) => {
      const before = query.cursor === undefined ? 2 ** 31 - 1 : Number(query.cursor) || 0;
      const page = { before, limit: query.limit + 1 };
      const sweeps = await readAs(database, caller.token, (tx) => listSweepRows(tx, page));
      const rows = sweeps.slice(0, query.limit);
      const next = sweeps.length > query.limit ? String(rows.at(-1)?.sweepId) : null;
      return ok({ rows: rows.map(presentSweep), next, total: null });
    }),
    implement(contract.getSweep, async ({ caller, params }) => {
      const read = async (tx: Tx) => ({
        sweep: await findSweep(tx, params.sweepId),
        offices: await listVisibleOffices(tx),
      });
      const { sweep, offices } = await readAs(database, caller.token, read);
      return sweep ? ok(presentSweepDetail(sweep, reader.folders.sweeps, offices)) : fail(problem("http.notFound"));
    }),
  ];
}

const yes = (flag: "yes" | "no" | undefined): boolean | undefined => (flag === undefined ? undefined : flag === "yes");

function findingRoutes(desk: PoliciesDesk): readonly Route[] {
  return [
    implement(contract.listFindings, ({ caller, params, query }) => {
      const { cursor, limit, oneStepShort, chosen, ...rest } = query;
      const filter = { ...rest, oneStepShort: yes(oneStepShort), chosen: yes(chosen) };
      return listFindings(desk, caller.token, { sweepId: params.sweepId, filter, page: { cursor, limit } });
    }),
    implement(contract.exportFindings, ({ caller, key, params, body }) => {
      const { purpose, oneStepShort, chosen, ...rest } = body;
      const filter = { ...rest, oneStepShort: yes(oneStepShort), chosen: yes(chosen) };
      return exportFindings(desk, { token: caller.token, key, sweepId: params.sweepId, filter, purpose });
    }),
    implement(contract.getFinding, ({ caller, params }) => showFinding(desk, caller.token, params)),
    implement(contract.decidePerson, async ({ caller, params, query }) => {
      const asOf = query.asOf === undefined ? ok(desk.today()) : parseDay(query.asOf);
      if (!asOf.ok) return fail(problem("http.badRequest", { field: "asOf" }));
      return showPersonDecisions(desk, caller.token, { personId: params.personId, asOf: asOf.value });
    }),
  ];
}
