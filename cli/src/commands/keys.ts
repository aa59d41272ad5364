import {
  describeAtTerminal,
  describeKeyFile,
  dropOldKeys,
  findOlderUse,
  type KeyFileState,
  resealWithCurrentKey,
  rotateKeys,
  terminalLanguage,
} from "@wutong/server/local";

const USAGE = `wutong keys show       names of the keys in the key file (never the keys), and what older ones are needed for
wutong keys rotate     add a fresh encryption key and write with it from now on
wutong keys reseal     seal everything that older keys sealed with the current one (restart the server first)
wutong keys drop-old   take the older keys that nothing needs any more out of the file (stop the server first)
`;

const WORDS = {
  zh: {
    current: "（当前）",
    unused: "（已无内容需要：停止服务后可运行 wutong keys drop-old）",
    needed: (values: number) => `（${values} 项内容仍需要：wutong keys reseal）`,
    unknown: "（数据库未运行，无法得知是否仍需要）",
    afterRotation: "请重启服务并备份密钥文件，然后运行：wutong keys reseal",
    resealed: (count: number, unreadable: number) =>
      `重新加密 ${count} 项${unreadable ? `，另有 ${unreadable} 项无法用文件中的任何密钥解开，保持原样` : ""}`,
    left: ({ place, keyId, values }: Left) => `${place}：${values} 项仍用密钥 ${keyId}`,
    runAgain: "仍有内容需要旧密钥。若服务在轮换之后没有重启，请先重启，再运行 wutong keys reseal。",
    done: "已没有内容需要旧密钥。停止服务后可运行：wutong keys drop-old（更早的备份仍需要旧密钥）",
    dropped: (ids: readonly string[]) => (ids.length === 0 ? "没有可移除的旧密钥。" : `已移除：${ids.join(" ")}`),
  },
  en: {
    current: "(current)",
    unused: "(nothing needs it: stop the server, then wutong keys drop-old)",
    needed: (values: number) => `(${values} values need it: wutong keys reseal)`,
    unknown: "(the database doesn't run, so whether anything needs it is not known)",
    afterRotation: "Restart the server and back the key file up, then run: wutong keys reseal",
    resealed: (count: number, unreadable: number) =>
      `${count} sealed again${unreadable ? `, and ${unreadable} that no key of the file opens, left as they are` : ""}`,
    left: ({ place, keyId, values }: Left) => `${place}: ${values} values still need the key ${keyId}`,
    runAgain:
      "Something still needs an older key. If the server wasn't restarted after the rotation, do that, then run wutong keys reseal again.",
    done: "Nothing needs an older key. Stop the server, then wutong keys drop-old takes them out (older backups still need them).",
    dropped: (ids: readonly string[]) =>
      ids.length === 0 ? "There is no older key to drop." : `Dropped: ${ids.join(" ")}`,
  },
} as const;

type Left = { readonly place: string; readonly keyId: string; readonly values: number };
type Words = (typeof WORDS)["zh" | "en"];
type Verb = (words: Words) => Promise<number>;

const VERBS: Readonly<Record<string, Verb>> = { show, rotate, reseal, "drop-old": dropOld };

/** `wutong keys show|rotate|reseal|drop-old`; see docs/how-to/keep-the-keys.md. */
export async function run([verb = "", ...others]: readonly string[]): Promise<number> {
  const act = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (act && others.length === 0) return act(WORDS[terminalLanguage(process.env)]);
  process.stderr.write(USAGE);
  return 2;
}

async function show(words: Words): Promise<number> {
  const state = describeKeyFile(process.env);
  if (!state.ok) return refuse(state.error);
  const uses = state.value.older.length > 0 ? await findOlderUse(process.env) : [];
  const need = (id: string): string => {
    const values = uses?.filter(({ keyId }) => keyId === id).reduce((sum, use) => sum + use.values, 0);
    if (values === undefined) return words.unknown;
    return values > 0 ? words.needed(values) : words.unused;
  };
  say(...describe(state.value, words, need));
  return 0;
}

async function rotate(words: Words): Promise<number> {
  const state = rotateKeys(process.env);
  if (!state.ok) return refuse(state.error);
  say(...describe(state.value, words, () => ""), words.afterRotation);
  return 0;
}

async function reseal(words: Words): Promise<number> {
  const report = await resealWithCurrentKey(process.env);
  if (!report.ok) return refuse(report.error);
  const { places, left } = report.value;
  say(...places.map(({ place, resealed, unreadable }) => `${place}  ${words.resealed(resealed, unreadable)}`));
  say(...left.map(words.left), left.length > 0 ? words.runAgain : words.done);
  return left.length > 0 ? 1 : 0;
}

async function dropOld(words: Words): Promise<number> {
  const report = await dropOldKeys(process.env);
  if (!report.ok) return refuse(report.error);
  const { dropped, left } = report.value;
  say(words.dropped(dropped), ...left.map(words.left));
  if (left.length > 0) say(words.runAgain);
  return left.length > 0 ? 1 : 0;
}

function describe(
  { path, current, older }: KeyFileState,
  words: Words,
  need: (id: string) => string,
): readonly string[] {
  return [path, `  ${current}  ${words.current}`, ...older.map((id) => `  ${id}  ${need(id)}`.trimEnd())];
}

function refuse(problem: Parameters<typeof describeAtTerminal>[0]): number {
  process.stderr.write(`${describeAtTerminal(problem, terminalLanguage(process.env))}\n`);
  return 1;
}

function say(...lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}
