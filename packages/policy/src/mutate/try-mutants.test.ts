import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkPolicies } from "../check/check-policies.ts";
import type { PolicyFile } from "../reading/read-policies.ts";
import type { Mutant, MutationScore } from "./mutant.ts";
import { mutants } from "./mutants.ts";
import { sampleFiles } from "./sample-policy.ts";
import { tryMutants } from "./try-mutants.ts";

const PATH = "sample.yaml";

test("every change, made in the file's text and checked from the start, meets the fate that the score tells", () => {
  const score = scoreOf(sampleFiles);
  const all = mutants(sampleFiles, PATH);
  const unnoticed = all.filter((each) => checkPolicies(edited(sampleFiles, each)).faults.length === 0);
  assert.deepEqual(unnoticed, score.survivors);
  assert.equal(all.length, score.counted + score.beyondCases.length);
  assert.equal(all.length, 34);
});

test("each edit puts what it says where it says, in blocks, quotes and folded text alike", () => {
  for (const each of mutants(sampleFiles, PATH)) {
    const { text = "" } = sampleFiles.find(({ path }) => path === each.file) ?? {};
    assert.equal(text.slice(each.offset, each.offset + each.length), each.before, each.place);
    const lines = text.slice(0, each.offset).split("\n");
    assert.deepEqual([each.line, each.column], [lines.length, (lines.at(-1) ?? "").length + 1], each.place);
  }
});

test("conditions, rows, plans, days, shared terms and dated values are changed; words, identity and cases never", () => {
  const all = mutants(sampleFiles, PATH);
  const places = new Set(all.map(({ place }) => place));
  assert.deepEqual([...places].sort(), [
    "amount/rows/0/if",
    "amount/rows/0/yuan",
    "amount/rows/1/if",
    "amount/rows/1/yuan",
    "conditions",
    "conditions/all/1",
    "conditions/all/1/any/degree/feel",
    "conditions/all/1/any/here/feel",
    "inForce/from",
    "inForce/to",
    "parameters/ageMax/values/0/value",
    "parameters/ageMax/values/1/from",
    "parameters/ageMax/values/1/value",
    "payPlan/count",
    "stacking/higherBarsLower",
    "terms/young/feel",
  ]);
  const kinds = new Set(all.map(({ kind }) => kind));
  for (const kind of ["number", "day", "comparison", "junction", "quantifier", "listedValue", "boolean"] as const) {
    assert.ok(kinds.has(kind), kind);
  }
  assert.ok(all.some(({ before, after }) => before === "600.50" && after === "600.51"));
  assert.ok(all.some(({ before, after }) => before === "500" && after === "499"));
});

test("a table's cells are changed, and its inputs' values are those of the fact", () => {
  const folder = new URL("../../../../regions/yuecheng/policies/", import.meta.url);
  const files = ["skill-subsidy.yaml", "yuecheng.shared.yaml"].map((path) => ({
    path,
    text: readFileSync(new URL(path, folder), "utf8"),
  }));
  const cells = mutants(files, "skill-subsidy.yaml").filter(({ place }) => place.includes("/tests/"));
  assert.deepEqual(
    cells.map(({ place, before, after }) => [place, before, after]),
    [
      ["amount/rows/0/tests/0", "5", "4"],
      ["amount/rows/1/tests/0", "4", "3"],
      ["amount/rows/2/tests/0", "3", "2"],
    ],
  );
});

test("a threshold without a case is told with its place, and leaves the score short", () => {
  const files = without("too late");
  const { survivors, caught, counted } = scoreOf(files);
  assert.deepEqual(
    survivors.map(({ file, place, before, after }) => [file, place, before, after]),
    [[PATH, "inForce/to", "2024-12-31", "2025-01-01"]],
  );
  assert.deepEqual([survivors[0]?.line, survivors[0]?.column], [9, 34]);
  assert.equal(caught, counted - 1);
});

