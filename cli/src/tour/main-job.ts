import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import * as contract from "@wutong/contracts";
import { type DeskClient, deskClient } from "../remote/desk-client.ts";
import { type Narrator, yuan } from "./narrator.ts";

export type TourSetting = {
  readonly address: string;
  readonly password: string;
  readonly asOf: string;
  /** Picks whom and what, so that the same seed tells the same story. */
  readonly pick: (count: number) => number;
  readonly narrator: Narrator;
};

type Desks = Record<"clerk" | "reviewer" | "finance" | "auditor", DeskClient>;
type Sweep = Awaited<ReturnType<typeof sweepNow>>;
type Finding = Awaited<ReturnType<typeof chooseFinding>>;

const SWEEP_SECONDS_MAX = 120;
const POLICY = "yuecheng-housing-voucher";

/**
 * The main job once, from finding to paid money, through the same HTTP that the pages use: every step is one command of
 * somebody who may. Throws at the first step that does not do what it should.
 */
export async function walkMainJob(setting: TourSetting): Promise<void> {
  const { address, password, narrator } = setting;
  narrator.step("Everybody signs in: clerk, reviewer, finance, auditor");
  const desks: Desks = {
    clerk: deskClient(address),
    reviewer: deskClient(address),
    finance: deskClient(address),
    auditor: deskClient(address),
  };
  for (const [account, desk] of Object.entries(desks)) {
    const { name, office } = await desk.signIn(account, password);
    narrator.tell(`${account}: ${name}, ${office?.name}`);
  }
  const sweep = await sweepNow(desks.clerk, setting);
  const finding = await chooseFinding(desks.clerk, sweep, setting);
  await openBudget(desks, setting);
  await push(desks.clerk, sweep, finding, setting);
  const caseId = await confirmOnPhone(desks.clerk, finding, setting);
  await bringThroughNotice(desks, caseId, setting);
  await approve(desks, caseId, setting);
  await pay(desks, caseId, setting);
  await lookBack(desks, finding, setting);
}

async function sweepNow(clerk: DeskClient, { asOf, narrator }: TourSetting) {
  narrator.step(`Policy finds its people: a sweep as of ${asOf}`);
  const started = await clerk.get(contract.startSweep, { body: { asOf }, key: randomUUID() });
  const until = Date.now() + SWEEP_SECONDS_MAX * 1000;
  for (;;) {
    const sweep = await clerk.get(contract.getSweep, { params: { sweepId: started.sweepId } });
    if (sweep.state === "finished") {
      narrator.tell(`${sweep.people} people against ${sweep.policies} policies in ${sweep.seconds} s`);
      for (const row of sweep.table) {
        narrator.tell(
          `${row.title.en}: ${row.entitled} entitled, ${row.possible} possible, ${row.oneStepShort} one step short; after stacking ${row.chosen}, ${yuan(row.chosenPlanFen)} over the whole plan`,
        );
      }
      return sweep;
    }
    if (sweep.state !== "running" || Date.now() > until) throw new Error(`the sweep is ${sweep.state}`);
    await sleep(100);
  }
}

async function chooseFinding(
  clerk: DeskClient,
  { sweepId }: { readonly sweepId: number },
  { pick, narrator }: TourSetting,
) {
  narrator.step("One of those found, and why");
  const query = { policyId: POLICY, outcome: "entitled", chosen: "yes", standing: "none", limit: 50 } as const;
  const { rows } = await clerk.get(contract.listFindings, { params: { sweepId }, query });
  for (let attempt = 0; attempt < rows.length; attempt += 1) {
    const row = rows[(pick(rows.length) + attempt) % rows.length];
    if (!row) break;
    // The voucher is a benefit of couples: a spouse would have to confirm too, on a phone of their own.
    const { histories } = await clerk.get(contract.getPerson, { params: { personId: row.personId } });
    if (!histories.family.coverage.complete || histories.family.rows.some((one) => one.relation === "spouse")) continue;
    const reveal = await clerk.get(contract.revealPerson, {
      params: { personId: row.personId },
      body: { fields: ["documentNumber", "phone"], purpose: "walk through the tour" },
      key: randomUUID(),
    });
    const value = (field: string) => reveal.values.find((one) => one.field === field)?.value ?? null;
    const [document, phone] = [value("documentNumber"), value("phone")];
    if (!document || !phone) continue;
    const finding = await clerk.get(contract.getFinding, { params: { sweepId, findingId: row.findingId } });
    narrator.tell(finding.why.sentence.en);
    for (const condition of finding.why.conditions.filter((one) => one.kind === "condition"))
      narrator.tell(`${mark(condition.truth)} ${condition.text?.en ?? condition.nodeId}`);
    return { ...finding, document, phone };
  }
  throw new Error("nobody found is unmarried and has both a phone and a document number");
}

