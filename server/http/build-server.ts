import { existsSync } from "node:fs";
import { join } from "node:path";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import serveStatic from "@fastify/static";
import { problem } from "@wutong/kernel";
import Fastify, { type FastifyInstance } from "fastify";
import type { Route } from "../areas/access/index.ts";
import { openApiDocument } from "./open-api.ts";
import { bugProblem, sendProblem } from "./problem-reply.ts";
import { type RouteOptions, registerRoute } from "./register-route.ts";
import { asTooLarge, BODY_BYTES_MAX, UPLOAD_BYTES_MAX } from "./size-limits.ts";

export type ServerOptions = RouteOptions & {
  readonly routes: readonly Route[];
  /** The built web pages; without them only the API is served. */
  readonly webDir: string | undefined;
  readonly version: string;
};

/** The web server, not yet listening. Nothing of a request is logged: bodies and addresses hold personal data. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({ logger: false, bodyLimit: BODY_BYTES_MAX, trustProxy: false, forceCloseConnections: true });
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Ant Design writes its styles into <style> elements while it runs.
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: options.secure ? [] : null,
      },
    },
    strictTransportSecurity: options.secure,
  });
  await app.register(cookie);
  await app.register(multipart, {
    limits: { fileSize: UPLOAD_BYTES_MAX, files: 1, fields: 2, fieldSize: BODY_BYTES_MAX },
  });
  app.addHook("onSend", async (request, reply) => {
    if (request.url.startsWith("/api/") && !reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  });
  for (const route of options.routes) registerRoute(app, route, options);
  app.get("/api/openapi.json", () => openApiDocument(options.version));
  await servePages(app, options.webDir);
  app.setErrorHandler((cause, _request, reply) => {
    const status = cause instanceof Error && "statusCode" in cause ? Number(cause.statusCode) : 500;
    const tooLarge = asTooLarge(cause);
    if (tooLarge) return sendProblem(reply, tooLarge);
    if (status < 500)
      return sendProblem(reply, problem("http.badRequest", { field: cause instanceof Error ? cause.message : "" }));
    return sendProblem(reply, bugProblem(cause, options.report));
  });
  return app;
}

/** Built files carry a hash in their names and may be kept for ever; every other path is a page of the web app. */
async function servePages(app: FastifyInstance, webDir: string | undefined): Promise<void> {
  const index = webDir && join(webDir, "index.html");
  if (webDir && index && existsSync(index)) {
    await app.register(serveStatic, {
      root: webDir,
      prefix: "/",
      wildcard: false,
      index: false,
      maxAge: "1y",
      immutable: true,
      preCompressed: true,
    });
    const page = { root: webDir, maxAge: 0, immutable: false };
    app.get("/", (_request, reply) => reply.sendFile("index.html", webDir, page));
    app.setNotFoundHandler((request, reply) =>
      request.method === "GET" && !request.url.startsWith("/api/") && !request.url.startsWith("/assets/")
        ? reply.sendFile("index.html", webDir, page)
        : sendProblem(reply, problem("http.notFound")),
    );
    return;
  }
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, problem("http.notFound")));
}
