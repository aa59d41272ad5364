import { type Problem, problem } from "@wutong/kernel";

/** Every expected failure of the local server, with its message in both languages; `{name}` is a parameter. */
export const LOCAL_SERVER_PROBLEMS = {
  "localServer.platformUnsupported": {
    zh: "没有适用于 {platform} 的 PostgreSQL 程序。请重新运行 npm ci（不要带 --ignore-scripts 或 --omit=optional），或设置 DATABASE_URL 使用自己的 PostgreSQL 18。",
    en: "There are no PostgreSQL binaries for {platform}. Run npm ci again (without --ignore-scripts or --omit=optional), or set DATABASE_URL to your own PostgreSQL 18.",
  },
  "localServer.folderNotWritable": {
    zh: "数据目录 {folder} 不可写（{reason}）。请更改其所有者，或用 WUTONG_DATA 指定另一个目录。",
    en: "The data folder {folder} is not writable ({reason}). Change its owner, or name another folder with WUTONG_DATA.",
  },
  "localServer.folderInUse": {
    zh: "数据目录 {folder} 正被进程 {pid} 使用（{command}）。请先停止该进程，或用 WUTONG_DATA 指定另一个目录。",
    en: "The data folder {folder} is in use by process {pid} ({command}). Stop that process first, or name another folder with WUTONG_DATA.",
  },
  "localServer.noUnprivilegedUser": {
    zh: "PostgreSQL 不能以 root 运行，而本机既不允许用户命名空间，也没有 nobody 用户。请以普通用户运行梧桐，或设置 DATABASE_URL。",
    en: "PostgreSQL refuses to run as root, and this machine allows no user namespace and has no user nobody. Run Wutong as an ordinary user, or set DATABASE_URL.",
  },
  "localServer.wrongDataVersion": {
    zh: "{folder} 中的数据属于 PostgreSQL {found}，本版梧桐使用 {needed}。请先用 pg_dump 导出后再升级。",
    en: "The data in {folder} belongs to PostgreSQL {found}; this Wutong uses {needed}. Export it with pg_dump before upgrading.",
  },
  "localServer.secretsMissing": {
    zh: "{folder} 中有数据库，但密码文件 {file} 缺失或损坏。请从备份恢复该文件。",
    en: "There is a database in {folder}, but its password file {file} is missing or damaged. Restore that file from the backup.",
  },
  "localServer.initialisationFailed": {
    zh: "无法在 {folder} 中建立数据库：{reason}",
    en: "No database could be made in {folder}: {reason}",
  },
  "localServer.startFailed": {
    zh: "PostgreSQL 未能启动：{reason}。详见 {log}。",
    en: "PostgreSQL did not start: {reason}. See {log}.",
  },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>;

export type LocalServerCode = keyof typeof LOCAL_SERVER_PROBLEMS;

export function localServerProblem(code: LocalServerCode, params: Problem["params"]): Problem {
  return problem(code, params);
}
