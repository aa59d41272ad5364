import { parseArgs } from "node:util";
import { parseDay } from "@wutong/kernel";
import { type WriteRegistersOptions, writeRegisters } from "@wutong/server/local";

const USAGE = `wutong generate --office 330602 --people N --seed S --out DIR
    [--format csv|xlsx] [--encoding utf8|gb18030] [--as-of 2024-11-30] [--truth registers|full|none]

Writes made-up registers of an office (talent library, insurance, education, …), each with its coverage beside it,
manifest.json over all, and truth.jsonl: what the registers say of each person, and which rows are wrong on purpose.
`;

/** `wutong generate`: realistic registers of any size. The same seed gives the same files. */
export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const registers = await writeRegisters(options);
  for (const { file, rows, mustReject } of registers) {
    process.stdout.write(
      `${file.padEnd(28)} ${String(rows).padStart(10)} rows, ${mustReject} of them wrong on purpose\n`,
    );
  }
  process.stdout.write(
    `manifest.json, *.coverage.json${options.truth === "none" ? "" : ", truth.jsonl"} in ${options.out}\n`,
  );
  return 0;
}

/** The options, or a sentence that says which one is wrong. */
function readOptions(args: readonly string[]): WriteRegistersOptions | string {
  const values = readArguments(args);
  if (typeof values === "string") return values;
  const asOf = parseDay(values["as-of"]);
  if (!asOf.ok) return `--as-of ${values["as-of"]} is not a day; write YYYY-MM-DD`;
  if (!/^\d{6}$/.test(values.office)) return `--office ${values.office} is not a six-digit division, e.g. 330602`;
  if (!/^[1-9]\d{0,6}$/.test(values.people)) return `--people ${values.people} is not a number from 1 to 3,000,000`;
  if (!/^\d{1,9}$/.test(values.seed)) return `--seed ${values.seed} is not a whole number of up to nine digits`;
  const format = oneOf(["csv", "xlsx"], values.format);
  const encoding = oneOf(["utf8", "gb18030"], values.encoding);
  const truth = oneOf(["registers", "full", "none"], values.truth);
  if (format === undefined) return `--format ${values.format}: write csv or xlsx`;
  if (encoding === undefined) return `--encoding ${values.encoding}: write utf8 or gb18030`;
  if (truth === undefined) return `--truth ${values.truth}: write registers, full or none`;
  if (values.out === "") return "--out is missing: the folder to write to";
  const [office, people, seed] = [Number(values.office), Number(values.people), Number(values.seed)];
  if (people > 3_000_000) return `--people ${people} is more than 3,000,000`;
  return { office, people, seed, asOf: asOf.value, out: values.out, format, encoding, truth };
}

function readArguments(args: readonly string[]) {
  const option = (value: string) => ({ type: "string", default: value }) as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        office: option("330602"),
        people: option("20000"),
        seed: option("1"),
        out: option(""),
        format: option("csv"),
        encoding: option("utf8"),
        "as-of": option("2024-11-30"),
        truth: option("registers"),
      },
    });
    return values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function oneOf<Value extends string>(allowed: readonly Value[], value: string): Value | undefined {
  return allowed.find((one) => one === value);
}
