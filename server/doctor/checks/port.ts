import { createServer } from "node:net";
import type { Check } from "../check.ts";
import { doctorProblem } from "../doctor-problems.ts";
import { findListener } from "../find-listener.ts";

/** The port of the web console can be listened on. */
export const port: Check = {
  name: { zh: "端口可用", en: "port free" },
  async look({ configuration: { host, port: number } }) {
    const fault = await tryToListen(host, number);
    if (fault === undefined) return [];
    if (fault !== "EADDRINUSE") return [doctorProblem("doctor.portForbidden", { host, port: number, reason: fault })];
    const listener = await findListener(number);
    if (!listener) return [doctorProblem("doctor.portTakenByUnknown", { host, port: number })];
    return [doctorProblem("doctor.portTaken", { host, port: number, ...listener })];
  },
};

/** undefined when it worked, else the system's code for why not. */
function tryToListen(host: string, number: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(number, host, () => probe.close(() => resolve(undefined)));
  });
}
