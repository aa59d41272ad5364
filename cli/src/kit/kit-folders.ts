import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { KitFile } from "@wutong/dmn/kit";

/** From the folder above the levels down to a model's own folder. */
const DEPTH_MAX = 3;

/** Every test file below a folder of the kit: the folder above the levels, a level's, or one model's. By name. */
export function* readKitFolders(folder: string): Generator<KitFile> {
  for (const model of modelFolders(resolve(folder), DEPTH_MAX)) {
    const names = readdirSync(model).toSorted();
    const models = new Map(names.filter((name) => name.endsWith(".dmn")).map((name) => [name, readText(model, name)]));
    for (const name of names.filter((one) => one.endsWith(".xml"))) {
      yield {
        model: `${basename(dirname(model))}/${basename(model)}`,
        testFile: name.slice(0, -".xml".length),
        cases: readText(model, name),
        models,
      };
    }
  }
}

function modelFolders(folder: string, depth: number): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (entries.some(({ name }) => name.endsWith(".dmn"))) return [folder];
  if (depth === 0) return [];
  const below = entries.filter((one) => one.isDirectory()).map(({ name }) => name);
  return below.toSorted().flatMap((name) => modelFolders(join(folder, name), depth - 1));
}

function readText(folder: string, name: string): string {
  return readFileSync(join(folder, name), "utf8");
}
