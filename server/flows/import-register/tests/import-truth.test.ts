import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { REGISTER_KINDS, type RegisterKind } from "@wutong/codes";
import {
  employerRows,
  type FactListJson,
  type FactsJson,
  factsOf,
  generateOffice,
  type RegisterRow,
  registerHeaders,
  toRegisterRows,
} from "@wutong/generator";
import { expectOk, parseMonth } from "@wutong/kernel";
import { personalSecrets, readFacts } from "../../../areas/people/index.ts";
import { inSession } from "../../../storage/index.ts";
import { importFile } from "../import-file.ts";
import { openImportTown, TENANT, TODAY } from "./import-town.ts";

const OPTIONS = { office: 330602, people: 300, seed: 20241130, asOf: TODAY };
const office = generateOffice(OPTIONS);
const people = [...office.people];
const rows: readonly RegisterRow[] = [
  ...employerRows(office),
  ...people.flatMap((person) => toRegisterRows(person, OPTIONS)),
];
const town = await openImportTown();
const token = await town.tokenOf(330602);
after(() => town.close());

test("every row is taken but those that are wrong on purpose, and each of those comes back", async () => {
  for (const kind of ["employers", ...REGISTER_KINDS.filter((one) => one !== "employers")] as const) {
    const given = rows.filter((row) => row.kind === kind);
    const result = await importFile(town.tools, { ...fileOf(kind, given), token, startedBy: "test", today: TODAY });
    assert.ok(result.ok && result.value.kind === "ended", `${kind}: ${JSON.stringify(result)}`);
    const wrong = given.filter((row) => row.oddity?.mustReject).length;
    assert.equal(result.value.counts.failed, wrong, kind);
    assert.equal(result.value.counts.added + result.value.counts.same, given.length - wrong, kind);
  }
});

test("what policies then know of everybody is what the registers were made to say", async () => {
  const secrets = personalSecrets(town.vault, TENANT);
  const found = await town.query("SELECT encode(document_index, 'hex') AS index, person_id FROM people.identities");
  const personIds = new Map(found.map((row) => [row["index"], Number(row["person_id"])]));
  for (const person of people) {
    const personId = personIds.get(secrets.documentIndex(person.document.number));
    const expected = throughCoverage(factsOf(person, OPTIONS, "registers"));
    // Someone whom no register names is not known at all.
    if (personId === undefined) continue;
    const facts = await inSession(town.database, token, (tx) => readFacts(tx, personId, TODAY));
    assert.deepEqual(
      tidy({ ...facts?.facts }),
      tidy(withoutIds(expected)),
      `person ${person.index} of seed ${OPTIONS.seed}`,
    );
  }
  assert.ok(personIds.size > people.length * 0.9);
});

function fileOf(kind: RegisterKind, given: readonly RegisterRow[]) {
  const lines = [registerHeaders(OPTIONS, kind), ...given.map((row) => row.cells)];
  const path = join(town.folder, `${kind}.csv`);
  writeFileSync(
    path,
    lines.map((cells) => cells.map((cell) => (/[",]/.test(cell) ? JSON.stringify(cell) : cell)).join(",")).join("\n"),
  );
  const { from, through, complete } = office.coverage[kind];
  const months = {
    fromMonth: expectOk(parseMonth(from), "from"),
    throughMonth: expectOk(parseMonth(through), "through"),
  };
  return { path, register: kind, coverage: { officeId: OPTIONS.office, ...months, complete } };
}

function withoutIds({ personId: _, office: __, ...facts }: FactsJson): object {
  return facts;
}

/** What is open when a register is handed in is known through its last month. */
function throughCoverage(facts: FactsJson): FactsJson {
  const known = (name: string) => {
    const { complete, rows: all } = facts[name] as FactListJson;
    return { complete, rows: all.map((row) => (row["open"] === true ? { ...row, to: "2024-10-31" } : row)) };
  };
  return { ...facts, insurance: known("insurance"), statuses: known("statuses") } as FactsJson;
}

/** Rows of a list have no order; the pseudonyms of certificates are another's, so that only their being there is compared. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => JSON.stringify(tidy(each))).toSorted();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, (key === "key" || key === "certificate") && each !== "" ? "#" : tidy(each)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
