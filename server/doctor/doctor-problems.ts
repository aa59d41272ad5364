import { type Problem, problem } from "@wutong/kernel";

/** What only the doctor finds, with how to mend it, in both languages; `{name}` is a parameter. */
export const DOCTOR_PROBLEMS = {
  "doctor.nodeNotPinned": {
    zh: "正在使用 Node {found}，而本版梧桐固定使用 {pinned}。请运行 npm ci，并用 npx wutong 或 npm 脚本启动。",
    en: "This is Node {found}, while Wutong is pinned to {pinned}. Run npm ci, and start with npx wutong or the npm scripts.",
  },
  "doctor.portTaken": {
    zh: "{host}:{port} 已被进程 {pid} 占用（{command}）。如果那就是正在运行的梧桐，无需处理；否则请停止它，或用 WUTONG_PORT 换一个端口。",
    en: "{host}:{port} is taken by process {pid} ({command}). If that is the Wutong you mean to run, all is well; otherwise stop it, or choose another port with WUTONG_PORT.",
  },
  "doctor.portTakenByUnknown": {
    zh: "{host}:{port} 已被其他用户的进程占用。请用 WUTONG_PORT 换一个端口，或以管理员身份用 ss -ltnp 查出占用者。",
    en: "{host}:{port} is taken by another user's process. Choose another port with WUTONG_PORT, or find the holder as administrator with ss -ltnp.",
  },
  "doctor.portForbidden": {
    zh: "不能监听 {host}:{port}（{reason}）。请用 WUTONG_PORT 指定 1024 以上的端口，用 WUTONG_HOST 指定本机的地址。",
    en: "{host}:{port} cannot be listened on ({reason}). Name a port above 1024 with WUTONG_PORT, and an address of this machine with WUTONG_HOST.",
  },
  "doctor.postmasterOrphaned": {
    zh: "数据目录 {folder} 的 PostgreSQL（进程 {pid}，端口 {port}）还在运行，但启动它的梧桐已经不在。下次启动梧桐会自动接管；若不再启动，请运行：kill -INT {pid}",
    en: "The PostgreSQL of the data folder {folder} (process {pid}, port {port}) still runs, though the Wutong that started it is gone. The next start takes it over; if there is to be none, run: kill -INT {pid}",
  },
  "doctor.databaseUnreachable": {
    zh: "{variable} 指向的数据库无法连接：{reason}。请核对地址、端口、用户名和密码，并确认 PostgreSQL 正在运行。",
    en: "The database that {variable} names cannot be reached: {reason}. Check address, port, user and password, and that PostgreSQL runs.",
  },
  "doctor.databaseVersion": {
    zh: "{variable} 指向的是 PostgreSQL {found}，梧桐需要 {needed} 或更高版本。请升级，或去掉 DATABASE_URL 和 DATABASE_OWNER_URL 使用自带的数据库。",
    en: "{variable} names a PostgreSQL {found}; Wutong needs {needed} or newer. Upgrade it, or leave out DATABASE_URL and DATABASE_OWNER_URL to use the one that comes along.",
  },
  "doctor.differentDatabases": {
    zh: "DATABASE_URL 指向数据库 {app}，DATABASE_OWNER_URL 指向 {owner}。两者必须是同一个数据库，请改正。",
    en: "DATABASE_URL names the database {app}, DATABASE_OWNER_URL names {owner}. They must be the same; correct one of them.",
  },
  "doctor.roleBypassesRowSecurity": {
    zh: "应用角色 {role} 可以绕过行级安全，各机构之间的数据隔离因此失效。请以数据库管理员运行：ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS; 并撤销它所属的特权角色。",
    en: "The application's role {role} can bypass row security, so that offices are not kept apart. As the database's administrator run: ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS; and take it out of every privileged role.",
  },
  "doctor.roleOwnsTables": {
    zh: "应用角色 {role} 拥有 {count} 张表（或属于其属主角色），可以关闭这些表的行级安全。请让 DATABASE_URL 使用另一个不拥有任何表的角色。",
    en: "The application's role {role} owns {count} tables (or is a member of their owner) and could switch their row security off. Let DATABASE_URL sign in as another role that owns nothing.",
  },
  "doctor.diskNearlyFull": {
    zh: "{folder} 所在磁盘只剩 {freeMb} MB，至少应有 {neededMb} MB；写满后数据库会停止。请清理磁盘，或用 WUTONG_DATA 指定另一块磁盘。",
    en: "The disk of {folder} has {freeMb} MB left, and {neededMb} MB are the least; the database stops when it is full. Make room, or name a folder on another disk with WUTONG_DATA.",
  },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>;

export type DoctorCode = keyof typeof DOCTOR_PROBLEMS;

export function doctorProblem(code: DoctorCode, params: Problem["params"]): Problem {
  return problem(code, params);
}
