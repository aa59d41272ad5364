import type { Brand } from "./brand.ts";

/** A city (prefecture): its six-digit division code, e.g. 330600. */
export type TenantId = Brand<number, "TenantId">;
/** An office of a tenant: its division code, e.g. 330602 for a district, 330602001 for a town of it. */
export type OfficeId = Brand<number, "OfficeId">;
/** A person, within a tenant. Pseudonymous: it says nothing about who the person is. */
export type PersonId = Brand<number, "PersonId">;
/** An organisation, within a tenant. */
export type EmployerId = Brand<number, "EmployerId">;
/** A staff account, within a tenant. */
export type AccountId = Brand<number, "AccountId">;
/** A policy, e.g. "yuecheng-rent-subsidy"; a version of it adds "@" and a number. */
export type PolicyId = Brand<string, "PolicyId">;
