/** What the command line may use without a running server. */
export { describeKeyFile, type KeyFileState, rotateKeys } from "./setup/manage-keys.ts";
export { describeAtTerminal, terminalLanguage } from "./setup/start-up-messages.ts";
