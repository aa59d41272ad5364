import { parseArgs } from "node:util";
import { describeAtTerminal, describeDoctorProblem, examineSetup, terminalLanguage } from "@wutong/server/local";

const USAGE = `wutong doctor [--lang zh|en]

Looks at everything that a start with the present environment needs (WUTONG_DATA, WUTONG_KEY_FILE, WUTONG_HOST,
WUTONG_PORT, DATABASE_URL, DATABASE_OWNER_URL), changes nothing, and exits with 1 when something is wrong.`;

const WORDS = {
  zh: { fine: "一切正常。", wrong: (count: number) => `发现 ${count} 个问题。` },
  en: { fine: "Nothing is wrong.", wrong: (count: number) => (count === 1 ? "1 problem." : `${count} problems.`) },
} as const;

/** `wutong doctor`: what is wrong with this setup, and how to mend it. */
export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === "help") return say(USAGE, 0);
  if (options === "nonsense") return say(USAGE, 2);
  const { language } = options;
  const examined = await examineSetup(process.env);
  for (const { name, problems } of examined) {
    console.log(`${problems.length === 0 ? "✔" : "✖"} ${name[language]}`);
    for (const problem of problems) {
      console.log(`    ${describeDoctorProblem(problem, language) ?? describeAtTerminal(problem, language)}`);
    }
  }
  const count = examined.reduce((sum, { problems }) => sum + problems.length, 0);
  return say(`\n${count === 0 ? WORDS[language].fine : WORDS[language].wrong(count)}`, count === 0 ? 0 : 1);
}

type Options = { readonly language: "zh" | "en" } | "help" | "nonsense";

function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({ args: [...args], options: { lang: { type: "string" }, help: { type: "boolean" } } });
    if (values.help) return "help";
    const { lang } = values;
    if (lang === undefined) return { language: terminalLanguage(process.env) };
    return lang === "zh" || lang === "en" ? { language: lang } : "nonsense";
  } catch {
    return "nonsense";
  }
}

function say(text: string, exitCode: number): number {
  console.log(text);
  return exitCode;
}
