/** What may be wrong before anything runs, in both languages; `{name}` is a parameter of the problem. */
export const STARTUP_PROBLEMS = {
  "environment.invalid": {
    zh: "环境变量 {variable} 的值“{value}”无效：{why}。请改正后重新启动。",
    en: "The environment variable {variable} has the invalid value “{value}”: {why}. Correct it and start again.",
  },
  "environment.databaseUrlsIncomplete": {
    zh: "缺少环境变量 {missing}。使用自己的 PostgreSQL 时，DATABASE_URL（应用角色）与 DATABASE_OWNER_URL（属主角色）必须同时设置；都不设置则由梧桐自带数据库。",
    en: "The environment variable {missing} is missing. To use your own PostgreSQL set both DATABASE_URL (the application's role) and DATABASE_OWNER_URL (the owner's role); set neither and Wutong starts its own.",
  },
  "environment.keyFileInsideData": {
    zh: "密钥文件 {keyFile} 位于数据目录 {dataDir} 之内：复制数据就会连同密钥一起带走。请用 WUTONG_KEY_FILE 指定目录之外的位置。",
    en: "The key file {keyFile} lies inside the data folder {dataDir}: whoever copies the data would have the key too. Name a place outside it with WUTONG_KEY_FILE.",
  },
  "keys.missing": {
    zh: "找不到密钥文件 {path}，而数据已经存在。请从备份恢复该文件；没有它，证件号码和银行账号无法读出（见 docs/how-to/keep-the-keys.md）。",
    en: "The key file {path} is missing, though there is data. Restore it from its backup; without it document and account numbers can't be read (see docs/how-to/keep-the-keys.md).",
  },
  "keys.openToOthers": {
    zh: "密钥文件 {path} 对其他用户开放（权限 {mode}）。请运行：chmod 600 {path}",
    en: "The key file {path} is open to other users (mode {mode}). Run: chmod 600 {path}",
  },
  "keys.broken": {
    zh: "密钥文件 {path} 已损坏或不是密钥文件。请从备份恢复。",
    en: "The key file {path} is damaged or not a key file. Restore it from its backup.",
  },
  "keys.exists": {
    zh: "密钥文件 {path} 已存在，不会覆盖：覆盖后原有数据将无法读出。",
    en: "The key file {path} exists already and is not overwritten: what it protects could never be read again.",
  },
  "keys.noDatabase": {
    zh: "数据目录 {folder} 里还没有数据库，没有需要重新加密的内容。请核对 WUTONG_DATA。",
    en: "There is no database in the data folder {folder}, so there is nothing that was sealed. Check WUTONG_DATA.",
  },
  "keys.databaseUnreachable": {
    zh: "DATABASE_OWNER_URL 指向的数据库无法连接：{reason}。请核对后重试（wutong doctor 会指出原因）。",
    en: "The database that DATABASE_OWNER_URL names cannot be reached: {reason}. Correct it and run again (wutong doctor names the cause).",
  },
  "keys.serverRuns": {
    zh: "梧桐服务还在使用数据库（{connections} 个连接）：在轮换之前启动的服务仍会用旧密钥写入。请先停止服务，再运行 wutong keys drop-old。",
    en: "A Wutong server still uses the database ({connections} connections), and one started before the rotation writes with an older key. Stop it, then run wutong keys drop-old again.",
  },
  "demo.beyondLoopback": {
    zh: "演示模式的账号密码是公开的，只能在本机（127.0.0.1）运行，不能监听 {host}。请去掉 WUTONG_HOST，或用 wutong serve 正式运行。",
    en: "Demo mode has known passwords, so it serves this machine only (127.0.0.1) and not {host}. Leave WUTONG_HOST out, or run a real installation with wutong serve.",
  },
  "setUp.noTenant": {
    zh: "数据库里还没有机构。请先运行：wutong set-up 区域文件（见 docs/how-to/run-for-real.md）。",
    en: "The database holds no office yet. Run first: wutong set-up REGION-FILE (see docs/how-to/run-for-real.md).",
  },
  "setUp.fileInvalid": {
    zh: "区域文件 {file} 有误：{field}。请参照 docs/how-to/run-for-real.md 的样例改正。",
    en: "The region file {file} is not valid: {field}. Correct it by the example in docs/how-to/run-for-real.md.",
  },
  "serve.portTaken": {
    zh: "{host}:{port} 已被占用。请停止占用它的程序，或用 WUTONG_PORT 换一个端口（wutong doctor 会指出占用者）。",
    en: "{host}:{port} is taken. Stop the program that holds it, or choose another port with WUTONG_PORT (wutong doctor names the holder).",
  },
} as const;
