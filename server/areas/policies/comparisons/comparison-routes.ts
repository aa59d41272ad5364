import * as contract from "@wutong/contracts";
import { fail, ok, problem } from "@wutong/kernel";
import { tunableNumbers } from "@wutong/policy";
import { implement, type Route } from "../../access/index.ts";
import type { PoliciesDesk } from "../findings/policies-desk.ts";
import { newest } from "../policy-book.ts";
import { readAs } from "../store/read-session.ts";
import { compareDraft } from "./compare-draft.ts";
import { listComparedPeople } from "./list-compared-people.ts";
import { showComparedPerson } from "./show-compared-person.ts";
import { showComparison } from "./show-comparison.ts";

export function comparisonRoutes(desk: PoliciesDesk): readonly Route[] {
  const { database, book } = desk;
  return [
    implement(contract.listPolicyNumbers, async ({ caller, params, query }) => {
      const published = await readAs(database, caller.token, book.list);
      const versions = query.version === undefined ? newest(published) : published;
      const found = versions.find(
        ({ policy: { envelope } }) =>
          envelope.id === params.policyId && (query.version === undefined || envelope.version === query.version),
      );
      if (!found) return fail(problem("http.notFound"));
      const { files } = found.version;
      const numbers = tunableNumbers(files, files[0]?.path ?? "");
      return ok({ rows: numbers.map(({ id: numberId, column, offset, ...number }) => ({ numberId, ...number })) });
    }),
    implement(contract.compareDraft, ({ caller, key, params, body }) =>
      compareDraft(desk, { token: caller.token, key, sweepId: params.sweepId, ...body }),
    ),
    implement(contract.getComparison, ({ caller, params }) => showComparison(desk, caller.token, params)),
    implement(contract.listComparedPeople, ({ caller, params, query }) => {
      const { cursor, limit, ...filter } = query;
      return listComparedPeople(desk, caller.token, { key: params, filter, page: { cursor, limit } });
    }),
    implement(contract.getComparedPerson, ({ caller, params }) => showComparedPerson(desk, caller.token, params)),
  ];
}
