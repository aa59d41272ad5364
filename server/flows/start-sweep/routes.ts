import * as contract from "@wutong/contracts";
import { fail, ok, parseDay, problem } from "@wutong/kernel";
import { implement, type Route } from "../../areas/access/index.ts";
import { findSweep, presentSweep } from "../../areas/policies/index.ts";
import { inSession } from "../../storage/index.ts";
import { cancelSweep, startSweep } from "./start-sweep.ts";
import type { SweepDesk } from "./sweep-desk.ts";

export function sweepRoutes(desk: SweepDesk): readonly Route[] {
  return [
    implement(contract.startSweep, async ({ caller, key, body }) => {
      const { token, session } = caller;
      const asOf = parseDay(body.asOf);
      if (!asOf.ok || session.officeId === null) return fail(problem("http.badRequest", { field: "asOf" }));
      const given = { token, key, officeId: session.officeId, asOf: asOf.value, startedBy: session.name };
      const started = await startSweep(desk, given);
      if (!started.ok) return started;
      const sweep = await inSession(desk.database, token, (tx) => findSweep(tx, started.value.sweepId));
      return sweep ? ok(presentSweep(sweep)) : fail(problem("http.notFound"));
    }),
    implement(contract.cancelSweep, async ({ caller, key, params: { sweepId } }) => {
      const { token, session } = caller;
      const cancelled = await cancelSweep(desk, { token, key, sweepId, offices: session.visibleOffices });
      if (!cancelled.ok) return cancelled;
      const sweep = await inSession(desk.database, token, (tx) => findSweep(tx, sweepId));
      return sweep ? ok(presentSweep(sweep)) : fail(problem("http.notFound"));
    }),
  ];
}
