import * as contract from "@wutong/contracts";
import type { Page } from "playwright-core";
import { type DeskClient, deskClient } from "../../cli/src/remote/desk-client.ts";
import { DEMO_PASSWORD } from "./console.ts";

/** Somebody who confirmed an offer: what signs them in on the phone, and their case. */
export type Confirmed = {
  readonly name: string;
  readonly phone: string;
  readonly documentTail: string;
  readonly caseId: number;
};

export async function staffAt(address: string, account: string): Promise<DeskClient> {
  const client = deskClient(address);
  await client.signIn(account, DEMO_PASSWORD);
  return client;
}

/** Over HTTP, as fast as it goes: a clerk pushes to the next unmarried person entitled to the policy, who confirms. */
export async function confirmedCase(address: string, policyId: string): Promise<Confirmed> {
  const clerk = await staffAt(address, "clerk");
  const { sweepId, rows } = await entitledTo(clerk, policyId);
  const found = await firstSingle(clerk, rows);
  await push(clerk, sweepId, found.findingId);
  const person = { name: found.name, ...(await revealed(clerk, found.personId)) };
  return { ...person, caseId: await confirmBy(address, person, policyId) };
}

/** Who the last sweep found entitled and nobody has offered anything yet. */
export async function entitledTo(clerk: DeskClient, policyId: string) {
  const { rows: sweeps } = await clerk.get(contract.listSweeps, { query: {} });
  const sweepId = sweeps.find((sweep) => sweep.state === "finished")?.sweepId ?? 0;
  const query = { policyId, outcome: "entitled", chosen: "yes", standing: "none", limit: 200 } as const;
  const { rows } = await clerk.get(contract.listFindings, { params: { sweepId }, query });
  return { sweepId, rows };
}

export async function push(clerk: DeskClient, sweepId: number, findingId: string): Promise<void> {
  const pick = { kind: "named" as const, findingIds: [findingId] };
  await clerk.get(contract.pushOffers, { body: { sweepId, pick }, key: crypto.randomUUID() });
}

/** What a person signs in with. */
export async function revealed(
  clerk: DeskClient,
  personId: number,
): Promise<{ readonly phone: string; readonly documentTail: string }> {
  const { values } = await clerk.get(contract.revealPerson, {
    params: { personId },
    body: { fields: ["phone", "documentNumber"], purpose: "电话核实待遇" },
    key: crypto.randomUUID(),
  });
  const of = (field: string) => values.find((value) => value.field === field)?.value ?? "";
  return { phone: of("phone"), documentTail: of("documentNumber").slice(-4) };
}

/** Somebody known to be unmarried: a benefit of couples would wait for the spouse, too. */
async function firstSingle<Row extends { readonly personId: number }>(
  clerk: DeskClient,
  rows: readonly Row[],
): Promise<Row> {
  for (const row of rows) {
    const { family } = (await clerk.get(contract.getPerson, { params: { personId: row.personId } })).histories;
    if (family.coverage.complete && family.rows.every((one) => one.relation !== "spouse")) return row;
  }
  throw new Error("nobody unmarried is left to be offered this");
}

async function confirmBy(address: string, person: Omit<Confirmed, "caseId">, policyId: string): Promise<number> {
  const talent = deskClient(address);
  await talent.askForCode(person.phone);
  await talent.signInAsTalent({ ...person, code: await codeFor(address, person.phone) });
  const { rows } = await talent.get(contract.listMyOffers, {});
  for (const { offerId } of rows.filter((row) => row.state === "open")) {
    const offer = await talent.get(contract.getMyOffer, { params: { offerId } });
    const undertakings = offer.undertakings.map((promise) => promise.undertakingId);
    const account = { kind: "new", bank: "示例银行越城支行", number: cardOf(offerId) } as const;
    const body = { undertakings, account };
    const { caseId } = await talent.get(contract.confirmOffer, { params: { offerId }, body, key: crypto.randomUUID() });
    return caseId;
  }
  throw new Error(`${person.name} sees no open offer of ${policyId}`);
}

/** The newest one-time code that the simulator sent to a phone. */
async function codeFor(address: string, phone: string): Promise<string> {
  const { rows } = await deskClient(address).get(contract.listSimulatedMessages, { query: { phone } });
  const codes = rows.flatMap((row) => /验证码\D*(\d{6})/.exec(row.text)?.[1] ?? []);
  if (!codes[0]) throw new Error(`no code was sent to ${phone}`);
  return codes[0];
}

/** A card number that passes the check of GB/T 14504 (Luhn), different for each seed. */
export function cardOf(seed: number): string {
  const body = `622202${String(seed).padStart(12, "0")}`;
  const sum = [...body].toReversed().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** Publishes the case, lets the notice pass day by day, has a reviewer approve it. */
export async function approve(address: string, caseId: number): Promise<void> {
  const clerk = await staffAt(address, "clerk");
  await clerk.get(contract.publishNotice, { body: { caseIds: [caseId] }, key: crypto.randomUUID() });
  const state = async () => (await clerk.get(contract.getCase, { params: { caseId } })).state;
  for (let days = 0; days < 12 && (await state()) === "onNotice"; days += 1)
    await clerk.get(contract.moveClock, { body: { to: "nextWorkingDay" }, key: crypto.randomUUID() });
  const reviewer = await staffAt(address, "reviewer");
  await reviewer.get(contract.approveCase, { params: { caseId }, body: { note: "" }, key: crypto.randomUUID() });
}

/** Signs in on the phone page, as the person would. */
export async function signInOnPhone(
  page: Page,
  address: string,
  { phone, documentTail }: { readonly phone: string; readonly documentTail: string },
): Promise<void> {
  await page.goto("/t/login");
  await page.getByLabel("手机号").fill(phone);
  await page.getByRole("button", { name: "获取验证码" }).click();
  await page.getByText("验证码已发送到").waitFor();
  await page.getByLabel("短信验证码").fill(await codeFor(address, phone));
  await page.getByLabel("证件号码后四位").fill(documentTail);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByRole("heading", { name: /您好/ }).waitFor();
}
