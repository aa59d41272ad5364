import type { FastifyReply, FastifyRequest } from "fastify";
import type { Token } from "../storage/index.ts";

const NAME = "wutong_session";

export function readCookie(request: FastifyRequest): Token | undefined {
  return request.cookies[NAME];
}

/** httpOnly, SameSite=Strict, and Secure unless the server is plain http on loopback (where browsers differ on Secure). */
export function writeCookie(
  reply: FastifyReply,
  token: Token | null,
  { hoursMax, secure }: { readonly hoursMax: number; readonly secure: boolean },
): void {
  const rules = { httpOnly: true, sameSite: "strict", secure, path: "/" } as const;
  if (token === null) reply.clearCookie(NAME, rules);
  else reply.setCookie(NAME, token, { ...rules, maxAge: hoursMax * 3600 });
}
