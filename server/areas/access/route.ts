import type { Readable } from "node:stream";
import type { EndpointShape, FileReply, ReplyOf } from "@wutong/contracts";
import type { Problem, Result } from "@wutong/kernel";
import type * as z from "zod";
import type { Token } from "../../storage/index.ts";
import type { Session } from "./model.ts";

/** Who calls: a session that holds and its token, or nobody (for endpoints that anyone may call). */
export type Caller = { readonly token: Token; readonly session: Session };

/** A file sent with the call; `stream` must be read to its end or destroyed. */
export type UploadedFile = { readonly name: string; readonly stream: Readable };

/** A file to send back. */
export type DownloadFile = { readonly name: string; readonly type: string; readonly content: Readable | Buffer };

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** A call that has passed the gate: its role was checked, its values were parsed by the endpoint's schemas. */
export type Call<E extends EndpointShape> = {
  /** Undefined only for endpoints whose audience is anyone (and nobody is signed in). */
  readonly caller: E["roles"] extends "anyone" | "demo" ? Caller | undefined : Caller;
  readonly params: Parsed<E["params"]>;
  readonly query: Parsed<E["query"]>;
  readonly body: Parsed<E["body"]>;
  /** The Idempotency-Key of a command; empty for queries and sessions. */
  readonly key: string;
  readonly file: E extends { readonly upload: true } ? UploadedFile : undefined;
  /** Address of the caller, for limits on signing in. */
  readonly address: string;
  /** Opens a session: the cookie goes out with the reply. `null` clears it. */
  readonly setSession: (token: Token | null, hoursMax: number) => void;
};

export type Reply<E extends EndpointShape> = E["reply"] extends FileReply ? DownloadFile : ReplyOf<E>;

export type Route = {
  readonly endpoint: EndpointShape;
  readonly handle: (call: Call<EndpointShape>) => Promise<Result<unknown, Problem>>;
};

/** Ties an endpoint of the contracts to the code behind it; types of both sides are checked against each other. */
export function implement<const E extends EndpointShape>(
  endpoint: E,
  handle: (call: Call<E>) => Promise<Result<Reply<E>, Problem>>,
): Route {
  return { endpoint, handle: handle as unknown as Route["handle"] };
}
