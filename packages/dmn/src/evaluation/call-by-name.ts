import { coerce, type FeelFunction, type FeelValue } from "@wutong/feel/interpreter";
import { type Run, type Source, warn } from "./run.ts";

/** Calls a function with named arguments; null with a warning where these don't suit any way to call it. */
export function callByName(
  { name, signatures }: FeelFunction,
  args: ReadonlyMap<string, FeelValue>,
  run: Run,
  source: Omit<Source, "text">,
): FeelValue {
  for (const { parameters, call, result } of signatures) {
    const known = new Set(parameters.map((one) => one.name));
    if (![...args.keys()].every((given) => known.has(given))) continue;
    if (!parameters.every((one) => one.optional || args.has(one.name))) continue;
    const values = parameters.map((one) => {
      const given = args.get(one.name) ?? null;
      return { given, value: one.type ? coerce(given, one.type) : given };
    });
    if (values.some(({ given, value }) => given !== null && value === null)) continue;
    const value = call(
      values.map((one) => one.value),
      run.session,
    );
    return result ? coerce(value, result) : value;
  }
  return warn(run, "dmn.wrongArguments", `${name} can't be called with (${[...args.keys()].join(", ")}).`, source);
}
