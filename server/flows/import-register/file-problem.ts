import { type Problem, problem } from "@wutong/kernel";

/** What is wrong with a file as a whole, in the words of the catalogue; `fault` is said in both languages at once. */
const FAULTS: Readonly<Record<string, string>> = {
  "documents.missing": "文件已不在服务器上 / the file is no longer there",
  "documents.unknownFormat": "不是 xlsx、xls、csv 等表格 / not a table such as xlsx, xls or csv",
  "documents.notATable": "是 {kind}文件，不是表格 / a {kind}file, not a table",
  "documents.webPage":
    "是一个没有表格的网页，可能是登录超时后保存的页面 / a web page without a table, perhaps saved after a sign-in had expired",
  "documents.protectedWorkbook": "工作簿设有打开密码，请先去掉密码 / the workbook has a password; take it off first",
  "documents.corruptWorkbook": "工作簿已损坏 / the workbook is damaged",
  "documents.unclosedQuote": "第 {row} 行的引号没有结束 / a quote in row {row} is never closed",
  "documents.tooManyRows": "超过 {max} 行 / more than {max} rows",
  "documents.tooManyColumns":
    "第 {row} 行有 {columns} 列，超过 {max} 列 / row {row} has {columns} columns, more than {max}",
  "documents.tooMuchContent": "解压后过大 / too large once unpacked",
};

/** A problem of reading a document, or of its header, as the problem of a batch. */
export function fileProblem(cause: Problem, file: { readonly fileName: string; readonly rowsRead: number }): Problem {
  const { fileName } = file;
  switch (cause.code) {
    case "documents.tooLarge":
      return problem("registers.fileTooLarge", {
        fileName,
        sizeMb: cause.params["megabytes"] ?? 0,
        limitMb: cause.params["max"] ?? 0,
      });
    case "documents.empty":
      return problem("registers.fileEmpty", { fileName });
    case "documents.wrongEncoding":
      return problem("registers.encodingUnknown", { fileName, row: file.rowsRead + 1 });
    default:
      if (!cause.code.startsWith("documents.")) return problem(cause.code, { ...cause.params, fileName });
      return problem("registers.fileUnreadable", {
        fileName,
        fault: fill(FAULTS[cause.code] ?? cause.code, cause.params),
      });
  }
}

function fill(text: string, params: Problem["params"]): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ""));
}
