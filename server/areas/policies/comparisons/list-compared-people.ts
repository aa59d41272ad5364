import type * as contract from "@wutong/contracts";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { type DifferenceKind, KINDS, LOSERS, WINNERS } from "@wutong/policy";
import type { Token, Tx } from "../../../storage/index.ts";
import { listPersonLabels } from "../../people/index.ts";
import type { PoliciesDesk } from "../findings/policies-desk.ts";
import {
  type ComparedFilter,
  type ComparedPerson,
  countCompared,
  readCompared,
} from "../store/compare/read-compared.ts";
import { listOfficeNames, listWorkplaceNames } from "../store/labels.ts";
import { readAs } from "../store/read-session.ts";
import { type ComparisonInSight, type ComparisonKey, openComparison } from "./comparison-in-sight.ts";
import { tierText } from "./show-comparison.ts";

type PageReply = contract.ReplyOf<typeof contract.listComparedPeople>;
type Row = PageReply["rows"][number];

export type ComparedPeopleFilter = {
  readonly group?: "winners" | "losers" | "newlyPossible" | undefined;
  readonly kind?: DifferenceKind | undefined;
  readonly office?: number | undefined;
  readonly tier?: string | undefined;
  readonly sex?: "F" | "M" | "none" | undefined;
};

type Asked = {
  readonly key: ComparisonKey;
  readonly filter: ComparedPeopleFilter;
  readonly page: { readonly cursor?: string | undefined; readonly limit: number };
};

/** The people of one cell of a comparison, page by page, by number. Problems: those of `openComparison`, `http.badRequest`. */
export async function listComparedPeople(
  desk: PoliciesDesk,
  token: Token,
  { key, filter, page }: Asked,
): Promise<Result<PageReply, Problem>> {
  const after = page.cursor === undefined ? 0 : Number(page.cursor);
  if (!Number.isSafeInteger(after)) return fail(problem("http.badRequest", { field: "cursor" }));
  return readAs(desk.database, token, async (tx) => {
    const opened = await openComparison(desk, tx, key);
    if (!opened.ok) return opened;
    const { folder, sight } = opened.value;
    const question = { folder, offices: sight.offices, filter: filterOf(filter) };
    const found = await readCompared(desk.reader, question, { after, limit: page.limit + 1 });
    const shown = found.slice(0, page.limit);
    const next = found.length > page.limit ? String(shown.at(-1)?.personId) : null;
    const total = await countCompared(desk.reader, question);
    return ok({ rows: await presentCompared(tx, opened.value, shown), next, total });
  });
}

function filterOf({ group, kind, office, tier, sex }: ComparedPeopleFilter): ComparedFilter {
  const groups = { winners: WINNERS, losers: LOSERS, newlyPossible: ["newlyPossible"] } as const;
  const all = group ? groups[group] : KINDS.filter((each) => each !== "unchanged");
  return {
    kinds: kind ? all.filter((each) => each === kind) : all,
    office,
    tier: tier === undefined ? undefined : tier === "none" ? null : Number(tier) || 0,
    sex: sex === "none" ? null : sex,
  };
}

/** People whom the session doesn't see any more (they moved away) have no name. */
export async function presentCompared(
  tx: Tx,
  { summary }: Pick<ComparisonInSight, "summary">,
  people: readonly ComparedPerson[],
): Promise<Row[]> {
  const ids = people.map(({ personId }) => personId);
  const labels = await listPersonLabels(tx, ids);
  const employers = await listWorkplaceNames(tx, ids);
  const offices = await listOfficeNames(tx);
  return people.map(({ personId, office, kind, tier, oldOutcome, newOutcome, ...money }) => ({
    personId,
    name: labels.get(personId)?.name ?? "—",
    office: { officeId: office, name: offices.get(office) ?? String(office) },
    employer: employers.get(personId) ?? null,
    ...{ kind, oldOutcome, newOutcome },
    tier: tierText(summary, tier),
    oldFen: String(money.oldFen),
    newFen: String(money.newFen),
    differenceFen: String(money.differenceFen),
  }));
}
