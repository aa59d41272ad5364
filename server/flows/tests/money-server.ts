import assert from "node:assert/strict";
import type { Day, TenantId } from "@wutong/kernel";
import type { InjectOptions } from "fastify";
import { listCommitments } from "../../areas/benefits/index.ts";
import type { PoliciesDesk } from "../../areas/policies/index.ts";
import { buildServer } from "../../http/build-server.ts";
import { todayOf } from "../money/money-desk.ts";
import { moneyRoutes } from "../money-routes/money-routes.ts";
import { freshKey } from "./money-path.ts";
import { TENANT, type Town } from "./money-town.ts";

/** The routes from finding to money over a town, called as a browser would; `bugs` collects what was reported. */
export async function serveTown({ desk, database }: Town) {
  const book: PoliciesDesk["book"] = { list: async () => [], find: desk.findPolicy };
  const today = (): Day => todayOf(desk.now());
  const policies = {
    database,
    book,
    today,
    readStandings: async () => [],
    readCommitments: listCommitments,
  } as unknown as PoliciesDesk;
  const bugs: string[] = [];
  const app = await buildServer({
    routes: moneyRoutes({ ...desk, tenantId: TENANT as TenantId, rootOfficeId: TENANT, demo: true, policies }),
    database,
    demo: true,
    secure: false,
    report: (line) => bugs.push(line),
    webDir: undefined,
    version: "test",
  });
  async function call(token: string | null, request: InjectOptions, csrf = "c") {
    const headers = {
      ...(token ? { cookie: `wutong_session=${token}`, "x-wutong-csrf": csrf } : {}),
      "idempotency-key": freshKey(),
      ...request.headers,
    };
    const reply = await app.inject({ ...request, headers });
    const isJson = String(reply.headers["content-type"]).includes("json");
    return { status: reply.statusCode, body: isJson ? reply.json() : reply.body, cookies: reply.cookies };
  }
  async function get(token: string | null, url: string) {
    const reply = await call(token, { method: "GET", url });
    assert.equal(reply.status, 200, `${url}: ${JSON.stringify(reply.body)} ${bugs.join("\n")}`);
    return reply.body;
  }
  async function post(token: string | null, url: string, payload: object = {}, csrf = "c") {
    const reply = await call(token, { method: "POST", url, payload }, csrf);
    assert.equal(reply.status, 200, `${url}: ${JSON.stringify(reply.body)} ${bugs.join("\n")}`);
    return reply;
  }
  /** The bank's receipt for a batch: its rows as they went out, each with this result. */
  async function sendReceipt(token: string, batchId: number, rows: readonly string[]) {
    const boundary = "wutongtest";
    const parts = [
      `--${boundary}\r\ncontent-disposition: form-data; name="request"\r\n\r\n{}\r\n`,
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="r.csv"\r\ncontent-type: text/csv\r\n\r\n支付编号,金额,结果,原因\r\n${rows.join("\r\n")}\r\n\r\n`,
      `--${boundary}--\r\n`,
    ];
    return call(token, {
      method: "POST",
      url: `/api/funds/batches/${batchId}/receipt`,
      headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
      payload: parts.join(""),
    });
  }
  return { bugs, call, get, post, sendReceipt, close: () => app.close() };
}
