import type * as z from "zod";
import type { ProblemCode } from "./problems/catalogue.ts";
import type { LocalText } from "./vocabulary.ts";

/** What somebody may be signed in as. The first five are staff; `talent` is a person on the phone pages. */
export const roles = ["clerk", "reviewer", "finance", "leader", "auditor", "talent"] as const;
export type Role = (typeof roles)[number];

/** Every staff role: for what the whole office may read. */
export const everyStaffRole = ["clerk", "reviewer", "finance", "leader", "auditor"] as const satisfies readonly Role[];

/** `anyone` needs no session; `demo` is `anyone`, and answers 404 outside demo mode. */
export type Audience = "anyone" | "demo" | readonly Role[];

/**
 * `query` reads. `command` writes once per `Idempotency-Key` header and leaves a journal entry.
 * `session` opens or ends a session (no idempotency key). All but GET carry the CSRF header when signed in.
 */
export type EndpointKind = "query" | "command" | "session";

/** A reply that is a file to keep, not JSON. */
export type FileReply = { readonly file: string };

/** One HTTP endpoint as data: the server registers it, OpenAPI prints it, the web's client calls it. */
export type EndpointShape = {
  readonly kind: EndpointKind;
  readonly method: "GET" | "POST";
  /** With `:name` for parameters. */
  readonly path: `/api/${string}`;
  readonly area: string;
  readonly summary: LocalText;
  readonly roles: Audience;
  /** The answer is the same for everybody: it may be kept for a minute, and is then asked for by its ETag. */
  readonly shared?: true;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  /** JSON, or with `upload: true` the JSON text of the multipart field `request`, sent before the field `file`. */
  readonly body?: z.ZodType;
  readonly upload?: true;
  readonly reply: z.ZodType | FileReply;
  /** Beyond those that any endpoint may answer (`everyEndpointsProblems`). */
  readonly errors: readonly ProblemCode[];
};

/** What any endpoint may answer, whatever it does. */
export const everyEndpointsProblems = [
  "http.badRequest",
  "http.notFound",
  "http.tooLarge",
  "http.tooMany",
  "http.bug",
  "http.csrf",
  "http.keyMissing",
  "http.keyReused",
  "access.signedOut",
  "access.roleMissing",
] as const satisfies readonly ProblemCode[];

export const csrfHeader = "x-wutong-csrf";
export const idempotencyHeader = "idempotency-key";

export function endpoint<const Shape extends EndpointShape>(shape: Shape): Shape {
  return shape;
}

export function isFileReply(reply: z.ZodType | FileReply): reply is FileReply {
  return "file" in reply;
}

export type ParamsOf<E> = E extends { readonly params: infer S extends z.ZodType } ? z.input<S> : undefined;
export type QueryOf<E> = E extends { readonly query: infer S extends z.ZodType } ? z.input<S> : undefined;
export type BodyOf<E> = E extends { readonly body: infer S extends z.ZodType } ? z.input<S> : undefined;
export type ReplyOf<E> = E extends { readonly reply: infer S extends z.ZodType } ? z.output<S> : undefined;
