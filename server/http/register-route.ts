import { isFileReply } from "@wutong/contracts";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Call, DownloadFile, Route, UploadedFile } from "../areas/access/index.ts";
import { admit, type Gate, parseWith } from "./gate.ts";
import { bugProblem, sendProblem } from "./problem-reply.ts";
import { writeCookie } from "./session-cookie.ts";
import { sendShared } from "./shared-reply.ts";
import { asTooLarge } from "./size-limits.ts";

export type RouteOptions = Gate & {
  /** Whether cookies are marked Secure. */
  readonly secure: boolean;
  /** Where the stacks of bugs go. */
  readonly report: (line: string) => void;
};

/** Puts one endpoint on the server: gate, parse, handle, and the reply cut to what its schema says. */
export function registerRoute(app: FastifyInstance, route: Route, options: RouteOptions): void {
  app.route({
    method: route.endpoint.method,
    url: route.endpoint.path,
    handler: async (request, reply) => {
      try {
        const result = await handle(route, { request, reply, options });
        if (!result.ok) return sendProblem(reply, result.error);
        if (isFileReply(route.endpoint.reply)) return sendFile(reply, result.value as DownloadFile);
        const body = route.endpoint.reply.parse(result.value);
        return route.endpoint.shared ? sendShared(request, reply, body) : reply.send(body);
      } catch (cause) {
        return sendProblem(reply, asTooLarge(cause) ?? bugProblem(cause, options.report));
      }
    },
  });
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly options: RouteOptions };

async function handle(route: Route, { request, reply, options }: Exchange): Promise<Result<unknown, Problem>> {
  const { endpoint } = route;
  const admitted = await admit(options, endpoint, request);
  if (!admitted.ok) return admitted;
  const { caller, key } = admitted.value;
  const sent = endpoint.upload ? await readUpload(request) : ok({ body: request.body, file: undefined });
  if (!sent.ok) return sent;
  const params = parseWith(endpoint.params, request.params);
  if (!params.ok) return params;
  const query = parseWith(endpoint.query, request.query);
  if (!query.ok) return query;
  const body = parseWith(endpoint.body, sent.value.body);
  if (!body.ok) return body;
  const setSession: Call<typeof endpoint>["setSession"] = (token, hoursMax) =>
    writeCookie(reply, token, { hoursMax, secure: options.secure });
  return route.handle({
    caller,
    params: params.value,
    query: query.value,
    body: body.value,
    key,
    file: sent.value.file,
    address: request.ip,
    setSession,
  } as Call<typeof endpoint>);
}

/** Multipart with `request` (JSON text) before `file`; the file is handed on as a stream, never kept whole in memory. */
async function readUpload(
  request: FastifyRequest,
): Promise<Result<{ body: unknown; file: UploadedFile | undefined }, Problem>> {
  if (!request.isMultipart()) return fail(problem("http.badRequest", { field: "multipart/form-data" }));
  let body: unknown;
  for await (const part of request.parts()) {
    if (part.type === "file") return ok({ body, file: { name: part.filename, stream: part.file } });
    if (part.fieldname === "request") body = parseJson(String(part.value));
  }
  return fail(problem("http.badRequest", { field: "file" }));
}

function sendFile(reply: FastifyReply, file: DownloadFile): FastifyReply {
  return reply
    .header("content-type", file.type)
    .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header("cache-control", "no-store")
    .send(file.content);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