test("a survivor that the file calls equivalent is counted apart; a claim that is not so is a fault at its line", () => {
  const claim = (change: string) =>
    `  equivalentMutants:\n    - { at: "to: 2024-12-31", change: "${change}", because: nobody asks in 2025 }\n`;
  const files = without("too late");
  const score = scoreOf(appended(files, claim("2024-12-31 → 2025-01-01")));
  assert.deepEqual([score.survivors, score.faults], [[], []]);
  assert.deepEqual(
    score.equivalent.map(({ place, because }) => [place, because]),
    [["inForce/to", "nobody asks in 2025"]],
  );
  assert.equal(score.caught, score.counted);
  const caughtOne = scoreOf(appended(files, claim("2024-12-31 → 2024-12-30")));
  assert.deepEqual(
    caughtOne.faults.map(({ code, line }) => [code, line]),
    [["policy.equivalent.none", (files[1]?.text ?? "").split("\n").length + 1]],
  );
  assert.equal(caughtOne.survivors.length, 1);
});

test("what bars other benefits is beyond a case about one, and is told so", () => {
  const { beyondCases } = scoreOf(
    sampleFiles.map((file) => ({
      ...file,
      text: file.text.replace("notWith: [] }", "notWith: [], perYear: { max: 3, already: count(benefits) } }"),
    })),
  );
  assert.deepEqual(
    beyondCases.map(({ place, after }) => `${place} ${after}`),
    ["stacking/perYear/max 2", "stacking/perYear/max 4"],
  );
});

test("a name that only places or stacking use is beyond the cases as they are, one that a condition uses is not", () => {
  const weighted = (weight: string) =>
    scoreOf(
      sampleFiles.map((file) => ({
        ...file,
        text: file.text
          .replace(
            "stacking:",
            `limits: { quota: { places: 9, per: year, order: { kind: lottery, weight: ${weight} } } }\nstacking:`,
          )
          .replace("feel: count(homes) < 9", "feel: count(homes) + 8"),
      })),
    );
  const places = (weight: string) => weighted(weight).beyondCases.map(({ place }) => place);
  assert.ok(places("alsoUnused").includes("terms/alsoUnused/feel"));
  assert.deepEqual(weighted("alsoUnused").survivors, scoreOf(sampleFiles).survivors);
  assert.ok(!places("if young then 2 else 1").some((place) => place.startsWith("terms/young")));
});

test("a shared file that brings facts only belongs to the policy: nothing is refused for want of it", () => {
  const facts =
    "facts: [{ subject: person, name: shoeSize, type: integer, label: { zh: 鞋码, en: shoe size }, register: talentLibrary }]";
  const files = [
    ...sampleFiles.map(({ path, text }) => ({
      path,
      text: text.replace("include: [", "include: [shoes.shared.yaml, "),
    })),
    { path: "shoes.shared.yaml", text: facts },
  ];
  const { counted, caught, refused } = scoreOf(sampleFiles);
  const again = scoreOf(files);
  assert.deepEqual([again.counted, again.caught, again.refused], [counted, caught, refused]);
});

test("a policy whose own cases do not come out has no score", () => {
  const wrong = sampleFiles.map((file) => ({ ...file, text: file.text.replace("yuan: 600.5,", "yuan: 601,") }));
  const tried = tryMutants(wrong, PATH);
  assert.ok(!tried.ok && tried.error.some(({ code }) => code === "policy.case.wrong"));
});

function scoreOf(files: readonly PolicyFile[]): MutationScore {
  const tried = tryMutants(files, PATH);
  assert.ok(tried.ok, JSON.stringify(tried));
  return tried.value;
}

function edited(files: readonly PolicyFile[], { file, offset, length, insert }: Mutant): readonly PolicyFile[] {
  return files.map(({ path, text }) => ({
    path,
    text: path === file ? text.slice(0, offset) + insert + text.slice(offset + length) : text,
  }));
}

function without(name: string): readonly PolicyFile[] {
  return sampleFiles.map(({ path, text }) => ({
    path,
    text: text.replace(new RegExp(`    - \\{ name: ${name}.*\\n`), ""),
  }));
}

function appended(files: readonly PolicyFile[], tail: string): readonly PolicyFile[] {
  return files.map(({ path, text }) => ({ path, text: path === PATH ? text + tail : text }));
}
