import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What each `commands/<name>.ts` exports: it prints for itself and returns the exit code. */
type CommandModule = { run(args: readonly string[]): Promise<number> };

export type Command = {
  readonly name: string;
  readonly purpose: string;
  load(): Promise<CommandModule>;
};

const PURPOSES = {
  demo: "start Wutong with a demo region, ready to look at",
  tour: "run the main job once in the terminal, step by step",
  "set-up": "enter the offices and first accounts of a region",
  serve: "start Wutong for real work",
  doctor: "say what is wrong with this setup and how to mend it",
  generate: "write realistic registers of any size, and the truth beside them",
  sweep: "find who is entitled to what, over files, without a server",
  link: "find records about the same person within a register, or between two",
  decide: "decide one person against one policy, with reasons",
  policy: "check policy files and run their cases",
  feel: "evaluate one FEEL expression",
  dmn: "run the official test kit of DMN, or check a model",
  keys: "show, rotate and drop the encryption keys, and seal with the newest",
} as const satisfies Record<string, string>;

/** The commands of this installation, in the order of the help; each is loaded only when it is run. */
export const COMMANDS: readonly Command[] = Object.entries(PURPOSES).flatMap(([name, purpose]) => {
  const file = new URL(`commands/${name}.ts`, import.meta.url);
  if (!existsSync(fileURLToPath(file))) return [];
  return [{ name, purpose, load: () => import(file.href) as Promise<CommandModule> }];
});