function mark(truth: boolean | null): string {
  return truth === null ? "?" : truth ? "✓" : "✗";
}

async function openBudget({ finance }: Desks, { asOf, narrator }: TourSetting): Promise<void> {
  narrator.step("Finance looks at the budget line of the year");
  const year = Number(asOf.slice(0, 4));
  const { rows } = await finance.get(contract.listBudgetLines, { query: { year } });
  for (const line of rows)
    narrator.tell(`${line.title.en}: budget ${yuan(line.budgetFen)}, remaining ${yuan(line.remainingFen)}`);
  if (rows.length === 0) throw new Error(`there is no budget line for ${year}`);
}

async function push(clerk: DeskClient, sweep: Sweep, finding: Finding, { narrator }: TourSetting): Promise<void> {
  narrator.step("The offer is pushed to the person");
  const pushed = await clerk.get(contract.pushOffers, {
    body: { sweepId: sweep.sweepId, pick: { kind: "named", findingIds: [finding.findingId] } },
    key: randomUUID(),
  });
  if (pushed.pushed !== 1) throw new Error(`not pushed: ${JSON.stringify(pushed.skipped)}`);
  narrator.tell(`1 offer; its message leaves ${pushed.messagesFrom ? `at ${pushed.messagesFrom}` : "at once"}`);
}

async function confirmOnPhone(
  clerk: DeskClient,
  finding: Finding,
  { address, pick, narrator }: TourSetting,
): Promise<number> {
  narrator.step("On the phone: a one-time code and digits of the document number, then confirm once");
  const talent = deskClient(address);
  await talent.askForCode(finding.phone);
  const code = await readCode(clerk, finding.phone);
  await talent.signInAsTalent({ phone: finding.phone, code, documentTail: finding.document.slice(-4) });
  const { rows } = await talent.get(contract.listMyOffers, {});
  const offer = rows.find((row) => row.state === "open");
  if (!offer) throw new Error("the talent sees no open offer");
  const detail = await talent.get(contract.getMyOffer, { params: { offerId: offer.offerId } });
  narrator.tell(`sees: ${detail.sentence.en}`);
  for (const undertaking of detail.undertakings) narrator.tell(`undertakes: ${undertaking.text.en}`);
  const number = accountNumber(`62${String(10_000_000_000 + pick(899_999_999)).padStart(14, "0")}`);
  const confirmed = await talent.get(contract.confirmOffer, {
    params: { offerId: offer.offerId },
    body: {
      undertakings: detail.undertakings.map((one) => one.undertakingId),
      account: { kind: "new", bank: "示例银行越城支行", number },
    },
    key: randomUUID(),
  });
  narrator.tell(`case ${confirmed.caseId}: ${confirmed.state}${confirmed.held ? ", held for somebody to look" : ""}`);
  return confirmed.caseId;
}

