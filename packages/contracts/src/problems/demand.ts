import { type ProblemText, text } from "./problem-text.ts";

export const demandProblems = {
  "demand.notFound": text(
    404,
    ["没有找到这次调研或这条需求", "请返回列表刷新；可能不在您单位的范围内。"],
    ["There is no such survey or demand", "Go back and reload the list; it may belong to another office."],
  ),
  "demand.linkUnknown": text(
    404,
    ["这个填报链接不存在", "请核对链接是否完整，或向发放调研的人才办索取。"],
    ["There is no such survey link", "Check that the link is complete, or ask the talent office that sent it."],
  ),
  "demand.linkGuessed": text(
    429,
    ["这里打开了太多不存在的填报链接", "请 {minutes} 分钟后再试，或向人才办索取链接。"],
    ["Too many links that do not exist were opened from here", "Try again in {minutes} minutes, or ask the office."],
  ),
  "demand.surveyClosed": text(
    409,
    ["调研已于 {closesOn} 截止，不能再提交或更正", "如需变更，请联系发放调研的人才办。"],
    ["The survey closed on {closesOn}; nothing more can be sent", "Ask the talent office that sent it for changes."],
  ),
  "demand.surveyNotOpen": text(
    409,
    ["调研 {opensOn} 开始", "请在当天或之后打开链接填报。"],
    ["The survey opens on {opensOn}", "Open the link on that day or later."],
  ),
  "demand.revisionConflict": text(
    409,
    ["本单位另有人刚提交过（第 {revision} 版），您这份没有提交", "您填的内容仍在本页；请对照对方的内容后再提交。"],
    [
      "Somebody else of your organisation has just sent version {revision}; yours was not sent",
      "What you typed is still on this page: compare it with theirs, then send.",
    ],
  ),
  "demand.fileTooLarge": text(
    413,
    ["文件超过 {limitMb} MB", "请只保留需求表，删去图片后再上传。"],
    ["The file is larger than {limitMb} MB", "Keep the demand sheet only, without pictures, and upload again."],
  ),
  "demand.macroWorkbook": text(
    422,
    ["这个工作簿带有宏", "请另存为不带宏的 .xlsx 再上传。"],
    ["The workbook holds macros", "Save it as .xlsx without macros and upload again."],
  ),
  "demand.fileUnreadable": text(
    422,
    ["读不出这个文件里的表格", "请用本页下载的模板填写，存为 .xlsx 后上传。"],
    ["No table could be read from the file", "Fill in the template of this page and upload it as .xlsx."],
  ),
  "demand.columnsMissing": text(
    422,
    ["表中缺少列：{columns}", "请用本页下载的模板填写，不要改动表头。"],
    ["Columns are missing: {columns}", "Use the template of this page and leave its header as it is."],
  ),
  "demand.cellMissing": text(422, ["“{column}”没有填", "请补上。"], ["“{column}” is empty", "Fill it in."]),
  "demand.cellWrong": text(
    422,
    ["“{column}”写的是“{text}”，读不出来", "应为：{wanted}。"],
    ["“{column}” says “{text}”, which cannot be read", "Wanted: {wanted}."],
  ),
  "demand.noEmployers": text(
    422,
    ["没有符合条件的用人单位", "请放宽条件，或先导入用人单位登记。"],
    ["No employer fits the conditions", "Widen them, or import the register of employers first."],
  ),
  "demand.closesBeforeOpening": text(
    422,
    ["截止日 {closesOn} 早于开始日 {opensOn}", "请改正日期。"],
    ["The survey would close on {closesOn}, before it opens on {opensOn}", "Correct the days."],
  ),
  "demand.remindersUsedUp": text(
    409,
    ["没有可以催报的单位：都已填报，或已催报 {max} 次，或今天已经催过", "请改日再催，或电话联系未填报单位。"],
    [
      "Nobody is left to remind: all have answered, or were reminded {max} times, or today already",
      "Try another day, or call those who have not answered.",
    ],
  ),
  "demand.wrongState": text(
    409,
    ["这条需求处于“{state}”，不能这样处理", "请刷新查看最新状态。"],
    ["The demand stands at “{state}”, where this cannot be done", "Reload to see how it stands."],
  ),
  "demand.notDuplicate": text(
    422,
    ["只能并入同一单位的另一条有效需求", "请重新选择。"],
    ["A demand is merged only into another live one of the same employer", "Choose again."],
  ),
  "demand.nothingToPublish": text(
    409,
    ["没有审定的需求可以发布", "请先在需求列表中审定。"],
    ["No accepted demand is there to be published", "Accept some in the list of demands first."],
  ),
} as const satisfies Record<string, ProblemText>;
