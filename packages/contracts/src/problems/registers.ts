import { type ProblemText, text } from "./problem-text.ts";

/** The file as a whole. What is wrong with one row stands in `register-rows.ts`. */
export const registerProblems = {
  "registers.fileTooLarge": text(
    413,
    [
      "文件“{fileName}”有 {sizeMb} MB，超过 {limitMb} MB 上限，没有读取",
      "请按月份或乡镇拆分成几个文件，或另存为 CSV 后上传。",
    ],
    [
      "The file “{fileName}” has {sizeMb} MB, above the limit of {limitMb} MB; nothing was read",
      "Split it by month or town, or save it as CSV and upload that.",
    ],
  ),
  "registers.fileUnreadable": text(
    422,
    ["文件“{fileName}”无法打开：{fault}", "请用 Excel 或 WPS 打开后另存为 .xlsx 或 .csv，再上传；没有导入任何数据。"],
    [
      "The file “{fileName}” cannot be opened: {fault}",
      "Open it in Excel or WPS, save it again as .xlsx or .csv and upload that; nothing was imported.",
    ],
  ),
  "registers.fileEmpty": text(
    422,
    ["文件“{fileName}”没有数据行", "请确认数据在第一个工作表、表头在最上方，再上传。"],
    [
      "The file “{fileName}” has no rows",
      "Make sure that the rows are on the first sheet beneath the headers, then upload it again.",
    ],
  ),
  "registers.encodingUnknown": text(
    422,
    [
      "文件“{fileName}”的编码无法识别（第 {row} 行附近）",
      "请另存为 UTF-8 或 GB18030（GBK）编码的 CSV，或直接上传 .xlsx。",
    ],
    [
      "The encoding of “{fileName}” is not known (near row {row})",
      "Save it as CSV in UTF-8 or GB18030 (GBK), or upload an .xlsx file.",
    ],
  ),
  "registers.columnsMissing": text(
    422,
    ["文件“{fileName}”缺少必需的列：{columns}", "请下载模板对照表头；列名可用别名，但必需列不能少。"],
    [
      "The file “{fileName}” lacks required columns: {columns}",
      "Compare its headers with the template; aliases are fine, but required columns must be there.",
    ],
  ),
  "registers.columnTwice": text(
    422,
    ["文件“{fileName}”中有两列都对应“{column}”", "请删除或改名其中一列。"],
    ["Two columns of “{fileName}” both mean “{column}”", "Remove or rename one of them."],
  ),
  "registers.coverageBackwards": text(
    422,
    ["覆盖范围的起始月 {from} 晚于结束月 {to}", "请改正月份。"],
    ["The coverage begins in {from}, after it ends in {to}", "Correct the months."],
  ),
  "registers.notChecked": text(
    409,
    ["预检尚未完成，不能开始导入", "请等预检完成、看过结果后再导入。"],
    ["The dry run has not finished", "Wait for it and look at its result before importing."],
  ),
  "registers.alreadyFinished": text(
    409,
    ["这次导入已经结束，不能取消", "如需更正，请上传更正后的文件。"],
    ["This import has ended and cannot be cancelled", "To correct it, hand in a corrected file."],
  ),
  "registers.nothingFailed": text(
    404,
    ["没有失败的行", "无需下载；所有行都已通过。"],
    ["No row failed", "There is nothing to download: every row passed."],
  ),
} as const satisfies Record<string, ProblemText>;
