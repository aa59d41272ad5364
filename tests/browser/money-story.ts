import * as contract from "@wutong/contracts";
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

/** Over HTTP, as fast as it goes: a clerk pushes to the next person entitled to the policy, who confirms. */
export async function confirmedCase(address: string, policyId: string): Promise<Confirmed> {
  const clerk = await staffAt(address, "clerk");
  const { rows: sweeps } = await clerk.get(contract.listSweeps, { query: {} });
  const sweepId = sweeps.find((sweep) => sweep.state === "finished")?.sweepId ?? 0;
  const query = { policyId, outcome: "entitled", chosen: "yes", standing: "none", limit: 50 } as const;
  const { rows } = await clerk.get(contract.listFindings, { params: { sweepId }, query });
  const found = await firstSingle(clerk, rows);
  const pick = { kind: "named" as const, findingIds: [found.findingId] };
  await clerk.get(contract.pushOffers, { body: { sweepId, pick }, key: crypto.randomUUID() });
  const { personId, name } = found;
  const { values } = await clerk.get(contract.revealPerson, {
    params: { personId },
    body: { fields: ["phone", "documentNumber"], purpose: "电话核实待遇" },
    key: crypto.randomUUID(),
  });
  const revealed = (field: string) => values.find((value) => value.field === field)?.value ?? "";
  const person = { name, phone: revealed("phone"), documentTail: revealed("documentNumber").slice(-4) };
  return { ...person, caseId: await confirmBy(address, person, policyId) };
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
export async function codeFor(address: string, phone: string): Promise<string> {
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
