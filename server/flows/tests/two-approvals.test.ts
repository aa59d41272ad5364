import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Fen } from "@wutong/kernel";
import type { CompiledPolicy } from "@wutong/policy";
import { testDatabase } from "../../../tests/support/database.ts";
import { findCase, holdCase } from "../../areas/cases/index.ts";
import { findLine } from "../../areas/funds/index.ts";
import { inSession } from "../../storage/index.ts";
import { confirm, offer, openLine, passNotice, RENT, VOUCHER } from "./money-path.ts";
import { serveTown } from "./money-server.ts";
import { openTown, type Post, type Town, YUECHENG } from "./money-town.ts";

const opened = await openTown(await testDatabase());

/** The same rule book, in which vouchers above 200,000 yuan go to the leader, and rent subsidies always do. */
function withLeader(policy: CompiledPolicy, aboveFen?: Fen): CompiledPolicy {
  const [reviewer] = policy.envelope.handling.approvals;
  if (!reviewer) throw new Error("a policy without approvals");
  const title = { zh: "领导审批", en: "leader's approval" };
  const leader = { role: "leader", title, ...(aboveFen === undefined ? {} : { aboveFen }) } as const;
  const handling = { ...policy.envelope.handling, approvals: [reviewer, leader] };
  return { ...policy, envelope: { ...policy.envelope, handling } };
}

const town: Town = {
  ...opened,
  desk: {
    ...opened.desk,
    findPolicy: async (tx, id, version) => {
      const found = await opened.desk.findPolicy(tx, id, version);
      return found && withLeader(found, id === VOUCHER ? (20_000_000n as Fen) : undefined);
    },
  },
};
const server = await serveTown(town);
after(async () => {
  await server.close();
  await town.close();
});
const { call, get } = server;
const staff = await town.staff(YUECHENG);
const lineId = await openLine(town, staff, VOUCHER, 10_000_000n);
await openLine(town, staff, RENT, 1_000_000n);
await openLine(town, staff, RENT, 1_000_000n, 2025);

async function pastNotice(level: string, policy = VOUCHER): Promise<number> {
  const personId = await town.addPerson({ level });
  const caseId = await confirm(town, personId, await offer(town, staff, personId, policy));
  await passNotice(town, staff, caseId);
  return caseId;
}

async function approve(who: Post, caseId: number): Promise<string> {
  const url = `/api/cases/${caseId}/approve`;
  const { body } = await call(staff[who], { method: "POST", url, payload: { note: "" } });
  return body.code ?? body.state;
}

const tasksOf = async (who: Post) =>
  (await get(staff[who], "/api/tasks")).rows.map((row: { kind: string; role: string }) => `${row.kind} ${row.role}`);
const committed = async () =>
  (await inSession(town.database, staff.finance, (tx) => findLine(tx, lineId)))?.committedFen;

test("above the sum a reviewer approves first and a leader after, nobody twice; only the last commits money", async () => {
  const caseId = await pastNotice("phd");
  assert.equal(await approve("leader", caseId), "access.roleMissing");
  assert.deepEqual([await tasksOf("reviewer"), await tasksOf("leader")], [["approveCases reviewer"], []]);
  assert.deepEqual([await approve("reviewer", caseId), await committed()], ["noticeClosed", 0n]);
  assert.deepEqual([await tasksOf("reviewer2"), await tasksOf("leader")], [[], ["approveCases leader"]]);
  assert.equal(await approve("reviewer2", caseId), "access.roleMissing");
  const detail = await get(staff.leader, `/api/cases/${caseId}`);
  assert.deepEqual(
    detail.approvals.map((each: { role: string; by: string | null }) => [each.role, each.by]),
    [
      ["reviewer", `reviewer${YUECHENG}`],
      ["leader", null],
    ],
  );
  assert.deepEqual(detail.actions[0], { action: "approve", problem: null });
  assert.deepEqual([await approve("leader", caseId), await committed()], ["approved", 50_000_000n]);
  assert.equal(await approve("leader", caseId), "cases.wrongState");
  const after = await get(staff.leader, `/api/cases/${caseId}`);
  assert.equal(after.approvals[1].by, `leader${YUECHENG}`);
});

test("somebody who is both reviewer and leader gives one approval of the two", async () => {
  const caseId = await pastNotice("phd");
  const login = `reviewer${YUECHENG}`;
  await town.owner.query("UPDATE access.accounts SET roles = '{reviewer,leader}' WHERE login = $1", [login]);
  const both = (await town.staff(YUECHENG)).reviewer;
  await town.owner.query("UPDATE access.accounts SET roles = '{reviewer}' WHERE login = $1", [login]);
  const twice = () => call(both, { method: "POST", url: `/api/cases/${caseId}/approve`, payload: { note: "" } });
  assert.equal((await twice()).body.state, "noticeClosed");
  assert.equal((await twice()).body.code, "cases.ownCase");
  assert.equal(await approve("leader", caseId), "approved");
});

test("below the sum the reviewer alone approves; where the policy names no sum, the leader always does", async () => {
  assert.equal(await approve("reviewer", await pastNotice("bachelor")), "approved");
  const rent = await pastNotice("bachelor", RENT);
  assert.deepEqual([await approve("reviewer", rent), await approve("leader", rent)], ["noticeClosed", "approved"]);
});

test("an approval from before a hold is void: the case is another, and another reviewer looks", async () => {
  const caseId = await pastNotice("phd");
  assert.equal(await approve("reviewer", caseId), "noticeClosed");
  await town.desk.run({ token: staff.clerk, command: "test", key: "hold", input: {} }, async (tx) => {
    const problem = { code: "benefits.decisionChanged", params: {} };
    const record = await findCase(tx, caseId);
    const held = await holdCase(
      tx,
      caseId,
      { kind: "objection", since: record?.dueOn ?? (0 as never), problem },
      town.desk.now(),
    );
    return held.ok ? { ok: true, value: { reply: null, subject: { kind: "case", id: caseId } } } : held;
  });
  const url = `/api/cases/${caseId}/hold/resolve`;
  const payload = { resolution: "proceed", reason: "已核实" };
  assert.equal((await call(staff.reviewer2, { method: "POST", url, payload })).status, 200);
  assert.equal(await approve("leader", caseId), "access.roleMissing");
  assert.equal(await approve("reviewer", caseId), "cases.ownCase");
  assert.equal(await approve("reviewer2", caseId), "noticeClosed");
  assert.equal(await approve("leader", caseId), "approved");
});

test("no bug was reported on the way", () => assert.deepEqual(server.bugs, []));
