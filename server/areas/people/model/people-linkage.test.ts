import assert from "node:assert/strict";
import { test } from "node:test";
import { planFields } from "@wutong/linkage";
import { modelBeforeData, PEOPLE_LINKAGE, recalibrated, weighFields } from "./people-linkage.ts";

const model = modelBeforeData(2_000);
const PHONE = PEOPLE_LINKAGE.fields.findIndex(({ name }) => name === "phone");
const DIFFERENT_PHONE = 4;

function weightOf(of: typeof model, field: string, level: number): number {
  const levels = PEOPLE_LINKAGE.fields.map(({ name }) => (name === field ? level : 0));
  const [weighed] = weighFields(of, levels, []);
  assert.ok(weighed);
  return weighed.weight;
}

test("the model before data has a chance for every level of every field, and they sum to one", () => {
  for (const { place, levels, config } of planFields(PEOPLE_LINKAGE)) {
    const chances = model.fields[place]?.levels ?? [];
    assert.equal(chances.length, levels.length, config.name);
    for (const side of ["m", "u"] as const) {
      const sum = chances.reduce((total, level) => total + level[side], 0);
      assert.ok(Math.abs(sum - 1) < 0.01, `${config.name} ${side}: ${sum}`);
    }
  }
});

test("what agrees speaks for one person and what differs against it, with words in both languages", () => {
  for (const { config, levels } of planFields(PEOPLE_LINKAGE)) {
    assert.ok(weightOf(model, config.name, 1) > 0, config.name);
    assert.ok(weightOf(model, config.name, levels.length) < 0, config.name);
  }
  const [phone] = weighFields(
    model,
    PEOPLE_LINKAGE.fields.map((_, place) => (place === PHONE ? 1 : 0)),
    [],
  );
  assert.equal(phone?.zh, "相同");
  assert.equal(phone?.en, "the same");
});

test("decisions recalibrate: where people often found one person behind two phones, two phones say less against it", () => {
  const learnt = recalibrated(model, [
    { field: "phone", level: DIFFERENT_PHONE, pairs: 80 },
    { field: "phone", level: 1, pairs: 20 },
  ]);
  assert.ok(weightOf(learnt, "phone", DIFFERENT_PHONE) > weightOf(model, "phone", DIFFERENT_PHONE) + 0.5);
  const sum = learnt.fields[PHONE]?.levels.reduce((total, level) => total + level.m, 0) ?? 0;
  assert.ok(Math.abs(sum - 1) < 0.01);
});

test("a handful of decisions changes nothing: it says more of chance than of the registers", () => {
  assert.deepEqual(recalibrated(model, [{ field: "phone", level: DIFFERENT_PHONE, pairs: 5 }]), model);
});
