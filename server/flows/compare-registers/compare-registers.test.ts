import assert from "node:assert/strict";
import { after, test } from "node:test";
import { decidePair } from "../link-people/decide-pair.ts";
import { openLinkTown } from "../link-people/tests/link-town.ts";
import { must } from "../tests/money-path.ts";
import { SHANGYU, TENANT, YUECHENG } from "../tests/money-town.ts";
import { createComparisonDesk } from "./comparison-desk.ts";

const town = await openLinkTown();
const bugs: string[] = [];
const desk = createComparisonDesk({
  ...town.links,
  analytics: { memoryMiB: 500, threads: 1 },
  report: (line) => bugs.push(line),
});
after(async () => {
  await desk.stop();
  await town.close();
});

async function compare(): Promise<{
  readonly merged: number;
  readonly to_review: number;
  readonly pairs: number;
  readonly state: string;
}> {
  const { token, key } = town.as("clerk");
  const started = must(await desk.start({ token, key, officeId: YUECHENG, startedBy: "clerk" }));
  await desk.ended(started.comparisonId);
  const { rows } = await town.owner.query("SELECT * FROM people.register_comparisons WHERE comparison_id = $1", [
    started.comparisonId,
  ]);
  assert.deepEqual(bugs, []);
  return rows[0];
}

/** Somebody known by a resident ID card, as everybody else of the town but for what is given. */
async function person(
  name: string,
  given: { readonly phone: string; readonly birth: string; readonly officeId?: number },
) {
  const personId = await town.addPerson({ name, phone: given.phone, officeId: given.officeId ?? YUECHENG });
  await town.owner.query("UPDATE people.persons SET birth = $2 WHERE person_id = $1", [personId, given.birth]);
  return personId;
}

/** The same, known by a passport. */
async function passport(
  name: string,
  given: { readonly phone: string | null; readonly birth: string | null; readonly officeId?: number },
) {
  const personId = await town.addPassport({ name, birth: given.birth, officeId: given.officeId ?? YUECHENG });
  await town.owner.query("UPDATE people.persons SET phone = $2 WHERE person_id = $1", [personId, given.phone]);
  await town.owner.query(
    "INSERT INTO people.workplaces VALUES ($1, $2, $3, 'E1', '2024-03-01', true) ON CONFLICT DO NOTHING",
    [TENANT, personId, given.officeId ?? YUECHENG],
  );
  return personId;
}

async function pairOf(a: number, b: number) {
  const { rows } = await town.owner.query("SELECT * FROM people.pairs WHERE first_person = $1 AND second_person = $2", [
    Math.min(a, b),
    Math.max(a, b),
  ]);
  return rows[0];
}

const certain = [
  await person("欧阳明远", { phone: "13911110001", birth: "1988-05-17" }),
  await passport("欧阳明远", { phone: "13911110001", birth: "1988-05-17" }),
] as const;
const likely = [
  await person("司徒清", { phone: "13911110002", birth: "1990-02-03" }),
  await passport("司徒青", { phone: null, birth: "1990-02-03" }),
] as const;
const twoNumbers = [
  await person("慕容晓", { phone: "13911110003", birth: "1985-01-01" }),
  await person("慕容晓", { phone: "13911110003", birth: "1985-01-01" }),
] as const;
const namesakes = [
  await person("王伟", { phone: "13911110004", birth: "1979-01-01" }),
  await person("王伟", { phone: "13911110005", birth: "1991-07-08" }),
] as const;
const nextDoor = [
  await person("诸葛亮明", { phone: "13911110006", birth: "1982-03-04" }),
  await passport("诸葛亮明", { phone: "13911110006", birth: "1982-03-04", officeId: SHANGYU }),
] as const;

test("the certain are merged unconfirmed, the likely wait with words and weights, namesakes and two numbers are left apart", async () => {
  const first = await compare();
  assert.equal(first.state, "finished");
  const merged = await pairOf(...certain);
  assert.equal(merged.state, "merged");
  const { rows } = await town.owner.query("SELECT confirmed FROM people.moves WHERE move_id = $1", [merged.move_id]);
  assert.deepEqual(rows, [{ confirmed: false }]);
  const waiting = await pairOf(...likely);
  assert.equal(waiting?.state, "waiting");
  const name = waiting.fields.find((field: { field: string }) => field.field === "name");
  assert.match(name.zh, /读音相同/);
  assert.ok(name.weight > 0);
  assert.equal(
    (await pairOf(...twoNumbers))?.state ?? "none",
    "waiting",
    "two valid numbers are looked at, never merged",
  );
  assert.equal(await pairOf(...namesakes), undefined);
  assert.equal(await pairOf(...nextDoor), undefined, "the office doesn't see its neighbour's people");
  assert.equal(first.merged, 1);
});

test("a comparison again asks nothing twice: what was decided stays decided, and a merge that was taken back stays so", async () => {
  const [merged, waiting] = [await pairOf(...certain), await pairOf(...likely)];
  must(await decidePair(town.links, town.as("clerk"), { pairId: merged.pair_id, decision: "different", reason: "" }));
  must(await decidePair(town.links, town.as("clerk"), { pairId: waiting.pair_id, decision: "different", reason: "" }));
  const again = await compare();
  assert.equal(again.merged, 0);
  assert.equal(again.to_review, 0);
  assert.equal((await pairOf(...certain)).state, "different");
  assert.equal((await pairOf(...likely)).state, "different");
});

test("one at a time for an office; a cancelled one says so", async () => {
  const { token, key } = town.as("clerk");
  const first = must(await desk.start({ token, key, officeId: YUECHENG, startedBy: "clerk" }));
  const second = await desk.start({ ...town.as("clerk"), officeId: YUECHENG, startedBy: "clerk" });
  assert.equal(second.ok ? "" : second.error.code, "people.comparisonRunning");
  const given = { ...town.as("clerk"), comparisonId: first.comparisonId };
  assert.equal((await desk.cancel({ ...given, offices: [SHANGYU] })).ok, false, "not the neighbour's to cancel");
  must(await desk.cancel({ ...town.as("clerk"), comparisonId: first.comparisonId, offices: [YUECHENG] }));
  const { rows } = await town.owner.query("SELECT state FROM people.register_comparisons WHERE comparison_id = $1", [
    first.comparisonId,
  ]);
  assert.equal(rows[0].state, "cancelled");
});
