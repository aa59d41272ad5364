import * as contract from "@wutong/contracts";
import { fail, problem } from "@wutong/kernel";
import { type Caller, implement, type Route } from "../../areas/access/index.ts";
import { findFactKind, linkRoutes } from "../../areas/people/index.ts";
import { approvePair, decidePair, undoPair } from "./decide-pair.ts";
import type { LinkCaller, LinkDesk } from "./link-desk.ts";
import { splitOff, undoMoveOf } from "./split-and-undo.ts";

export function linkPeopleRoutes(desk: LinkDesk): readonly Route[] {
  return [
    ...linkRoutes(desk),
    implement(contract.decidePair, ({ caller, key, params, body }) =>
      decidePair(desk, by(caller, key), { ...params, ...body }),
    ),
    implement(contract.undoPair, ({ caller, key, params }) => undoPair(desk, by(caller, key), params.pairId)),
    implement(contract.approvePair, ({ caller, key, params, body }) =>
      approvePair(desk, { ...by(caller, key), accountId: caller.session.accountId }, { ...params, ...body }),
    ),
    implement(contract.splitPerson, async ({ caller, key, params, body }) => {
      const { documents, reason } = body;
      const sources = body.sources.flatMap(({ register, batchId }) => {
        const kind = findFactKind(register);
        return kind ? [{ kind, batchId }] : [];
      });
      if (sources.length < body.sources.length) return fail(problem("http.badRequest", { field: "sources" }));
      return splitOff(desk, by(caller, key), { personId: params.personId, documents, sources, reason });
    }),
    implement(contract.undoMove, ({ caller, key, params }) => undoMoveOf(desk, by(caller, key), params.moveId)),
  ];
}

function by({ token, session }: Caller, key: string): LinkCaller {
  return { token, key, name: session.name };
}
