import { createHash } from "node:crypto";
import { type Day, dayInChina, type TenantId } from "@wutong/kernel";
import type { CommandRunner, Database, Token, Vault } from "../../storage/index.ts";

export type SurveyDesk = {
  readonly database: Database;
  readonly run: CommandRunner;
  readonly vault: Vault;
  readonly tenantId: TenantId;
  readonly now: () => Date;
};

export type StaffCaller = { readonly token: Token; readonly key: string };

export function todayOn(desk: SurveyDesk): Day {
  return dayInChina(desk.now().getTime());
}

/** The secret of an employer's link, made anew by the keyed index each time that it is needed: it is stored nowhere. */
export function linkOf(desk: SurveyDesk, waveId: number, creditCode: string): string {
  return desk.vault.blindIndex(`${desk.tenantId} ${waveId} ${creditCode}`, "demand.links").toString("base64url");
}

export function hashOfLink(link: string): Buffer {
  return createHash("sha256").update(link).digest();
}

export function contactBind(desk: SurveyDesk): string {
  return `demand.invitations.sealed_contact:${desk.tenantId}`;
}
