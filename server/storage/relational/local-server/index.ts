export { connectWhenReady } from "./connect-when-ready.ts";
export { examineCluster, findRunningAppUrl, findRunningOwnerUrl } from "./examine-cluster.ts";
export { type LocalServerFolder, localServerFolder } from "./folder.ts";
export { findHolder } from "./folder-lock.ts";
export { findPostmaster } from "./postmaster.ts";
export { LOCAL_SERVER_PROBLEMS } from "./problems.ts";
export { type LocalServer, startLocalServer } from "./start-local-server.ts";
