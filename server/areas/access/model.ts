import type { Role } from "@wutong/contracts";
import type { AccountId, OfficeId, PersonId, TenantId } from "@wutong/kernel";

/** What somebody may do; a staff account may hold several roles. `job` is the system at its own background work. */
export type SessionRole = Role | "job";

/** A session that holds, as the database resolves its token. */
export type Session = {
  readonly kind: "staff" | "talent" | "job";
  readonly tenantId: TenantId;
  readonly accountId: AccountId | null;
  readonly personId: PersonId | null;
  readonly officeId: OfficeId | null;
  readonly visibleOffices: readonly OfficeId[];
  readonly roles: readonly SessionRole[];
  /** The account's display name, or the person's name. */
  readonly name: string;
  readonly officeName: string | null;
  readonly expiresAt: Date;
  readonly idleMinutes: number;
  /** Must come back in a header with every request that changes something. */
  readonly csrf: string;
};

/** Staff: 30 minutes without a request, 12 hours in all. Talents: 15 minutes and 2 hours (a phone changes hands). */
export const SESSION_LIMITS = {
  staff: { idleMinutes: 30, absoluteHours: 12 },
  talent: { idleMinutes: 15, absoluteHours: 2 },
} as const;

export function mayAny(session: Session, roles: readonly SessionRole[]): boolean {
  return session.roles.some((role) => roles.includes(role));
}

export type OfficeToSetUp = {
  readonly officeId: number;
  readonly parentId: number | null;
  readonly zh: string;
  readonly en: string;
};

export type AccountToSetUp = {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly officeId: number;
  readonly roles: readonly Exclude<Role, "talent">[];
};

export type TenantToSetUp = {
  readonly tenantId: number;
  readonly zh: string;
  readonly en: string;
  /** Parents before their children. */
  readonly offices: readonly OfficeToSetUp[];
  readonly accounts: readonly AccountToSetUp[];
};
