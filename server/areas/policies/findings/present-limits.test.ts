import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { type CompiledPolicy, checkPolicies } from "@wutong/policy";
import { presentDeadlines, presentLimits } from "./present-limits.ts";
import { presentStacking } from "./present-stacking.ts";

const REGIONS = new URL("../../../../regions/", import.meta.url);

test("a policy's page tells who is paid in what form, what comes first and what is asked back", () => {
  const [zhijiang] = policiesIn("zigui").filter(({ envelope }) => envelope.id === "zhijiang-purchase-subsidy");
  assert.deepEqual(enOf(zhijiang), [
    "its source gives it only in part; it is not pushed",
    "agreed to by the employer, then the line department, then the human-resources bureau, then the housing centre",
  ]);
  const rent = policiesIn("zigui").find(({ envelope }) => envelope.id === "yichang-rent-subsidy");
  assert.deepEqual(enOf(rent), [
    "once for a household",
    "the subsidy or an apartment: receive the rent subsidy or rent a talent apartment for one yuan a year",
  ]);
  const elite = policiesIn("jiaxing").find(({ envelope }) => envelope.id === "jiaxing-local-elite");
  assert.deepEqual(enOf(elite), [
    "10000 places in all, by rank",
    "its source gives it only in part; it is not pushed",
    "a panel decides first",
  ]);
  const purchase = policiesIn("jiaxing").find(({ envelope }) => envelope.id === "jiaxing-purchase-subsidy");
  assert.ok(enOf(purchase).includes("the home may not be sold for five years from the first claim"));
});

test("windows of application and deadlines of claims stand among the deadlines", () => {
  const living = policiesIn("jiaxing").find(({ envelope }) => envelope.id === "jiaxing-living-subsidy");
  assert.ok(living);
  assert.equal(presentDeadlines(living)[0]?.zh, "申报期 2025-04-28 至 2025-05-31");
  const rent = policiesIn("zigui").find(({ envelope }) => envelope.id === "yichang-rent-subsidy");
  assert.ok(rent && presentDeadlines(rent).some(({ en }) => en === "claimed within two years of the first contract"));
});

test("a policy tells what it does to another of the book, and what the other does to it", () => {
  const book = policiesIn("yuecheng");
  const told = (id: string) => {
    const policy = book.find(({ envelope }) => envelope.id === id);
    return policy ? presentStacking(policy, book).map(({ policyId, kind }) => [policyId, kind]) : [];
  };
  assert.deepEqual(told("yuecheng-housing-voucher"), [["yuecheng-rent-subsidy", "ends"]]);
  assert.deepEqual(told("yuecheng-rent-subsidy"), [["yuecheng-housing-voucher", "endedBy"]]);
  const zigui = policiesIn("zigui");
  const [rent] = zigui.filter(({ envelope }) => envelope.id === "yichang-rent-subsidy");
  assert.ok(rent);
  assert.deepEqual(
    presentStacking(rent, zigui).map(({ policyId, text }) => [policyId, text.zh]),
    [["yichang-first-payment-voucher", "与《宜昌市城区人才首付券》择一，就高不重复"]],
  );
});

function enOf(policy: CompiledPolicy | undefined): readonly string[] {
  assert.ok(policy);
  return presentLimits(policy).map(({ en }) => en);
}

function policiesIn(region: string): readonly CompiledPolicy[] {
  const folder = new URL(`${region}/policies/`, REGIONS);
  const files = readdirSync(folder).map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));
  return checkPolicies(files.filter(({ path }) => path.endsWith(".yaml"))).policies;
}
