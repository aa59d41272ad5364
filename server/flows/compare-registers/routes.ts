import * as contract from "@wutong/contracts";
import { fail, ok, problem } from "@wutong/kernel";
import { implement, type Route } from "../../areas/access/index.ts";
import { findComparison, presentComparison } from "../../areas/people/index.ts";
import { inSession, type Token } from "../../storage/index.ts";
import type { ComparisonDesk } from "./comparison-desk.ts";

export function comparisonDeskRoutes(desk: ComparisonDesk): readonly Route[] {
  const show = async (token: Token, comparisonId: number) => {
    const found = await inSession(desk.database, token, (tx) => findComparison(tx, comparisonId));
    return found ? ok(presentComparison(found)) : fail(problem("http.notFound"));
  };
  return [
    implement(contract.startRegisterComparison, async ({ caller, key }) => {
      const { token, session } = caller;
      if (session.officeId === null) return fail(problem("http.notFound"));
      const started = await desk.start({ token, key, officeId: session.officeId, startedBy: session.name });
      return started.ok ? show(token, started.value.comparisonId) : started;
    }),
    implement(contract.cancelRegisterComparison, async ({ caller, key, params }) => {
      const comparisonId = params.registerComparisonId;
      const { token, session } = caller;
      const cancelled = await desk.cancel({ token, key, comparisonId, offices: session.visibleOffices });
      return cancelled.ok ? show(token, comparisonId) : cancelled;
    }),
  ];
}
