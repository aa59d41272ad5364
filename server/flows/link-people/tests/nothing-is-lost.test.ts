import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { mergePeople } from "../../../areas/people/index.ts";
import { enter } from "../../../storage/index.ts";
import { freshKey, must } from "../../tests/money-path.ts";
import { TENANT } from "../../tests/money-town.ts";
import { decidePair, undoPair } from "../decide-pair.ts";
import { areasOf } from "../link-desk.ts";
import { splitOff, undoMoveOf } from "../split-and-undo.ts";
import { everyRow, type LinkTown, openLinkTown } from "./link-town.ts";

const town = await openLinkTown();
after(town.close);

/** What registers and payments say, whoever it is said of. */
async function everyFact(): Promise<readonly string[]> {
  const { rows } = await town.owner.query<{ fact: string }>(`
    SELECT 'spell ' || from_day || encode(content_digest, 'hex') || coalesce(batch_id::text, '') || recorded_at AS fact FROM people.insurance_spells
    UNION ALL SELECT 'paid ' || amount_fen || encode(content_digest, 'hex') || coalesce(batch_id::text, '') FROM people.past_benefits
    UNION ALL SELECT 'contract ' || recorded_at || encode(content_digest, 'hex') FROM people.contracts
    UNION ALL SELECT 'document ' || encode(document_index, 'hex') || kind FROM people.identities`);
  return rows.map((row) => row.fact).toSorted();
}

/** Everything belongs to somebody: a person, or the number of one who was merged and leads to a person. */
async function ownerless(): Promise<readonly unknown[]> {
  const { rows } = await town.owner.query(`
    SELECT f.person_id FROM (SELECT person_id FROM people.insurance_spells UNION SELECT person_id FROM people.past_benefits
      UNION SELECT person_id FROM people.identities UNION SELECT person_id FROM people.contracts) f
    WHERE NOT EXISTS (SELECT FROM people.persons p WHERE p.person_id = f.person_id)
      AND NOT EXISTS (SELECT FROM people.aliases a JOIN people.persons p ON p.person_id = a.kept_id OR EXISTS (
        SELECT FROM people.aliases b WHERE b.alias_id = a.kept_id) WHERE a.alias_id = f.person_id)`);
  return rows;
}

/** What everybody was paid, by the person whom a number leads to now: sums of payments that say something of their own. */
async function paidTo(personIds: readonly number[]): Promise<number> {
  const { rows } = await town.owner.query(
    "SELECT coalesce(sum(amount_fen), 0)::int AS fen FROM people.past_benefits b WHERE person_id = ANY ($1) AND EXISTS (SELECT FROM people.persons p WHERE p.person_id = b.person_id)",
    [personIds],
  );
  return rows[0].fen;
}

const holders = fc.array(
  fc.record({
    spells: fc.uniqueArray(
      fc.record({
        from: fc.constantFrom("2021-01-01", "2022-01-01"),
        key: fc.constantFrom("a1", "a2", "a3"),
        says: fc.constantFrom("01", "02"),
      }),
      { selector: (spell) => spell.key, maxLength: 3 },
    ),
    paidFen: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }),
    standing: fc.constantFrom("library" as const, "observed" as const),
    birth: fc.constantFrom(null, "1990-01-01", "1991-01-01"),
  }),
  { minLength: 3, maxLength: 4 },
);
const steps = fc.array(
  fc.record({ kind: fc.constantFrom("merge", "merge", "split", "undo"), a: fc.nat(5), b: fc.nat(5) }),
  { minLength: 2, maxLength: 6 },
);

test("whatever is merged, split and undone in whatever order, no fact and no payment is lost, and undoing all gives every row back", async () => {
  await fc.assert(
    fc.asyncProperty(holders, steps, async (people, plan) => {
      const ids: number[] = [await town.addPerson()];
      for (const one of people) ids.push(await town.addPassport(one));
      const [before, facts, paid] = [await everyRow(town), await everyFact(), await paidTo(ids)];
      const done: number[] = [];
      for (const step of plan) await carryOut(ids, done, step);
      assert.deepEqual(await everyFact(), facts);
      assert.deepEqual(await ownerless(), []);
      assert.equal(await paidTo(ids), paid);
      for (const moveId of done.toReversed()) must(await undoMoveOf(town.links, town.as("clerk"), moveId));
      assert.deepEqual(await everyRow(town), before);
    }),
    { numRuns: 12 },
  );
});

type Step = { readonly kind: string; readonly a: number; readonly b: number };

async function carryOut(ids: number[], done: number[], { kind, a, b }: Step): Promise<void> {
  const caller = town.as("clerk");
  if (kind === "undo") {
    const last = done.pop();
    if (last !== undefined) must(await undoMoveOf(town.links, caller, last));
    return;
  }
  if (kind === "merge") {
    const [first, second] = [ids[a % ids.length] ?? 0, ids[b % ids.length] ?? 0];
    if (first === second) return;
    const pairId = await pairOf(town, first, second);
    const decided = await decidePair(town.links, caller, { pairId, decision: "same", reason: "" });
    if (decided.ok && decided.value.moveId !== null) done.push(decided.value.moveId);
    return;
  }
  const { rows } = await town.owner.query(
    "SELECT person_id, left(min(encode(document_index, 'hex')), 12) AS key FROM people.identities WHERE person_id = ANY ($1) GROUP BY 1 HAVING count(*) > 1 ORDER BY 1",
    [ids],
  );
  const many = rows[a % Math.max(1, rows.length)];
  if (!many) return;
  const sources = [
    { kind: "insurance", batchId: 1 },
    { kind: "benefits", batchId: 5 },
  ] as const;
  const given = { personId: many.person_id, documents: [many.key], sources, reason: "两个人" };
  const split = must(await splitOff(town.links, caller, given));
  done.push(split.moveId);
  ids.push(split.newPersonId);
}

async function pairOf(at: LinkTown, first: number, second: number): Promise<number> {
  const { rows } = await at.owner.query(
    "SELECT pair_id, state, move_id FROM people.pairs WHERE first_person = $1 AND second_person = $2",
    [Math.min(first, second), Math.max(first, second)],
  );
  const [pair] = rows;
  if (!pair) return at.pair(first, second);
  // One that was split again waits for nobody: whoever says that they are one after all takes the decision back first.
  if (pair.move_id === null && pair.state !== "waiting") must(await undoPair(at.links, at.as("clerk"), pair.pair_id));
  return pair.pair_id;
}

test("two persons with two different valid ID numbers are never merged by a comparison, whatever else they have in common", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom("residentId", "residencePermit"),
      async (a, b, kind) => {
        const [first, second] = [await town.addPerson(), await town.addPerson()];
        for (const [personId, keeps] of [
          [first, a],
          [second, b],
        ] as const) {
          await town.owner.query("UPDATE people.identities SET kind = $2 WHERE person_id = $1", [
            personId,
            keeps ? kind : "passport",
          ]);
        }
        const token = await town.job(TENANT);
        const merged = await town.database.kysely.transaction().execute(async (tx) => {
          await enter(tx, token);
          const now = town.links.now();
          const given = {
            first,
            second,
            confirmed: false,
            numbersSettled: true,
            by: "comparison",
            reason: freshKey(),
            now,
          };
          return mergePeople(tx, given, areasOf(town.links));
        });
        const code = merged.ok ? "merged" : `${merged.error.code} ${merged.error.params["why"]}`;
        assert.equal(code, a && b ? "people.notByItself numbers" : "merged");
      },
    ),
    { numRuns: 20 },
  );
});
