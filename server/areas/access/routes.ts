import * as contract from "@wutong/contracts";
import type { Day } from "@wutong/kernel";
import { fail, formatDay, ok, problem, type TenantId } from "@wutong/kernel";
import type { CommandRunner, Database, Token } from "../../storage/index.ts";
import { changePassword, close, openAccount, unlock } from "./commands/manage-accounts.ts";
import { signIn } from "./commands/sign-in.ts";
import { SESSION_LIMITS, type Session } from "./model.ts";
import { implement, type Route } from "./route.ts";
import { listAccounts } from "./store/accounts.ts";
import { getTenantName, listOffices } from "./store/offices.ts";
import { endSession, findSession } from "./store/sessions.ts";

export type AccessRoutes = {
  readonly database: Database;
  readonly run: CommandRunner;
  readonly tenantId: TenantId;
  readonly today: () => Day;
  readonly version: string;
  /** Shown on the sign-in page of a demo; empty otherwise. */
  readonly demoAccounts: readonly DemoAccount[] | null;
};

type DemoAccount = {
  readonly account: string;
  readonly password: string;
  readonly name: string;
  readonly roles: readonly ("clerk" | "reviewer" | "finance" | "leader" | "auditor")[];
  readonly office: string;
};

export function accessRoutes(deps: AccessRoutes): readonly Route[] {
  return [...sessionRoutes(deps), ...accountRoutes(deps)];
}

function sessionRoutes({ database, tenantId, today, version, demoAccounts }: AccessRoutes): readonly Route[] {
  return [
    implement(contract.welcome, async () =>
      ok({
        tenant: { tenantId, name: await getTenantName(database, tenantId) },
        version,
        demo: demoAccounts !== null,
        today: formatDay(today()),
        demoAccounts: (demoAccounts ?? []).map((account) => ({ ...account, roles: [...account.roles] })),
      }),
    ),
    implement(contract.login, async ({ body, setSession }) => {
      const token = await signIn(database, { tenantId, login: body.account, password: body.password });
      if (!token.ok) return token;
      setSession(token.value, SESSION_LIMITS.staff.absoluteHours);
      return describe(database, token.value);
    }),
    implement(contract.logout, async ({ caller, setSession }) => {
      await endSession(database, caller.token);
      setSession(null, 0);
      return ok({ done: true as const });
    }),
    implement(contract.me, async ({ caller }) => ok(toReply(caller.session))),
    implement(contract.listOffices, async ({ caller }) => ok({ rows: await listOffices(database, caller.token) })),
  ];
}

function accountRoutes({ database, run, tenantId }: AccessRoutes): readonly Route[] {
  return [
    implement(contract.changePassword, async ({ caller, key, body }) => {
      const { accountId } = caller.session;
      const own = (await listAccounts(database, caller.token)).find((row) => row.account_id === accountId);
      return changePassword(
        { database, tenantId, run },
        { token: caller.token, key },
        { login: own?.login ?? caller.session.name, accountId, ...body },
      );
    }),
    implement(contract.listStaff, async ({ caller }) => {
      const rows = await listAccounts(database, caller.token);
      return ok({
        rows: rows.map((row) => ({
          accountId: row.account_id,
          account: row.login,
          name: row.display_name,
          roles: [...row.roles],
          office: { officeId: row.office_id, name: row.office_name },
          state: row.state,
          lastSignIn: row.last_sign_in?.toISOString() ?? null,
        })),
      });
    }),
    implement(contract.openStaffAccount, ({ caller, key, body: { account, ...rest } }) =>
      openAccount(run, { token: caller.token, key }, { login: account, ...rest }),
    ),
    implement(contract.unlockStaffAccount, ({ caller, key, params, body }) =>
      unlock(run, { token: caller.token, key }, { ...params, ...body }),
    ),
    implement(contract.closeStaffAccount, ({ caller, key, params, body }) =>
      close(run, { token: caller.token, key }, { ...params, ...body, ownAccountId: caller.session.accountId }),
    ),
  ];
}

async function describe(database: Database, token: Token) {
  const session = await findSession(database, token);
  return session ? ok(toReply(session)) : fail(problem("access.signedOut"));
}

/** What a page may know of its session. */
export function toReply(session: Session) {
  return {
    kind: session.kind === "talent" ? ("talent" as const) : ("staff" as const),
    csrf: session.csrf,
    accountId: session.accountId,
    personId: session.personId,
    name: session.name,
    roles: session.roles.filter((role) => role !== "job"),
    office: session.officeId === null ? null : { officeId: session.officeId as number, name: session.officeName ?? "" },
    expiresAt: session.expiresAt.toISOString(),
    idleMinutes: session.idleMinutes,
  };
}
