import type { TenantId } from "@wutong/kernel";
import { rebindAccounts } from "../../areas/benefits/index.ts";
import type { HandOver } from "../../areas/people/index.ts";
import type { CommandRunner, Database, Token, Vault } from "../../storage/index.ts";

export type LinkDesk = {
  readonly database: Database;
  readonly run: CommandRunner;
  readonly vault: Vault;
  readonly tenantId: TenantId;
  readonly now: () => Date;
};

/** Who asks: their token, the key of this intent, and the name that the history shows. */
export type LinkCaller = { readonly token: Token; readonly key: string; readonly name: string };

/** What merging and undoing ask of areas that come after people. */
export function areasOf(desk: Pick<LinkDesk, "vault">): HandOver {
  return { rebindAccounts: (tx, given) => rebindAccounts(tx, desk.vault, given) };
}
