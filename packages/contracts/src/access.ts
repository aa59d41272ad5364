import * as z from "zod";
import { endpoint, everyStaffRole, roles } from "./endpoint.ts";
import { dayText, done, id, idInPath, instantText, officeId, reason } from "./vocabulary.ts";

const area = "access";
const staffRole = z.enum(everyStaffRole);
export const minPasswordLength = 10;
const password = z.string().min(minPasswordLength).max(200);

export const officeRow = z.object({
  officeId,
  name: z.string(),
  parentId: officeId.nullable(),
  level: z.enum(["city", "district", "town"]),
});

export const session = z.object({
  kind: z.enum(["staff", "talent"]),
  /** Sent back as the `x-wutong-csrf` header of everything that is not GET. */
  csrf: z.string(),
  accountId: id.nullable(),
  personId: id.nullable(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  office: z.object({ officeId, name: z.string() }).nullable(),
  expiresAt: instantText,
  idleMinutes: z.int(),
});

/** What the sign-in pages need before anybody is known. Demo accounts are listed in demo mode only. */
export const welcome = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/access/welcome",
  area,
  summary: { zh: "登录前可见的信息", en: "What may be known before signing in" },
  roles: "anyone",
  reply: z.object({
    tenant: z.object({ tenantId: z.int(), name: z.string() }),
    version: z.string(),
    demo: z.boolean(),
    today: dayText,
    demoAccounts: z.array(
      z.object({
        account: z.string(),
        password: z.string(),
        name: z.string(),
        roles: z.array(staffRole),
        office: z.string(),
      }),
    ),
  }),
  errors: [],
});

export const login = endpoint({
  kind: "session",
  method: "POST",
  path: "/api/access/login",
  area,
  summary: { zh: "工作人员登录", en: "Staff sign-in" },
  roles: "anyone",
  body: z.object({ account: z.string().trim().min(1).max(80), password: z.string().min(1).max(200) }),
  reply: session,
  errors: ["access.signInFailed", "access.lockedOut"],
});

export const logout = endpoint({
  kind: "session",
  method: "POST",
  path: "/api/access/logout",
  area,
  summary: { zh: "退出", en: "Sign out" },
  roles: roles,
  reply: done,
  errors: [],
});

export const me = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/access/me",
  area,
  summary: { zh: "我是谁", en: "Who am I" },
  roles: roles,
  reply: session,
  errors: [],
});

export const changePassword = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/access/password",
  area,
  summary: { zh: "修改密码", en: "Change the password" },
  roles: everyStaffRole,
  body: z.object({ current: z.string().min(1).max(200), next: password }),
  reply: done,
  errors: ["access.passwordWrong", "access.passwordSame", "access.passwordWeak", "access.lockedOut"],
});

/** Always answers the same, known phone or not, so that nobody can try out who is in the library. */
export const sendCode = endpoint({
  kind: "session",
  method: "POST",
  path: "/api/access/talent-code",
  area,
  summary: { zh: "发送短信验证码", en: "Send a one-time code" },
  roles: "anyone",
  body: z.object({ phone: z.string().regex(/^1\d{10}$/) }),
  reply: z.object({ validSeconds: z.int(), againInSeconds: z.int() }),
  errors: ["access.codeTooSoon"],
});

/** The code is joined by digits of the document number, because phone numbers are handed to new owners. */
export const talentLogin = endpoint({
  kind: "session",
  method: "POST",
  path: "/api/access/talent-login",
  area,
  summary: { zh: "人才登录", en: "Talent sign-in" },
  roles: "anyone",
  body: z.object({
    phone: z.string().regex(/^1\d{10}$/),
    code: z.string().regex(/^\d{6}$/),
    documentTail: z.string().regex(/^[0-9A-Za-z]{4}$/),
  }),
  reply: session,
  errors: ["access.codeWrong", "access.lockedOut"],
});

export const listOffices = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/access/offices",
  area,
  summary: { zh: "我能看到的机构", en: "The offices within my scope" },
  roles: everyStaffRole,
  reply: z.object({ rows: z.array(officeRow) }),
  errors: [],
});

export const staffRow = z.object({
  accountId: id,
  account: z.string(),
  name: z.string(),
  roles: z.array(staffRole),
  office: z.object({ officeId, name: z.string() }),
  state: z.enum(["open", "locked", "closed"]),
  lastSignIn: instantText.nullable(),
});

export const listStaff = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/access/staff",
  area,
  summary: { zh: "工作人员账号", en: "Staff accounts" },
  roles: ["leader", "auditor"],
  reply: z.object({ rows: z.array(staffRow) }),
  errors: [],
});

export const openStaffAccount = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/access/staff",
  area,
  summary: { zh: "开通账号", en: "Open a staff account" },
  roles: ["leader"],
  body: z.object({
    account: z
      .string()
      .trim()
      .regex(/^[a-z0-9.-]{3,40}$/),
    name: z.string().trim().min(1).max(80),
    officeId,
    roles: z.array(staffRole).min(1),
    password,
  }),
  reply: z.object({ accountId: id }),
  errors: ["access.accountTaken", "access.officeOutOfScope", "access.passwordWeak"],
});

export const unlockStaffAccount = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/access/staff/:accountId/unlock",
  area,
  summary: { zh: "解锁账号", en: "Unlock a staff account" },
  roles: ["leader"],
  params: z.object({ accountId: idInPath }),
  body: z.object({ reason }),
  reply: done,
  errors: [],
});

export const closeStaffAccount = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/access/staff/:accountId/close",
  area,
  summary: { zh: "停用账号", en: "Close a staff account" },
  roles: ["leader"],
  params: z.object({ accountId: idInPath }),
  body: z.object({ reason }),
  reply: done,
  errors: ["access.closingOneself"],
});
