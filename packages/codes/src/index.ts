export * from "./register-columns.ts";
