import { type Problem, problem } from "@wutong/kernel";
import { DEFAULT_TABLE_LIMITS } from "../documents/index.ts";

/** What people read as MB, here as in the messages about documents. */
const MEGABYTE = 1024 * 1024;

/** A request's JSON. */
export const BODY_BYTES_MAX = MEGABYTE;
/** A file handed in: as much as `documents/` reads, so that no file is cut off below the limit that its message names. */
export const UPLOAD_BYTES_MAX = DEFAULT_TABLE_LIMITS.bytesMax;

/** Fastify's refusal of what is too large as a problem that names the limit which was passed; undefined for any other cause. */
export function asTooLarge(cause: unknown): Problem | undefined {
  if (!(cause instanceof Error) || !("statusCode" in cause) || cause.statusCode !== 413) return undefined;
  const isBody = "code" in cause && cause.code === "FST_ERR_CTP_BODY_TOO_LARGE";
  return problem("http.tooLarge", { limitMb: (isBody ? BODY_BYTES_MAX : UPLOAD_BYTES_MAX) / MEGABYTE });
}
