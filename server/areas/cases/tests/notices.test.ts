import assert from "node:assert/strict";
import { after, test } from "node:test";
import { day, formatDay } from "@wutong/kernel";
import { testDatabase } from "../../../../tests/support/database.ts";
import { publishNotice } from "../../../flows/publish-notice/publish-notice.ts";
import { by, confirm, must, offer, PUSHED, VOUCHER } from "../../../flows/tests/money-path.ts";
import { openTown, TENANT, YUECHENG } from "../../../flows/tests/money-town.ts";
import { listPublicEntries } from "../index.ts";
import { maskDocument, maskName, noticePeriod } from "../model.ts";

const town = await openTown(await testDatabase());
after(() => town.close());

test("a notice counts working days: National Day is skipped, a make-up Saturday counts, beyond the calendar it is provisional", () => {
  assert.equal(formatDay(noticePeriod(day("2024-09-27"), 5).closesOn), "2024-10-10");
  assert.equal(formatDay(noticePeriod(day("2024-12-02"), 5).closesOn), "2024-12-09");
  assert.equal(noticePeriod(day("2024-12-02"), 5).provisional, false);
  assert.equal(noticePeriod(day("2031-12-02"), 5).provisional, true);
});

test("names and document numbers are masked", () => {
  assert.deepEqual(
    [maskName("张三丰"), maskName("李四"), maskName("Anna"), maskName("欧")],
    ["张*丰", "李*", "A***", "欧*"],
  );
  assert.equal(maskDocument("330602199001010013"), "****************13");
  assert.equal(maskDocument("A1"), "****A1");
});

test("the public reads a running notice without an account: masked, and only while it runs", async () => {
  const staff = await town.staff(YUECHENG);
  const personId = await town.addPerson({ name: "钱多宝", documentNumber: "330602199001010021" });
  must(
    await publishNotice(town.desk, by(staff.clerk), [
      await confirm(town, personId, await offer(town, staff, personId)),
    ]),
  );
  const read = async (on: string, tenantId = TENANT) => {
    const page = { tenantId, today: day(on), skip: 0, take: 100 };
    return (await town.database.kysely.transaction().execute((tx) => listPublicEntries(tx, page))).entries;
  };
  const [entry] = await read(formatDay(PUSHED));
  assert.deepEqual(
    [entry?.maskedName, entry?.employer, entry?.what.zh, entry?.amountFen, formatDay(entry?.closesOn ?? PUSHED)],
    ["钱*宝", "某机械公司", town.policies.get(VOUCHER)?.envelope.title.zh, 15_000_000n, "2024-12-09"],
  );
  assert.equal(Object.keys(entry ?? {}).join(), "noticeId,office,opensOn,closesOn,maskedName,employer,what,amountFen");
  assert.equal(
    JSON.stringify(entry, (_, value) => (typeof value === "bigint" ? String(value) : value)).includes("多"),
    false,
  );
  assert.deepEqual([(await read("2024-12-09")).length, (await read("2024-12-10")).length], [1, 0]);
  assert.deepEqual(await read(formatDay(PUSHED), 330700), []);
  const { rows } = await town.owner.query("SELECT n::text AS text FROM cases.notice_entries n");
  assert.equal(
    rows.some(({ text }) => String(text).includes("钱多宝") || String(text).includes("330602199001")),
    false,
  );
});
