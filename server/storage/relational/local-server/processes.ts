import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The command line of a living process; undefined when there is none (a zombie counts as none). */
export async function commandOf(pid: number): Promise<string | undefined> {
  const command = process.platform === "linux" ? await commandInProc(pid) : await commandInPs(pid);
  return command === "" ? undefined : command;
}

/** No process has the number, or only a zombie that nobody has buried yet. */
export async function isGone(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat.slice(stat.lastIndexOf(")")).startsWith(") Z");
}

async function commandInProc(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return text.replaceAll("\0", " ").trim();
}

async function commandInPs(pid: number): Promise<string> {
  const { stdout } = await run("ps", ["-o", "command=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
  return stdout.trim();
}
