import type { Day } from "@wutong/kernel";
import type { Tx } from "../../../storage/index.ts";
import { findEmployers } from "../../employers/index.ts";
import type { FactKind } from "../model/fact-tables.ts";
import type { PersonalSecrets } from "../model/secrets.ts";
import { type PersonHistories, presentDetail } from "../present-person.ts";
import { keptNumber } from "../store/aliases.ts";
import { type HistoryRow, listHistory, listReach } from "../store/histories.ts";
import { findPersonRows } from "../store/person-rows.ts";
import { readFacts } from "./read-facts.ts";

const KINDS: readonly FactKind[] = [
  "talents",
  "insurance",
  "education",
  "contracts",
  "housing",
  "benefits",
  "family",
  "statuses",
  "certificates",
];

/**
 * A person with everything that registers say of them and where each row came from, also by a number of theirs from before a merge.
 * Undefined where the session doesn't see them.
 */
export async function describePerson(
  tx: Tx,
  asked: number,
  context: { readonly secrets: PersonalSecrets; readonly today: Day },
) {
  const personId = await keptNumber(tx, asked);
  const [person] = await findPersonRows(tx, [personId]);
  if (!person) return undefined;
  const histories: Partial<Record<FactKind, readonly HistoryRow[]>> = {};
  for (const kind of KINDS) histories[kind] = await listHistory(tx, kind, personId);
  const all = histories as PersonHistories;
  const codes = [...all.insurance, ...all.contracts].map((row) => row["credit_code"]);
  const employers = await findEmployers(
    tx,
    codes.filter((code) => typeof code === "string"),
  );
  const facts = await readFacts(tx, personId, context.today);
  const complete = Object.fromEntries(
    Object.entries(facts?.facts ?? {}).map(([list, value]) => [list, isWhole(value)]),
  );
  const coverage = { reach: await listReach(tx, person.officeId), complete };
  return presentDetail(person, all, coverage, { ...context, employers });
}

function isWhole(value: unknown): boolean {
  return typeof value === "object" && value !== null && "complete" in value && value.complete === true;
}
