import { type Day, parseDay } from "@wutong/kernel";
import type { GivenList, GivenRow } from "@wutong/policy";
import type { Tx } from "../../../storage/index.ts";
import type { PersonFacts } from "../model/person-facts.ts";
import { COVERAGE, PERSON, readFactParts } from "../store/fact-parts.ts";
import { FACT_ROWS } from "../store/fact-rows.ts";
import { isComplete, reachedBy } from "../store/list-coverage.ts";

/**
 * Everything a policy may ask about one person, as known now; `asOf` decides which lists are complete. A missing key is
 * unknown. Undefined where the token in force doesn't see the person.
 */
export async function readFacts(tx: Tx, personId: number, asOf: Day): Promise<PersonFacts | undefined> {
  if (!Number.isSafeInteger(personId) || personId > PERSON_ID_MAX) return undefined;
  const rows = await readFactParts(tx, personId, reachedBy(asOf));
  const person = rows.find((row) => row.part === PERSON)?.body as PersonRow | undefined;
  if (person === undefined) return undefined;
  const { office, ...own } = person;
  const birth = typeof own.birth === "string" ? dayOf(own.birth) : null;
  const since = new Map(rows.filter((row) => row.part === COVERAGE).map((row) => coverageOf(row.body)));
  const lists = FACT_ROWS.map(({ list, register }): [string, GivenList] => [
    list,
    {
      complete: isComplete(since.get(register), birth),
      rows: rows.filter((row) => row.part === list).map((row) => row.body as GivenRow),
    },
  ]);
  return { personId, office, facts: { ...own, ...Object.fromEntries(lists) } };
}

type PersonRow = { readonly office: number; readonly [field: string]: string | number };

/** Ids are int4. */
const PERSON_ID_MAX = 2 ** 31 - 1;

function coverageOf(body: { readonly register: string; readonly since: string }): [string, Day] {
  return [body.register, dayOf(body.since)];
}

function dayOf(text: string): Day {
  const parsed = parseDay(text);
  if (!parsed.ok) throw new Error(`PostgreSQL sent the date ${text}`);
  return parsed.value;
}
