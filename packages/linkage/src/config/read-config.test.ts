import assert from "node:assert/strict";
import { test } from "node:test";
import { guessFields } from "./guess-config.ts";
import { readLinkageConfig } from "./read-config.ts";

test("what is left out of a configuration takes its default", () => {
  const read = readLinkageConfig({ fields: [{ name: "name", kind: "personName" }], bands: { automatic: 0.99 } });
  assert.ok(read.ok);
  assert.deepEqual(read.value.fields, [{ name: "name", kind: "personName", column: "name", termFrequency: false }]);
  assert.deepEqual(read.value.bands, { automatic: 0.99, review: 0.5 });
  assert.equal(read.value.blocking, undefined);
});

test("a mistake in a configuration is answered with its place and what should stand there", () => {
  const name = { name: "name", kind: "personName" };
  const cases: readonly (readonly [unknown, string])[] = [
    [[], ""],
    [{ fields: [] }, "fields"],
    [{ fields: [name], treshold: 1 }, "treshold"],
    [{ fields: [{ ...name, kind: "constructor" }] }, "fields[0].kind"],
    [{ fields: [name, name] }, "fields[1].name"],
    [{ fields: [{ ...name, swapsWith: "other" }] }, "fields[0].swapsWith"],
    [{ fields: [name], blocking: [["name.soundd"]] }, "blocking[0]: name.soundd"],
    [{ fields: [name], bands: { automatic: 1.5 } }, "bands.automatic"],
    [{ fields: [name], bands: { automatic: 0.6, review: 0.9 } }, "bands.review"],
  ];
  for (const [json, path] of cases) {
    const read = readLinkageConfig(json);
    assert.ok(!read.ok, JSON.stringify(json));
    assert.equal(read.error.params["path"], path);
  }
});

test("kinds are guessed from headers in both languages and from what the cells hold", () => {
  const guessed = guessFields([
    { name: "编号", values: ["1"] },
    { name: "姓名", values: ["王伟"] },
    { name: "身份证号", values: ["330602199001010018"] },
    { name: "手机", values: ["13900000000"] },
    { name: "工作单位", values: ["绍兴某公司"] },
    { name: "given_name", values: ["ann"] },
    { name: "surname", values: ["lee"] },
    { name: "date_of_birth", values: ["19900101"] },
    { name: "cluster", values: ["7"] },
  ]);
  assert.equal(guessed.idColumn, "编号");
  assert.deepEqual(
    guessed.fields.map(({ kind }) => kind),
    ["personName", "residentId", "phone", "organisation", "text", "text", "date"],
  );
  assert.equal(guessed.fields[4]?.swapsWith, "surname");
});
