export { hashPassword, type SignIn, signIn } from "./commands/sign-in.ts";
export { mayAny, type Session, type SessionRole } from "./model.ts";
export { type Call, type Caller, type DownloadFile, implement, type Route, type UploadedFile } from "./route.ts";
export { endSession, findSession, openJobSession, openTalentSession, touchSession } from "./store/sessions.ts";
