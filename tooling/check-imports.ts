// The import rules over the real sources.
import { fileURLToPath } from "node:url";
import { cruise } from "./cruise.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const { modules, violations } = cruise(root, ".dependency-cruiser.cjs");
for (const { rule, from, to } of violations) console.log(`${rule}: ${from} → ${to}`);
console.log(`${modules} modules, ${violations.length} breaches of an import rule`);
process.exitCode = violations.length > 0 ? 1 : 0;
