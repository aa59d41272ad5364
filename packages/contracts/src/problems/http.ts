import { type ProblemText, text } from "./problem-text.ts";

export const httpProblems = {
  "http.badRequest": text(
    400,
    ["提交的内容有误：{field}", "请按提示改正后再提交。"],
    ["The request is not valid: {field}", "Correct it as the field says and send it again."],
  ),
  "http.notFound": text(
    404,
    ["没有找到这条记录，或不在您的管辖范围内", "请返回列表重新查找；如属跨区县业务，请联系对方机构。"],
    [
      "This record does not exist, or is outside your scope",
      "Go back to the list and search again, or ask the office that holds it.",
    ],
  ),
  "http.tooLarge": text(
    413,
    ["提交的内容超过 {limitMb} MB 上限", "请拆分成较小的文件分次上传。"],
    ["The upload is larger than the limit of {limitMb} MB", "Split it into smaller files and upload them one by one."],
  ),
  "http.tooMany": text(
    429,
    ["操作过于频繁", "请 {seconds} 秒后再试。"],
    ["Too many requests", "Wait {seconds} seconds and try again."],
  ),
  "http.bug": text(
    500,
    ["系统内部出错，本次操作未生效（编号 {reference}）", "请把编号告诉系统管理员；数据没有被改动，可稍后重试。"],
    [
      "The system failed and nothing was changed (reference {reference})",
      "Give the reference to your administrator; you may try again later.",
    ],
  ),
  "http.csrf": text(
    403,
    ["页面的安全令牌已失效", "请刷新页面后再操作；刚才的操作没有生效。"],
    ["The page's security token is no longer valid", "Reload the page and do it again; nothing was changed."],
  ),
  "http.keyMissing": text(
    400,
    ["请求缺少 Idempotency-Key", "请为每次操作带上一个新的唯一键。"],
    ["The Idempotency-Key header is missing", "Send a fresh unique key with each command."],
  ),
  "http.keyReused": text(
    409,
    ["同一个操作键被用于不同的内容", "请刷新页面后重新提交。"],
    ["The same idempotency key was used for a different request", "Reload the page and submit again."],
  ),
  "http.offline": text(
    503,
    ["连接不上服务器", "请检查网络；恢复后页面会自动继续，已提交的操作不会重复。"],
    ["The server cannot be reached", "Check the network; the page goes on by itself, and nothing is done twice."],
  ),
  "http.unexpectedReply": text(
    502,
    ["服务器的答复与本页面的版本不一致：{field}", "请刷新页面；若仍出现，请告知系统管理员。"],
    [
      "The server's answer does not fit this page's version: {field}",
      "Reload the page; if it stays, tell your administrator.",
    ],
  ),
} as const satisfies Record<string, ProblemText>;
