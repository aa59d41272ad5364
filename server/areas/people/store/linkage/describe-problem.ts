import type { Language } from "@wutong/contracts";
import type { Problem } from "@wutong/kernel";

type Texts = { readonly zh: string; readonly en: string };

/** What went wrong with files that were to be compared: what, where, and what to do. */
const TEXTS: Readonly<Record<string, Texts>> = {
  "files.noFile": {
    zh: "没有文件 {file}；请检查路径。",
    en: "There is no file {file}; check the path.",
  },
  "linkage.outExists": {
    zh: "{out} 已存在；每次比对写入新的文件夹，请换一个 --out。",
    en: "{out} exists already; each comparison writes a new folder, choose another --out.",
  },
  "linkage.empty": {
    zh: "{file} 没有数据行；请给出有表头和至少一行数据的文件。",
    en: "{file} holds no rows; give a file with a header line and at least one row.",
  },
  "linkage.encoding": {
    zh: "{file} 第 {line} 行不是 UTF-8；如果是 GB18030（GBK），请加 --encoding gb18030，否则另存为 UTF-8。",
    en: "{file}, line {line}: this is not UTF-8; if the file is GB18030 (GBK) add --encoding gb18030, else save it as UTF-8.",
  },
  "linkage.unreadable": {
    zh: "读不了 {file}：{message}；请给出 CSV（.csv）或 Parquet（.parquet）。",
    en: "{file} can't be read: {message}; give CSV (.csv) or Parquet (.parquet).",
  },
  "linkage.noColumn": {
    zh: "{file} 没有“{column}”列；有：{known}。请改配置里的 column（右表用 rightColumn）。",
    en: "{file} has no column “{column}”; there are: {known}. Mend `column` (for the right file `rightColumn`) in the configuration.",
  },
  "linkage.noId": {
    zh: "{file} 第 {line} 行的“{column}”是空的（共 {missing} 行）；每行要有编号，或在配置里去掉 id。",
    en: "{file}, line {line}: “{column}” is empty (in {missing} rows); every row needs an id, or leave `id` out of the configuration.",
  },
  "linkage.idTwice": {
    zh: "{file}：“{column}”的值 {id} 出现了 {times} 次（共多出 {more} 行）；编号必须唯一，请去重或换一列。",
    en: "{file}: “{id}” is there {times} times in “{column}” ({more} rows too many); ids must be unique, remove the copies or choose another column.",
  },
  "linkage.noFields": {
    zh: "{file} 没有可比对的列；请用 --config 写明字段。",
    en: "{file} has no column to compare; name the fields with --config.",
  },
  "linkage.notJson": {
    zh: "{file} 不是 JSON（{message}）；配置的写法见 docs/reference/linkage.md。",
    en: "{file} is not JSON ({message}); the form of a configuration is in docs/reference/linkage.md.",
  },
  "linkage.config": {
    zh: "{file} 的“{path}”不对，应为：{expected}。写法见 docs/reference/linkage.md。",
    en: "{file}: “{path}” is wrong; it should be {expected}. The form is in docs/reference/linkage.md.",
  },
  "linkage.tooManyPairs": {
    zh: "分块规则会产生 {pairs} 对，上限是 {pairsMax}；最多的是“{rule}”（{rulePairs} 对）。请给这条规则再加一个键，或提高 bounds.pairsMax。没有比对任何记录。",
    en: "The blocking rules would make {pairs} pairs, the limit is {pairsMax}; most come from “{rule}” ({rulePairs}). Add a key to that rule, or raise bounds.pairsMax. Nothing was compared.",
  },
  "linkage.noRecords": {
    zh: "没有可比的两条记录（共 {records} 条）；请给出更多行。",
    en: "There are no two records to compare ({records} in all); give more rows.",
  },
  "linkage.truth": {
    zh: "{file} 看不出真值：要么两列编号（可再加一列得分），要么编号列加 cluster 列；现有：{columns}。",
    en: "{file} is no truth that can be read: give two columns of ids (and perhaps a score), or an id and a column `cluster`; there are: {columns}.",
  },
};

export function describeLinkageProblem({ code, params }: Problem, language: Language): string {
  const text = TEXTS[code]?.[language] ?? `${code} ${JSON.stringify(params)}`;
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    return typeof value === "number" ? value.toLocaleString("en") : (value ?? "…");
  });
}