/** With the check digit of ISO/IEC 7812 (Luhn) that bank cards end in. */
function accountNumber(digits: string): string {
  const sum = [...digits].toReversed().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** Out of the simulator, as the phone's owner would read it. */
async function readCode(clerk: DeskClient, phone: string): Promise<string> {
  const { rows } = await clerk.get(contract.listSimulatedMessages, { query: { phone } });
  const code = rows.map((row) => /\b(\d{6})\b/.exec(row.text)?.[1]).find((found) => found !== undefined);
  if (!code) throw new Error("no code arrived at the simulator");
  return code;
}

async function bringThroughNotice(
  { clerk, reviewer }: Desks,
  caseId: number,
  { narrator }: TourSetting,
): Promise<void> {
  narrator.step("Public notice in working days");
  await resolveHoldIfAny({ clerk, reviewer }, caseId, narrator);
  const notice = await clerk.get(contract.publishNotice, { body: { caseIds: [caseId] }, key: randomUUID() });
  narrator.tell(`${notice.opensOn} to ${notice.closesOn}: ${notice.workingDays} working days`);
  const early = await clerk.attempt(contract.closeNotice, { params: { caseId }, key: randomUUID() });
  if (early.ok) throw new Error("the notice could be closed before its end");
  narrator.tell(`closing it early is refused: ${early.error.code}`);
  for (let today = notice.opensOn; today <= notice.closesOn; ) {
    ({ today } = await clerk.get(contract.moveClock, { body: { to: "nextWorkingDay" }, key: randomUUID() }));
  }
  const { state } = await clerk.get(contract.getCase, { params: { caseId } });
  if (state === "onNotice") await clerk.get(contract.closeNotice, { params: { caseId }, key: randomUUID() });
  narrator.tell("nobody objected; the notice is closed");
}

async function resolveHoldIfAny(
  { clerk, reviewer }: Pick<Desks, "clerk" | "reviewer">,
  caseId: number,
  narrator: Narrator,
): Promise<void> {
  const { hold } = await clerk.get(contract.getCase, { params: { caseId } });
  if (!hold) return;
  narrator.tell(`held: ${hold.text.en}; the reviewer looks and lets it go on`);
  await reviewer.get(contract.resolveHold, {
    params: { caseId },
    body: { resolution: "proceed", reason: "looked at by hand" },
    key: randomUUID(),
  });
}

async function approve({ clerk, reviewer }: Desks, caseId: number, { narrator }: TourSetting): Promise<void> {
  narrator.step("A second person approves; the money is committed in the same step");
  const own = await clerk.attempt(contract.approveCase, { params: { caseId }, body: { note: "" }, key: randomUUID() });
  if (own.ok) throw new Error("the clerk could approve what they pushed");
  narrator.tell(`the clerk may not: ${own.error.code}`);
  const approved = await reviewer.get(contract.approveCase, {
    params: { caseId },
    body: { note: "" },
    key: randomUUID(),
  });
  if (approved.hold) throw new Error(`held at approval: ${approved.hold.text.en}`);
  narrator.tell(`case ${caseId}: ${approved.state}`);
}

async function pay({ finance }: Desks, caseId: number, { narrator }: TourSetting): Promise<void> {
  narrator.step("Finance: batch, bank file, receipt");
  const { today } = await finance.get(contract.getClock, {});
  const { rows: lines } = await finance.get(contract.listBudgetLines, { query: { year: Number(today.slice(0, 4)) } });
  const line = lines.find((one) => one.committedFen !== "0") ?? lines[0];
  if (!line) throw new Error("there is no budget line");
  const key = randomUUID();
  const make = { body: { lineId: line.lineId, dueBy: today }, key };
  const [{ batch, held }, again] = await Promise.all([
    finance.get(contract.makeBatch, make),
    finance.get(contract.makeBatch, make),
  ]);
  if (held.length > 0) throw new Error(`held at payment: ${JSON.stringify(held)}`);
  if (again.batch.batchId !== batch.batchId) throw new Error("a double click made two batches");
  narrator.tell(`batch ${batch.number}: ${batch.payments} payment, ${yuan(batch.amountFen)}; a double click made one`);
  const params = { batchId: batch.batchId };
  const bankFile = await finance.download(contract.takeBankFile, { params, key: randomUUID() });
  const receipt = receiptFor(bankFile);
  const settled = await finance.upload(
    contract.readReceipt,
    { params, body: {}, key: randomUUID() },
    { name: "receipt.csv", text: receipt },
  );
  narrator.tell(`the bank's receipt: ${settled.paid} paid, ${settled.returned} returned`);
  const done = await finance.get(contract.getCase, { params: { caseId } });
  narrator.tell(`case ${caseId}: ${done.state}, ${yuan(done.paidFen)} paid`);
  if (done.paidFen === "0") throw new Error("nothing was paid");
}

/** What a bank would answer: each payment of its file, paid in full. */
function receiptFor(bankFile: string): string {
  const payments = bankFile
    .replace(/^\uFEFF/, "")
    .trim()
    .split("\r\n")
    .slice(1);
  const rows = payments.map((line) => {
    const cells = line.split(",");
    return `${cells[0]},${cells[4]},成功,`;
  });
  return ["支付编号,金额,结果,原因", ...rows].join("\r\n");
}

async function lookBack({ clerk, auditor }: Desks, finding: Finding, setting: TourSetting): Promise<void> {
  setting.narrator.step("The paid benefit is a fact of the next decision");
  const decided = await clerk.get(contract.decidePerson, { params: { personId: finding.personId }, query: {} });
  for (const row of decided.rows) setting.narrator.tell(`${row.title.en}: ${row.outcome}, ${row.standing}`);
  const voucher = decided.rows.find((row) => row.policyId === finding.policyId);
  if (voucher?.standing !== "paid") throw new Error(`the voucher stands as ${voucher?.standing}, not as paid`);
  setting.narrator.step("The auditor walks the journal");
  const chain = await auditor.get(contract.verifyJournal, {});
  if (!chain.intact) throw new Error(`the chain is broken at ${chain.brokenAt}`);
  setting.narrator.tell(`${chain.entries} entries, the chain is whole`);
}
