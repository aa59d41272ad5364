import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { chmod, chown, cp, mkdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { fail, ok, type Problem, type Result } from "@wutong/kernel";
import { type Binaries, binariesIn, POSTGRES_MAJOR } from "./binaries.ts";
import type { LocalServerFolder } from "./folder.ts";
import { localServerProblem } from "./problems.ts";

/** How PostgreSQL's programs are started on this machine, and where its cluster lies. */
export type Launcher = {
  readonly kind: "direct" | "userNamespace" | "otherUser";
  readonly binaries: Binaries;
  readonly prefix: readonly string[];
  readonly user?: UnixUser;
};

export type UnixUser = { readonly uid: number; readonly gid: number };

/** Under root without user namespaces: PostgreSQL's user needs folders that it can reach, whatever the mode of root's home. */
const HOME_OF_OTHER_USER = "/var/lib/wutong";

const run = promisify(execFile);

/**
 * PostgreSQL refuses to run as root. In a user namespace root stays the owner of its files but isn't root to
 * PostgreSQL, so nothing need be copied or chowned; where namespaces are forbidden (most containers), the unprivileged
 * user `nobody` runs a copy of the binaries over a cluster of its own.
 */
export async function chooseLauncher(
  folder: LocalServerFolder,
  binaries: Binaries,
  prefer?: Launcher["kind"],
): Promise<Result<Launcher, Problem>> {
  if (process.getuid?.() !== 0) return ok({ kind: "direct", binaries, prefix: [] });
  const nobody = await findNobody();
  if (!nobody) return fail(localServerProblem("localServer.noUnprivilegedUser", {}));
  const owner = await stat(folder.cluster).catch(() => undefined);
  if (owner && owner.uid !== 0) return ok(await asOtherUser(binaries, { uid: owner.uid, gid: owner.gid }));
  const inNamespace = asUserNamespace(binaries, nobody);
  if (prefer !== "otherUser" && (await works(inNamespace))) return ok(inNamespace);
  await linkClusterHome(folder, nobody);
  return ok(await asOtherUser(binaries, nobody));
}

/** Program, arguments and user for `spawn`. */
export function launch(launcher: Launcher, program: string, args: readonly string[]) {
  const [file = program, ...rest] = [...launcher.prefix, program, ...args];
  return { file, args: rest, user: launcher.user ?? {} };
}

function asUserNamespace(binaries: Binaries, user: UnixUser): Launcher {
  // initdb asks for the name of its user, so the mapped uid must be one that has a name.
  const prefix = ["unshare", "--user", `--map-user=${user.uid}`, `--map-group=${user.gid}`];
  return { kind: "userNamespace", binaries, prefix };
}

async function asOtherUser(binaries: Binaries, user: UnixUser): Promise<Launcher> {
  const launcher: Launcher = { kind: "otherUser", binaries, prefix: [], user };
  return (await works(launcher)) ? launcher : { ...launcher, binaries: await copyBinaries(binaries) };
}

async function works(launcher: Launcher): Promise<boolean> {
  const { file, args, user } = launch(launcher, launcher.binaries.postgres, ["--version"]);
  return run(file, args, { ...user, cwd: "/" }).then(
    () => true,
    () => false,
  );
}

async function copyBinaries(binaries: Binaries): Promise<Binaries> {
  const digest = createHash("sha256").update(binaries.home).digest("hex").slice(0, 12);
  const home = join(HOME_OF_OTHER_USER, `postgresql-${POSTGRES_MAJOR}-${digest}`);
  const source = await stat(binaries.postgres);
  const copy = await stat(binariesIn(home).postgres).catch(() => undefined);
  if (copy?.size === source.size) return binariesIn(home);
  const draft = `${home}.${process.pid}.new`;
  await openHomeOfOtherUser();
  await cp(binaries.home, draft, { recursive: true, verbatimSymlinks: true });
  await rm(home, { recursive: true, force: true });
  await rename(draft, home);
  return binariesIn(home);
}

/** Gives the other user a folder for the cluster and leaves a link to it in the data folder. */
async function linkClusterHome(folder: LocalServerFolder, user: UnixUser): Promise<void> {
  const home = join(HOME_OF_OTHER_USER, `data-${randomUUID()}`);
  await openHomeOfOtherUser();
  await mkdir(home, { mode: 0o700 });
  await chown(home, user.uid, user.gid);
  await rm(folder.cluster, { force: true });
  await symlink(join(home, "postgres"), folder.cluster);
}

/** Passable for everyone, whatever the umask. */
async function openHomeOfOtherUser(): Promise<void> {
  await mkdir(HOME_OF_OTHER_USER, { recursive: true });
  await chmod(HOME_OF_OTHER_USER, 0o755);
}

async function findNobody(): Promise<UnixUser | undefined> {
  const accounts = await readFile("/etc/passwd", "utf8").catch(() => "");
  const fields = accounts
    .split("\n")
    .find((line) => line.startsWith("nobody:"))
    ?.split(":");
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
  return uid > 0 && gid > 0 ? { uid, gid } : undefined;
}
