export { type AccountToSetUp, findOnlyTenant, setUpTenant, type TenantToSetUp } from "./commands/set-up-tenant.ts";
export { signIn } from "./commands/sign-in.ts";
export { mayAny, SESSION_LIMITS, type Session, type SessionRole } from "./model.ts";
export { type Call, type Caller, type DownloadFile, implement, type Route, type UploadedFile } from "./route.ts";
export { accessRoutes, toReply as describeSession } from "./routes.ts";
export { endSession, findSession, openJobSession, openTalentSession, touchSession } from "./store/sessions.ts";
