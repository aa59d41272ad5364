import { once } from "node:events";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { readEnvironment } from "../config/environment.ts";
import { openWutong, type StartOptions, serve, type Wutong } from "../main.ts";

export type Running = { readonly wutong: Wutong; readonly address: string; readonly close: () => Promise<void> };

/** Opens, serves and listens. Problems: those of `openWutong` and `serve.portTaken`; what was opened is closed again. */
async function startListening(options: StartOptions): Promise<Result<Running, Problem>> {
  const opened = await openWutong(options);
  if (!opened.ok) return opened;
  const wutong = opened.value;
  return listen(wutong, options);
}

export async function listen(wutong: Wutong, options: StartOptions): Promise<Result<Running, Problem>> {
  const { host, port } = options.configuration;
  const app = await serve(wutong, options);
  try {
    await app.listen({ host, port });
  } catch (cause) {
    await app.close();
    await wutong.close();
    if (cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE")
      return fail(problem("serve.portTaken", { host, port }));
    throw cause;
  }
  const close = async () => {
    await app.close();
    await wutong.close();
  };
  return ok({ wutong, address: `http://${host.includes(":") ? `[${host}]` : host}:${port}`, close });
}

/** Serves the tenant of the database until the process is asked to end. */
export async function runServer(
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<Result<"ended", Problem>> {
  const configuration = readEnvironment(env);
  if (!configuration.ok) return configuration;
  const running = await startListening({ configuration: configuration.value, tenant: null, demo: null, report: say });
  if (!running.ok) return running;
  say(running.value.address);
  await untilAskedToEnd();
  await running.value.close();
  return ok("ended");
}

export async function untilAskedToEnd(): Promise<void> {
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
}
