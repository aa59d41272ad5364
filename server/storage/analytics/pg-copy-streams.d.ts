// The part of pg-copy-streams 7 that is used here; the package brings no types of its own.
declare module "pg-copy-streams" {
  import type { Readable, Writable } from "node:stream";
  import type { Submittable } from "pg";

  export function to(query: string): Readable & Submittable;
  export function from(query: string): Writable & Submittable;
}
