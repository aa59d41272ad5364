export { csvLine, csvOf, type KitResult, type KitStatus } from "./kit-results.ts";
export { type KitFile, runKitFile } from "./run-kit.ts";
