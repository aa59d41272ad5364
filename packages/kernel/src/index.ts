export type { Brand } from "./brand.ts";
export * from "./day.ts";
export * from "./ids.ts";
export * from "./money.ts";
export * from "./month.ts";
export * from "./problem.ts";
export * from "./result.ts";
export * from "./truth.ts";
