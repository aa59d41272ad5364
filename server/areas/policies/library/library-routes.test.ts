import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { day, expectOk } from "@wutong/kernel";
import { compilePolicy, readPolicies } from "@wutong/policy";
import { testDatabase } from "../../../../tests/support/database.ts";
import { scratchFolder } from "../../../../tests/support/scratch-folder.ts";
import { openWutong, type StartOptions, serve } from "../../../main.ts";
import { DEMO_REGION } from "../../../setup/demo-region.ts";
import { openJobSession } from "../../access/index.ts";
import { readPolicyFiles } from "../index.ts";

const urls = await testDatabase();
const folder = scratchFolder("library");
const options: StartOptions = {
  configuration: {
    dataDir: join(folder, "data"),
    keyFile: join(folder, "data.key"),
    host: "127.0.0.1",
    port: 7800,
    database: { url: urls.appUrl, ownerUrl: urls.ownerUrl },
  },
  tenant: DEMO_REGION,
  demo: { firstDay: day("2024-11-29") },
  report: (line) => assert.fail(line),
};
const wutong = expectOk(await openWutong(options), "open");
const app = await serve(wutong, options);
after(async () => {
  await app.close();
  await wutong.close();
});
const get = async (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
const search = async (q: string) => {
  const { rows } = (await get(`/api/public/policies?q=${encodeURIComponent(q)}`)).json();
  return rows as {
    policyId: string;
    title: { zh: string; en: string };
    titleMarks: { zh: [number, number][]; en: [number, number][] };
    passage: { text: string; marks: [number, number][] } | null;
  }[];
};

test("nobody reads of the own region what was not published; the packs of other regions are there to compare", async () => {
  const { rows, regions } = (await get("/api/public/policies")).json();
  assert.deepEqual(regions[0], {
    regionId: "330600",
    name: { zh: "绍兴市", en: "Shaoxing" },
    own: true,
    policies: 0,
  });
  assert.ok(rows.length > 10 && rows.every((row: { regionId: string }) => row.regionId !== "330600"));
  assert.equal((await get("/api/public/policies/yuecheng-rent-subsidy")).statusCode, 404);
});

test("what is published stands in the library at once, first, with its words, sums and versions, and without formulas", async () => {
  const job = { tenantId: wutong.tenantId, officeId: 330602, purpose: "test", minutesMax: 5 };
  const token = await openJobSession(wutong.database, job);
  const files = expectOk(
    readPolicyFiles(fileURLToPath(new URL("../../../../regions/yuecheng/policies", import.meta.url))),
    "files",
  );
  const given = { token, key: "publish", files, officeId: 330602, publishedBy: "test", now: wutong.clock.now() };
  expectOk(await wutong.flows.publishPolicies(given), "publish");
  const { rows } = (await get("/api/public/policies")).json();
  assert.equal(rows[0].regionId, "330600");
  const reply = await get("/api/public/policies/yuecheng-housing-voucher");
  const policy = reply.json();
  assert.deepEqual(policy.place, { zh: "越城区", en: "Yuecheng" });
  assert.deepEqual(policy.pays, { zh: "60,000–500,000 元", en: "60,000–500,000 yuan" });
  assert.deepEqual(policy.amount.rows[0], {
    says: { zh: "博士", en: "PhD" },
    amount: { zh: "500,000", en: "500,000" },
  });
  assert.equal(policy.versions.length, 1);
  assert.doesNotMatch(reply.body, /satisfies/);
});

test("policies are found by words, by pinyin, by initials and in English, best first, with the place of the hit", async () => {
  const [voucher] = await search("房票");
  assert.deepEqual([voucher?.policyId, voucher?.titleMarks.zh], ["yuecheng-housing-voucher", [[5, 7]]]);
  for (const typed of ["fangpiao", "fp", "fangp", "rencai fangpiao"]) {
    assert.equal((await search(typed))[0]?.policyId, "yuecheng-housing-voucher", typed);
  }
  const rent = await search("越城 租房补贴");
  assert.equal(rent[0]?.policyId, "yuecheng-rent-subsidy");
  assert.ok(rent.length > 3, "rent subsidies of other regions follow");
  assert.match((await search("voucher"))[0]?.title.en ?? "", /voucher/i);
  const [deep] = await search("经济适用房");
  assert.ok(deep?.passage);
  const [from, to] = deep.passage.marks[0] ?? [0, 0];
  assert.equal(deep.passage.text.slice(from, to), "经济适用房");
  assert.deepEqual(await search("qqqq"), []);
});

test("the rules of a region come without cases and can be compiled; who holds them already is told so", async () => {
  const reply = await get("/api/public/regions/330600/rules", { "accept-encoding": "gzip" });
  assert.equal(reply.headers["content-encoding"], "gzip");
  const { policies } = JSON.parse(gunzipSync(reply.rawPayload).toString("utf8"));
  assert.equal(policies.length, 4);
  for (const { files } of policies) {
    const { policies: read, faults } = readPolicies(files);
    assert.deepEqual(faults, []);
    assert.ok(read.every((each) => compilePolicy(each).ok));
  }
  assert.match(String(reply.headers["cache-control"]), /^public, max-age=\d+$/);
  const again = await get("/api/public/regions/330600/rules", { "if-none-match": String(reply.headers["etag"]) });
  assert.deepEqual([again.statusCode, again.body], [304, ""]);
  assert.equal((await get("/api/public/regions/990000/rules")).statusCode, 404);
});
