/** What the command line may use without a running server. */
export { runServer } from "./run/run-server.ts";
export { describeKeyFile, type KeyFileState, rotateKeys } from "./setup/manage-keys.ts";
export { setUpRegion } from "./setup/set-up-region.ts";
export { describeAtTerminal, terminalLanguage } from "./setup/start-up-messages.ts";
