import { type ProblemText, text } from "./problem-text.ts";

export const peopleProblems = {
  "people.purposeMissing": text(
    422,
    ["没有写明查看用途", "请写明具体用途（至少 4 个字），它会记入操作日志。"],
    ["No purpose was stated", "Say what it is for (at least 4 characters); it goes into the journal."],
  ),
  "people.alreadyAdmitted": text(
    409,
    ["此人已在人才库中", "无需重复入库。"],
    ["This person is in the library already", "There is nothing to do."],
  ),
  "people.exportTooLarge": text(
    422,
    ["符合条件的有 {rows} 行，一次最多导出 {limit} 行", "请加上筛选条件后再导出。"],
    ["{rows} rows match; one export holds at most {limit}", "Narrow the filters and export again."],
  ),
} as const satisfies Record<string, ProblemText>;
