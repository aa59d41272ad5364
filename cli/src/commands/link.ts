import { parseArgs } from "node:util";
import {
  describeLinkageProblem,
  type LinkedFiles,
  type LinkFiles,
  linkFiles,
  terminalLanguage,
} from "@wutong/server/local";

const USAGE = `wutong link LEFT [RIGHT] --out DIR [--config FILE] [--truth FILE] [--encoding utf8|gb18030]
            [--seed N] [--memory MIB]

Finds records that are about the same person (or firm, or thing): within LEFT, or between LEFT and RIGHT. Reads CSV with a
header line, or Parquet. Without --config the kinds of columns are guessed from the headers. Writes pairs.csv, groups.csv,
summary.json and model.json to a new folder. With --truth it says how often it was right. See docs/reference/linkage.md
`;

/** `wutong link`: 0 when it is done, 2 when something given is wrong; then nothing is written. */
export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const linked = await linkFiles(options);
  if (!linked.ok) {
    process.stderr.write(`${describeLinkageProblem(linked.error, terminalLanguage(process.env))}\n`);
    return 2;
  }
  process.stdout.write(
    `${describeLinked(linked.value)}\npairs.csv, groups.csv, summary.json and model.json in ${options.out}\n`,
  );
  return 0;
}

function readOptions(args: readonly string[]): LinkFiles | string {
  const text = { type: "string" } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { out: text, config: text, truth: text, encoding: text, seed: text, memory: text },
    });
    const [left, right, ...more] = positionals;
    const { out, config, truth, encoding = "utf8", seed = "1", memory = "4096" } = values;
    if (left === undefined || more.length > 0) return "one or two files are compared: wutong link LEFT [RIGHT]";
    if (!out) return "--out is missing: the folder to write";
    if (encoding !== "utf8" && encoding !== "gb18030") return `--encoding ${encoding}: write utf8 or gb18030`;
    if (!/^\d{1,9}$/.test(seed)) return `--seed ${seed} is not a whole number of up to nine digits`;
    if (!/^[1-9]\d{2,6}$/.test(memory)) return `--memory ${memory} is not a number of MiB from 100`;
    const files = { ...(right ? { right } : {}), ...(config ? { config } : {}), ...(truth ? { truth } : {}) };
    return { left, ...files, out, encoding, seed: Number(seed), memoryMiB: Number(memory) };
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function describeLinked({ summary, config, truth }: LinkedFiles): string {
  const number = (value: number) => value.toLocaleString("en");
  const lines = [
    `${number(summary.records)} records, ${number(summary.comparedPairs)} pairs compared of ${number(summary.possiblePairs)} possible`,
    `fields: ${config.fields.map(({ name, kind }) => `${name} (${kind})`).join(", ")}`,
    `automatic ${number(summary.automaticPairs)} pairs, to review ${number(summary.reviewPairs)}; ${number(summary.groups)} groups of ${number(summary.groupedRecords)} records`,
    ...summary.largeBlocks.map(
      ({ rule, records, exampleId }) =>
        `left out: ${number(records)} records share one value of ${rule} (such as ${exampleId})`,
    ),
  ];
  if (!truth) return lines.join("\n");
  const share = (value: number) => value.toFixed(5);
  const figures = [["joined", truth.joined] as const, ["automatic", truth.automatic] as const].map(
    ([name, { precision, recall, f1, right, found }]) =>
      `${name}: precision ${share(precision)}, recall ${share(recall)}, F1 ${share(f1)} (${number(right)} of ${number(found)} right, ${number(truth.truePairs)} true)`,
  );
  const unknown =
    truth.unknownLines > 0 ? [`${number(truth.unknownLines)} lines of the truth name records that are not there`] : [];
  return [...lines, ...figures, ...unknown].join("\n");
}
