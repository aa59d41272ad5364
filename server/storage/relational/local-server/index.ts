export { type LocalServerFolder, localServerFolder } from "./folder.ts";
export { findHolder, type Holder } from "./folder-lock.ts";
export { findPostmaster, type Postmaster } from "./postmaster.ts";
export { LOCAL_SERVER_PROBLEMS } from "./problems.ts";
export { type LocalServer, type LocalServerOptions, startLocalServer } from "./start-local-server.ts";
