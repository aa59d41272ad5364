import { csrfHeader, type EndpointShape, idempotencyHeader } from "@wutong/contracts";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { FastifyRequest } from "fastify";
import type * as z from "zod";
import { type Caller, findSession, mayAny } from "../areas/access/index.ts";
import type { Database } from "../storage/index.ts";
import { readCookie } from "./session-cookie.ts";

const KEY_LENGTH_MAX = 100;

export type Gate = { readonly database: Database; readonly demo: boolean };
export type Admitted = { readonly caller: Caller | undefined; readonly key: string };

/**
 * Who may call what: demo endpoints in demo mode only, a session that holds, one of the endpoint's roles, the page's
 * token on everything that changes something, a key on every command.
 */
export async function admit(
  gate: Gate,
  endpoint: EndpointShape,
  request: FastifyRequest,
): Promise<Result<Admitted, Problem>> {
  if (endpoint.roles === "demo" && !gate.demo) return fail(problem("http.notFound"));
  const token = readCookie(request);
  const session = token ? await findSession(gate.database, token) : undefined;
  const caller = token && session ? { token, session } : undefined;
  if (typeof endpoint.roles !== "string") {
    if (!caller) return fail(problem("access.signedOut"));
    if (!mayAny(caller.session, endpoint.roles))
      return fail(problem("access.roleMissing", { roles: endpoint.roles.join(", ") }));
  }
  if (endpoint.method !== "GET" && !comesFromOwnPage(request, caller)) return fail(problem("http.csrf"));
  const key = headerText(request, idempotencyHeader);
  if (endpoint.kind === "command" && (key === "" || key.length > KEY_LENGTH_MAX))
    return fail(problem("http.keyMissing"));
  return ok({ caller, key });
}

/** A signed-in caller must send the session's CSRF token; a foreign Origin is refused in any case. */
function comesFromOwnPage(request: FastifyRequest, caller: Caller | undefined): boolean {
  const origin = headerText(request, "origin");
  if (origin !== "" && URL.parse(origin)?.host !== request.headers.host) return false;
  return !caller || headerText(request, csrfHeader) === caller.session.csrf;
}

/** The value by the schema, or `http.badRequest` naming the first field that doesn't fit. */
export function parseWith(schema: z.ZodType | undefined, value: unknown): Result<unknown, Problem> {
  if (!schema) return ok(undefined);
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return fail(problem("http.badRequest", { field: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` }));
}

function headerText(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
}
