export { findOnlyTenant, setUpTenant } from "./commands/set-up-tenant.ts";
export { signIn } from "./commands/sign-in.ts";
export {
  type AccountToSetUp,
  mayAny,
  SESSION_LIMITS,
  type TenantToSetUp,
} from "./model.ts";
export { type Call, type Caller, type DownloadFile, implement, type Route, type UploadedFile } from "./route.ts";
export { accessRoutes, toReply as describeSession } from "./routes.ts";
export { getTenantName } from "./store/offices.ts";
export { endSession, findSession, openJobSession, openTalentSession } from "./store/sessions.ts";
