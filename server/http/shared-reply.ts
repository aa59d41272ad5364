import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";

/** Kept for a minute without asking; then a question with the ETag costs no body. */
const KEPT_SECONDS = 60;
/** Below this many bytes compressing brings nothing. */
const COMPRESSED_FROM = 1_400;

/** Sends an answer that is the same for everybody: 304 where the caller holds it already, else compressed where they take it. */
export function sendShared(request: FastifyRequest, reply: FastifyReply, value: unknown): FastifyReply {
  const body = JSON.stringify(value);
  const tag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  void reply
    .header("etag", tag)
    .header("cache-control", `public, max-age=${KEPT_SECONDS}`)
    .header("vary", "accept-encoding");
  if (namesTag(request.headers["if-none-match"], tag)) return reply.status(304).send();
  void reply.type("application/json; charset=utf-8");
  const takesGzip = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  if (!takesGzip || body.length < COMPRESSED_FROM) return reply.send(body);
  return reply.header("content-encoding", "gzip").send(gzipSync(body));
}

function namesTag(header: string | undefined, tag: string): boolean {
  return (header ?? "").split(",").some((each) => each.trim().replace(/^W\//, "") === tag);
}
