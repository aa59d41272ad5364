import { readFileSync, statSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { compileDmn, type DmnFault, type DmnModel, describeDmnFault, readDmn } from "@wutong/dmn";
import { csvOf, type KitResult, runKitFile } from "@wutong/dmn/kit";
import { readKitFolders } from "../kit/kit-folders.ts";

const USAGE = `wutong dmn test DIR [--csv OUT]     runs the models and cases of the DMN Technology Compatibility Kit below DIR,
                                    a level's folder or the folder above; OUT gets the kit's own results format
wutong dmn check FILE [IMPORTED…]   reads a model and says what is wrong with it, with line and column
`;

/** `wutong dmn`: 0 when it ran, 1 when a model has faults or nothing was found, 2 when something given is wrong. */
export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const { verb, paths, csv } = options;
  const missing = paths.find((path) => !statSync(path, { throwIfNoEntry: false }));
  if (missing !== undefined) {
    process.stderr.write(`There is no ${missing}.\n`);
    return 2;
  }
  return verb === "test" ? testKit(paths[0] ?? ".", csv) : checkModel(paths);
}

/** Runs to the end whatever fails: the results are what one wants. */
function testKit(folder: string, csv: string | undefined): number {
  const clock = { nowMs: Date.now, zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  const results: KitResult[] = [];
  for (const file of readKitFolders(folder)) results.push(...runKitFile(file, { clock }));
  if (csv !== undefined) writeFileSync(csv, csvOf(results));
  if (results.length === 0) {
    process.stderr.write(`There is no folder with a .dmn file and test cases (.xml) below ${folder}.\n`);
    return 1;
  }
  const levels = Map.groupBy(results, ({ model }) => model.slice(0, model.indexOf("/")));
  for (const [level, ofLevel] of levels) process.stdout.write(`${summary(level, ofLevel)}\n`);
  return 0;
}

function summary(level: string, results: readonly KitResult[]): string {
  const count = (status: KitResult["status"]): number => results.filter((one) => one.status === status).length;
  const passed = count("SUCCESS");
  const percent = ((100 * passed) / results.length).toFixed(1);
  const skipped = count("SKIPPED");
  return `${level}: ${passed} of ${results.length} cases passed (${percent} %), ${count("ERROR")} failed, ${skipped} skipped`;
}

function checkModel([path = "", ...imported]: readonly string[]): number {
  const models: DmnModel[] = [];
  for (const file of [path, ...imported]) {
    const model = readDmn(readFileSync(file, "utf8"));
    if (!model.ok) return printFaults(file, model.error);
    models.push(model.value);
  }
  const [main, ...others] = models;
  if (!main) return 2;
  const program = compileDmn(main, others);
  if (!program.ok) return printFaults(path, program.error);
  if (program.value.faults.length > 0) return printFaults(path, program.value.faults);
  process.stdout.write(`${path}: ${main.elements.length} elements, nothing wrong\n`);
  return 0;
}

function printFaults(path: string, faults: readonly DmnFault[]): 1 {
  const language = (process.env["LC_ALL"] || process.env["LANG"] || "").startsWith("zh") ? "zh" : "en";
  for (const fault of faults) process.stderr.write(`${path}: ${describeDmnFault(fault, language)}\n`);
  return 1;
}

type Options = { readonly verb: "test" | "check"; readonly paths: readonly string[]; readonly csv: string | undefined };

function readOptions(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { csv: { type: "string" } },
    });
    const [verb, ...paths] = positionals;
    if (verb !== "test" && verb !== "check") return `Say what to do: test or check${verb ? `, not ${verb}` : ""}.`;
    if (paths.length === 0) return verb === "test" ? "Say which folder of the kit." : "Say which file.";
    if (verb === "test" && paths.length > 1) return "Give one folder; the one above the levels holds them all.";
    return { verb, paths, csv: values.csv };
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
