import assert from "node:assert/strict";
import { after, test } from "node:test";
import { fail, ok, problem } from "@wutong/kernel";
import { testDatabase } from "../../tests/support/database.ts";
import { openTown, YUECHENG } from "../flows/tests/money-town.ts";
import { enter, type Tx } from "../storage/index.ts";
import { nextOfficeHour, queueMessage, sendDueMessages } from "./index.ts";
import type { Sms } from "./sms-gateway.ts";

const town = await openTown(await testDatabase());
after(() => town.close());
const token = await town.job(YUECHENG);
const { database, vault } = town.desk;
const TEN_IN_CHINA = new Date("2024-12-03T02:00:00Z");

function within<Value>(work: (tx: Tx) => Promise<Value>): Promise<Value> {
  return database.kysely.transaction().execute(async (tx) => {
    await enter(tx, token);
    return work(tx);
  });
}

function queue(occasion: string, notBefore = TEN_IN_CHINA): Promise<boolean> {
  const message = { officeId: YUECHENG, personId: 1, kind: "test", occasion, phone: "13800001234", text: "您好" };
  return within((tx) => queueMessage(tx, vault, { ...message, notBefore, now: TEN_IN_CHINA }));
}

test("messages leave in office hours of working days, by China's clock", () => {
  const at = (text: string) => nextOfficeHour(new Date(text)).toISOString();
  assert.equal(at("2024-12-03T02:00:00Z"), "2024-12-03T02:00:00.000Z");
  assert.equal(at("2024-12-02T23:30:00Z"), "2024-12-03T01:00:00.000Z");
  assert.equal(at("2024-12-03T09:00:00Z"), "2024-12-04T01:00:00.000Z");
  assert.equal(at("2024-12-06T13:00:00Z"), "2024-12-09T01:00:00.000Z");
  assert.equal(at("2024-09-30T12:00:00Z"), "2024-10-08T01:00:00.000Z");
});

test("one message per occasion, sent once, and never before its time", async () => {
  assert.equal(await queue("sweep 1 person 1"), true);
  assert.equal(await queue("sweep 1 person 1"), false);
  await queue("later", new Date("2024-12-04T01:00:00Z"));
  const sent: Sms[] = [];
  const gateway = {
    simulated: false,
    send: async (sms: Sms) => {
      sent.push(sms);
      return ok(null);
    },
  };
  const send = (now: Date) => sendDueMessages({ database, vault, gateway, token, now: () => now });
  assert.deepEqual([await send(TEN_IN_CHINA), await send(TEN_IN_CHINA)], [1, 0]);
  assert.deepEqual(
    sent.map(({ phone, text }) => [phone, text]),
    [["13800001234", "您好"]],
  );
  assert.equal(await send(new Date("2024-12-04T01:00:00Z")), 1);
});

test("a gateway that refuses is asked five times, then the message has failed; phone and text are sealed", async () => {
  await queue("refused");
  const gateway = { simulated: false, send: async () => fail(problem("messages.gatewayRefused")) };
  for (let turn = 0; turn < 7; turn += 1) {
    await sendDueMessages({ database, vault, gateway, token, now: () => TEN_IN_CHINA });
  }
  const { rows } = await town.owner.query(
    "SELECT state, attempts, o::text AS text FROM messages.outbox o WHERE occasion = 'refused'",
  );
  assert.deepEqual([rows[0].state, rows[0].attempts], ["failed", 5]);
  assert.equal(rows[0].text.includes("13800001234") || rows[0].text.includes("您好"), false);
});
