import { randomUUID } from "node:crypto";
import { describeProblem, type ProblemReply, statusOf } from "@wutong/contracts";
import { type Problem, problem } from "@wutong/kernel";
import type { FastifyReply } from "fastify";

/** The one place where a problem becomes a status and a body, in both languages. */
export function sendProblem(reply: FastifyReply, refusal: Problem): FastifyReply {
  const field = refusal.params.field;
  const body: ProblemReply = {
    code: refusal.code,
    params: refusal.params,
    message: { zh: describeProblem(refusal, "zh"), en: describeProblem(refusal, "en") },
    fields: typeof field === "string" ? [splitField(field)] : [],
  };
  return reply.status(statusOf(refusal.code)).send(body);
}

/** What broke stays on the server's own error stream under a reference; the caller gets the reference only. */
export function bugProblem(cause: unknown, report: (line: string) => void): Problem {
  const reference = randomUUID().slice(0, 8);
  report(`${reference} ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
  return problem("http.bug", { reference });
}

function splitField(text: string): ProblemReply["fields"][number] {
  const colon = text.indexOf(": ");
  return colon < 0 ? { path: text, message: "" } : { path: text.slice(0, colon), message: text.slice(colon + 2) };
}
