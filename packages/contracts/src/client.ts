import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import * as z from "zod";
import {
  type BodyOf,
  csrfHeader,
  type EndpointShape,
  idempotencyHeader,
  isFileReply,
  type ParamsOf,
  type QueryOf,
  type ReplyOf,
} from "./endpoint.ts";

/** The part of the platform's `fetch` that the client needs; handed in, so that the package stays pure. */
export type Fetch<Body, Reply extends FetchReply> = (
  url: string,
  init: { method: string; headers: Record<string, string>; credentials: "same-origin"; body?: Body | string },
) => Promise<Reply>;

export type FetchReply = {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  json(): Promise<unknown>;
};

type Part<Name extends string, Value> = [Value] extends [undefined] ? unknown : { readonly [Key in Name]: Value };

/** What a call needs: the endpoint's params, query and body, and for commands a key that makes it happen once. */
export type CallOf<E extends EndpointShape> = Part<"params", ParamsOf<E>> &
  Part<"query", QueryOf<E>> &
  Part<"body", BodyOf<E>> &
  (E["kind"] extends "command" ? { readonly key: string } : unknown) &
  LooseCall;

type LooseCall = {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly key?: string;
};

export type ClientOptions<Body, Reply extends FetchReply> = {
  readonly fetch: Fetch<Body, Reply>;
  /** The session's CSRF token, or null when signed out. */
  readonly csrf: () => string | null;
  /** A multipart body with `request` (JSON text) before `file`. */
  readonly multipart: (request: string, file: Body) => Body;
};

/**
 * The typed client. Every failure comes back as a `Problem` with a code of the catalogue: a network that is down is
 * `http.offline`, an answer that does not fit the schema `http.unexpectedReply`.
 */
export function createClient<Body, Reply extends FetchReply>(options: ClientOptions<Body, Reply>) {
  const send = async (shape: EndpointShape, call: LooseCall, file?: Body): Promise<Result<Reply, Problem>> => {
    const body = bodyOf(options, shape, call, file);
    const init = {
      method: shape.method,
      headers: headersOf(shape, call, options.csrf(), typeof body === "string"),
      credentials: "same-origin" as const,
      ...(body === undefined ? {} : { body }),
    };
    const reply = await options.fetch(urlOf(shape, call), init).catch(() => null);
    if (reply === null) return fail(problem("http.offline"));
    return reply.ok ? ok(reply) : fail(await problemOf(reply));
  };
  return {
    /** Calls an endpoint that answers JSON. */
    call: async <E extends EndpointShape>(shape: E, call: CallOf<E>): Promise<Result<ReplyOf<E>, Problem>> =>
      readReply(shape, await send(shape, call)),
    /** The same for an endpoint with `upload`. */
    upload: async <E extends EndpointShape>(
      shape: E,
      call: CallOf<E>,
      file: Body,
    ): Promise<Result<ReplyOf<E>, Problem>> => readReply(shape, await send(shape, call, file)),
    /** Calls an endpoint that answers a file; the platform's own reply gives the bytes. */
    download: <E extends EndpointShape>(shape: E, call: CallOf<E>): Promise<Result<Reply, Problem>> =>
      send(shape, call),
  };
}

/** The URL of a call, e.g. for a plain link to a file. */
export function urlOf(shape: EndpointShape, call: { readonly params?: unknown; readonly query?: unknown }): string {
  const params = entriesOf(call.params);
  const path = params.reduce(
    (path, [name, value]) => path.replace(`:${name}`, encodeURIComponent(value)),
    shape.path as string,
  );
  const query = entriesOf(call.query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return query.length === 0 ? path : `${path}?${query.join("&")}`;
}

function entriesOf(values: unknown): readonly (readonly [string, string])[] {
  if (typeof values !== "object" || values === null) return [];
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null && value !== "")
    .map(([name, value]) => [name, String(value)] as const);
}

function bodyOf<Body, Reply extends FetchReply>(
  options: ClientOptions<Body, Reply>,
  shape: EndpointShape,
  call: LooseCall,
  file: Body | undefined,
): Body | string | undefined {
  if (shape.method === "GET") return undefined;
  const request = JSON.stringify(call.body ?? {});
  return file === undefined ? request : options.multipart(request, file);
}

function headersOf(shape: EndpointShape, call: LooseCall, csrf: string | null, json: boolean): Record<string, string> {
  return {
    ...(json ? { "content-type": "application/json" } : {}),
    ...(shape.method === "GET" || csrf === null ? {} : { [csrfHeader]: csrf }),
    ...(call.key === undefined ? {} : { [idempotencyHeader]: call.key }),
  };
}

async function readReply<E extends EndpointShape>(
  shape: E,
  reply: Result<FetchReply, Problem>,
): Promise<Result<ReplyOf<E>, Problem>> {
  if (!reply.ok) return reply;
  if (isFileReply(shape.reply)) return fail(problem("http.unexpectedReply", { field: "file" }));
  const body = await reply.value.json().catch(() => undefined);
  const parsed = shape.reply.safeParse(body);
  if (parsed.success) return ok(parsed.data as ReplyOf<E>);
  return fail(problem("http.unexpectedReply", { field: `${shape.path} ${firstPath(parsed.error)}` }));
}

function firstPath(error: z.ZodError): string {
  return error.issues[0]?.path.join(".") ?? "";
}

const failure = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });

async function problemOf(reply: FetchReply): Promise<Problem> {
  const parsed = failure.safeParse(await reply.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  return problem(reply.status >= 502 ? "http.offline" : "http.bug", { reference: `HTTP ${reply.status}` });
}
