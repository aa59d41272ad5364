import assert from "node:assert/strict";
import { test } from "node:test";
import { compileFeel } from "@wutong/feel";
import { factsShapeOf } from "../reading/facts-shape.ts";
import { registers } from "./catalogue/registers.ts";
import { catalogueOf, type FactField, type FactGroup, subjectKinds } from "./fact-catalogue.ts";
import { scopeOf } from "./fact-scope.ts";
import { readFacts } from "./read-facts.ts";
import { subjectNames, subjectOf } from "./subjects.ts";
import { valueName } from "./value-names.ts";

const flat = (fields: readonly (FactField | FactGroup)[]): readonly FactField[] =>
  fields.flatMap((field) => ("fields" in field ? field.fields : [field]));

test("every fact of every catalogue has its names in both languages, a register that has too, and a name once", () => {
  for (const kind of subjectKinds) {
    const { scalars, lists } = catalogueOf(kind);
    const names = [...scalars, ...lists].map(({ name }) => name.toLowerCase());
    assert.equal(new Set(names).size, names.length, kind);
    for (const each of [...scalars, ...lists]) assert.ok(registers[each.register], `${kind} ${each.name}`);
    for (const each of [...scalars, ...lists, ...lists.flatMap(({ fields }) => flat(fields))]) {
      assert.ok(each.label.zh !== "" && each.label.en !== "", `${kind} ${each.name}`);
    }
    for (const { name, fields } of lists) {
      const own = fields.map((field) => field.name.toLowerCase());
      assert.equal(new Set(own).size, own.length, `${kind} ${name}`);
    }
  }
});

test("FEEL can read every fact and every field", () => {
  for (const kind of subjectKinds) {
    const { scalars, lists } = catalogueOf(kind);
    const sources = [
      ...scalars.map(({ name }) => name),
      ...lists.flatMap(({ name, fields }) =>
        fields.flatMap((field) =>
          "fields" in field
            ? field.fields.map((each) => `${name}.${field.name}.${each.name}`)
            : [`${name}.${field.name}`],
        ),
      ),
    ];
    for (const source of sources) assert.ok(compileFeel(source, scopeOf(kind)).ok, `${kind}: ${source}`);
  }
});

test("a claim stands under its own name, the person's facts around it, told apart by a text of its own", () => {
  const claims = subjectNames.filter((name) => subjectOf(name)?.claim);
  assert.ok(claims.length >= 11 && claims.includes("certificate") && claims.includes("home"));
  for (const name of claims) {
    const subject = subjectOf(name);
    assert.equal(subject?.kind, "person");
    const key = subject?.claim?.key ?? "";
    const scope = scopeOf(name);
    assert.ok(compileFeel(`${name}.${key} = "x" and birth < asOf`, scope).ok, name);
    assert.ok(!compileFeel(`${name}.${key} = "x"`, scopeOf("person")).ok, name);
  }
});

test("a name that is no subject has none", () => {
  assert.equal(subjectOf("hospital"), undefined);
  assert.throws(() => scopeOf("hospital"));
});

test("facts are read by the catalogue of the subject's kind", () => {
  assert.ok(readFacts({ revenueYuan: 1_000_000.5, trainees: [] }, "employer").ok);
  assert.ok(!readFacts({ revenueYuan: 1 }, "person").ok);
  assert.ok(!readFacts({ birth: "1990-01-01" }, "employer").ok);
  assert.ok(readFacts({ birth: "1990-01-01", homes: [] }, "home").ok);
  const facts = readFacts({}, "platform");
  assert.ok(facts.ok);
  assert.deepEqual(facts.value["residents"], { rows: [], complete: false });
});

test("a whole number with more digits than the checker counts with is refused", () => {
  assert.ok(readFacts({ education: [{ worldRank: 9999 }] }).ok);
  assert.ok(!readFacts({ education: [{ worldRank: 10_000 }] }).ok);
  assert.ok(readFacts({ employees: 999_999 }, "employer").ok);
  assert.ok(!readFacts({ employees: 1_000_000 }, "employer").ok);
  assert.ok(readFacts({ incomePerHeadYuan: 9_999_999_999_999.99 }, "household").ok);
  assert.ok(!readFacts({ incomePerHeadYuan: 10_000_000_000_000 }, "household").ok);
});

test("sums of money over all rows, times a percentage and a factor, stay exact", () => {
  const feel = "sum(pay.monthlyYuan) * 12 * 0.15 + sum(incomes.taxPaidYuan) * 2.5";
  assert.ok(compileFeel(feel, scopeOf("person")).ok);
  assert.ok(compileFeel("revenueYuan * 0.005 * 1.25 + employees * 1000", scopeOf("employer")).ok);
});

test("a case may write every fact of its subject's kind", () => {
  const properties = (kind: (typeof subjectKinds)[number]) =>
    Object.keys(factsShapeOf(catalogueOf(kind)).schema["properties"] as object);
  for (const kind of subjectKinds) {
    const { scalars, lists } = catalogueOf(kind);
    assert.deepEqual(
      properties(kind),
      [...scalars, ...lists].map(({ name }) => name),
    );
  }
});

test("every listed value has a name in both languages", () => {
  for (const kind of subjectKinds) {
    const { scalars, lists } = catalogueOf(kind);
    for (const { name, values = [] } of [...scalars, ...lists.flatMap(({ fields }) => flat(fields))]) {
      for (const value of values) {
        const { zh, en } = valueName(value);
        assert.ok(/\p{Script=Han}/u.test(zh) && en !== "", `${kind} ${name} ${value}`);
      }
    }
  }
});
