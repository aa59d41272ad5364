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
  "people.notDisputed": text(
    409,
    ["各来源对这一项没有不同说法", "无需核定；请刷新页面查看最新情况。"],
    ["The sources don't disagree in this", "There is nothing to settle; load the page again to see what is known now."],
  ),
  "people.nobodySaysSo": text(
    422,
    ["没有来源这样说", "请在各来源的说法中选一个，或者选“仍不明”；要改成别的内容，请更正登记后重新导入。"],
    [
      "No source says so",
      "Choose what one of the sources says, or that it stays unknown; for anything else mend the register and import it again.",
    ],
  ),
  "people.fieldReasonMissing": text(
    422,
    ["没有写明核定依据", "请写明依据（至少 4 个字），例如“户口本原件”，它会记入操作日志。"],
    [
      "No reason was stated",
      "Say what it rests on (at least 4 characters), such as the document seen; it goes into the journal.",
    ],
  ),
  "people.notSettledByHand": text(
    409,
    ["这一项没有人工核定", "无需撤回；请刷新页面查看最新情况。"],
    ["Nobody settled this by hand", "There is nothing to take back; load the page again to see what is known now."],
  ),
} as const satisfies Record<string, ProblemText>;
