import { type ProblemText, text } from "./problem-text.ts";

export const accessProblems = {
  "access.signedOut": text(
    401,
    ["登录已失效", "请重新登录；长时间不操作会自动退出。"],
    ["You are signed out", "Sign in again; sessions end when nothing is done for a while."],
  ),
  "access.roleMissing": text(
    403,
    ["您的角色不能做这件事，需要：{roles}", "请由具备该角色的同事办理，或请负责人调整您的角色。"],
    [
      "Your role may not do this; it needs: {roles}",
      "Ask a colleague who has the role, or your leader to change yours.",
    ],
  ),
  "access.officeOutOfScope": text(
    403,
    ["机构 {officeId} 不在您的管辖范围内", "请选择本机构或下级机构。"],
    ["Office {officeId} is outside your scope", "Choose your own office or one beneath it."],
  ),
  "access.signInFailed": text(
    401,
    ["账号或密码不正确", "请核对后重试；还可以试 {attemptsLeft} 次，之后账号将锁定。"],
    [
      "The account or the password is wrong",
      "Check both; {attemptsLeft} attempts remain before the account is locked.",
    ],
  ),
  "access.lockedOut": text(
    423,
    ["连续输错次数过多，已暂时锁定", "请 {minutes} 分钟后再试，或请负责人解锁。"],
    [
      "Locked after too many wrong attempts",
      "Try again in {minutes} minutes, or ask your leader to unlock the account.",
    ],
  ),
  "access.passwordWeak": text(
    422,
    ["密码太弱：{fault}", "请至少使用 10 个字符，不要包含账号或常见密码。"],
    [
      "The password is too weak: {fault}",
      "Use at least 10 characters, without the account's name or a common password.",
    ],
  ),
  "access.passwordWrong": text(
    422,
    ["现在的密码不正确，密码没有改动", "请重新输入现在的密码；忘记了请找负责人。"],
    ["The current password is wrong; nothing was changed", "Type it again; if you forgot it, ask your leader."],
  ),
  "access.passwordSame": text(
    422,
    ["新密码与现在的密码相同，密码没有改动", "请换一个新密码。"],
    ["The new password is the current one; nothing was changed", "Choose another."],
  ),
  "access.accountTaken": text(
    409,
    ["账号“{account}”已存在", "请换一个账号名。"],
    ["The account “{account}” exists already", "Choose another account name."],
  ),
  "access.closingOneself": text(
    409,
    ["不能停用自己的账号", "请由另一位负责人办理。"],
    ["You cannot close your own account", "Ask another leader to do it."],
  ),
  "access.codeTooSoon": text(
    429,
    ["验证码刚刚发送过", "请 {seconds} 秒后再获取。"],
    ["A code was sent a moment ago", "Ask for another in {seconds} seconds."],
  ),
  "access.codeWrong": text(
    401,
    ["验证码或证件号码后四位不正确，或验证码已过期", "请核对后重试；还可以试 {attemptsLeft} 次，也可重新获取验证码。"],
    [
      "The code or the last four of the document number is wrong, or the code has expired",
      "Check both; {attemptsLeft} attempts remain, or ask for a new code.",
    ],
  ),
  "clock.notDemo": text(
    404,
    ["只有演示模式可以拨动时钟", "正式环境使用真实日期，无需操作。"],
    ["The clock moves in demo mode only", "A real system goes by the real date; there is nothing to do."],
  ),
  "clock.backwards": text(
    422,
    ["时钟只能向前拨：当前是 {today}", "请选择更晚的日期；要从头开始，请删除演示数据后重新启动。"],
    [
      "The clock moves forward only: it is {today} now",
      "Choose a later day; to start over, remove the demo's data and start it again.",
    ],
  ),
} as const satisfies Record<string, ProblemText>;
