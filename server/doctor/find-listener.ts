import { readdir, readFile, readlink } from "node:fs/promises";

export type Listener = { readonly pid: number; readonly command: string };

const LISTENING = "0A";

/** The process that listens on a TCP port; undefined where the system does not say (another user's process, no /proc). */
export async function findListener(port: number): Promise<Listener | undefined> {
  const sockets = new Set(await socketsListeningOn(port));
  if (sockets.size === 0) return undefined;
  const pids = (await readdir("/proc").catch(() => [])).map(Number).filter(Number.isInteger);
  for (const pid of pids) {
    if (!(await holdsSocket(pid, sockets))) continue;
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    return { pid, command: command.replaceAll("\0", " ").trim() };
  }
  return undefined;
}

/** As `/proc/<pid>/fd` names them: `socket:[12345]`. */
async function socketsListeningOn(port: number): Promise<readonly string[]> {
  const wanted = port.toString(16).toUpperCase().padStart(4, "0");
  const tables = await Promise.all(
    ["tcp", "tcp6"].map((name) => readFile(`/proc/net/${name}`, "utf8").catch(() => "")),
  );
  return tables
    .flatMap((table) => table.split("\n").slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(`:${wanted}`) && fields[3] === LISTENING)
    .map((fields) => `socket:[${fields[9]}]`);
}

async function holdsSocket(pid: number, sockets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const files = await readdir(folder).catch(() => []);
  const targets = await Promise.all(files.map((file) => readlink(`${folder}/${file}`).catch(() => "")));
  return targets.some((target) => sockets.has(target));
}
