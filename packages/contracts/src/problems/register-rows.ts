import { type ProblemText, text } from "./problem-text.ts";

/** What can be wrong with one row of a register. Sheet, row, column and value are shown beside the message. */
export const registerRowProblems = {
  "rows.valueMissing": text(
    422,
    ["“{column}”为空", "请补填后重新上传该行。"],
    ["“{column}” is empty", "Fill it in and hand the row in again."],
  ),
  "rows.numberLostDigits": text(
    422,
    [
      "“{column}”被 Excel 变成了科学计数法（{value}），末几位已丢失",
      "请把该列设为“文本”格式，从原始资料重新填写号码；不要凭现有数字补零。",
    ],
    [
      "Excel turned “{column}” into {value}, and its last digits are lost",
      "Set the column to text and type the number again from the original; do not pad it with zeros.",
    ],
  ),
  "rows.idNumberLength": text(
    422,
    ["身份证号应为 18 位（或旧的 15 位），这里是 {length} 位", "请对照证件核对；护照、通行证请在“证件类型”列注明。"],
    [
      "An ID number has 18 digits (or the old 15); here are {length}",
      "Compare it with the card; for a passport or permit say so in the column of document kinds.",
    ],
  ),
  "rows.idNumberCheck": text(
    422,
    ["身份证号校验位不对，应为 {expected}", "号码中很可能有一位写错，请对照证件核对。"],
    [
      "The ID number's check digit is wrong: {expected} was expected",
      "One digit is probably mistyped; compare it with the card.",
    ],
  ),
  "rows.idNumberBirth": text(
    422,
    ["身份证号中的出生日期 {birth} 不存在", "请对照证件核对。"],
    ["The birth date {birth} in the ID number does not exist", "Compare it with the card."],
  ),
  "rows.birthDiffers": text(
    422,
    ["出生日期 {birth} 与身份证号中的 {inNumber} 不一致", "请核对两者，改正错误的一个。"],
    ["The birth date {birth} differs from {inNumber} in the ID number", "Check both and correct the wrong one."],
  ),
  "rows.sexDiffers": text(
    422,
    ["性别与身份证号不一致", "请核对两者，改正错误的一个。"],
    ["The sex differs from the ID number", "Check both and correct the wrong one."],
  ),
  "rows.documentKindUnknown": text(
    422,
    [
      "不认识的证件类型“{value}”",
      "可填：居民身份证、护照、港澳居民来往内地通行证、台湾居民来往大陆通行证、外国人永久居留身份证。",
    ],
    [
      "The document kind “{value}” is not known",
      "Use: resident ID card, passport, permit for Hong Kong and Macao residents, permit for Taiwan residents, foreigner's permanent residence card.",
    ],
  ),
  "rows.creditCodeCheck": text(
    422,
    ["统一社会信用代码“{value}”校验不通过", "请对照营业执照核对 18 位代码。"],
    [
      "The unified social credit code “{value}” does not pass its check",
      "Compare its 18 characters with the business licence.",
    ],
  ),
  "rows.phoneInvalid": text(
    422,
    ["手机号“{value}”不是 11 位手机号码", "请核对；座机请不要填在手机列。"],
    ["“{value}” is not an 11-digit mobile number", "Check it; landlines do not belong in this column."],
  ),
  "rows.dateUnreadable": text(
    422,
    ["日期“{value}”看不懂", "请写成 2024-09-01、2024/9/1、20240901 或 2024年9月1日。"],
    ["The date “{value}” cannot be read", "Write it as 2024-09-01, 2024/9/1, 20240901 or 2024年9月1日."],
  ),
  "rows.monthLostZero": text(
    422,
    [
      "“{column}”是数字 {value}，可能是一月，也可能是少了零的十月",
      "请把该列设为“文本”格式，写成 2023.01 或 2023.10（或 2023年10月）。",
    ],
    [
      "“{column}” holds the number {value}: January, or October without its zero",
      "Set the column to text and write 2023.01 or 2023.10.",
    ],
  ),
  "rows.formulaNoValue": text(
    422,
    ["“{column}”是公式，文件里没有它的计算结果", "请在 Excel 或 WPS 中打开并保存一次，或把公式粘贴为“值”。"],
    [
      "“{column}” is a formula whose result the file does not hold",
      "Open and save the file in Excel or WPS once, or paste the values over the formulas.",
    ],
  ),
  "rows.formulaError": text(
    422,
    ["“{column}”的公式出错，显示为 {value}", "请修正公式引用的内容，再把结果粘贴为“值”。"],
    ["The formula in “{column}” is broken and shows {value}", "Mend what it refers to, then paste its value."],
  ),
  "rows.dateImpossible": text(
    422,
    ["日历上没有“{value}”这一天", "请核对月份和日期。"],
    ["The calendar has no day “{value}”", "Check the month and the day."],
  ),
  "rows.dateInFuture": text(
    422,
    ["“{column}”{value} 晚于今天", "请核对年份。"],
    ["“{column}” {value} is later than today", "Check the year."],
  ),
  "rows.monthsBackwards": text(
    422,
    ["起始月 {from} 晚于终止月 {to}", "请核对这一段的起止月份。"],
    ["The spell begins in {from}, after it ends in {to}", "Check both months."],
  ),
  "rows.outsideCoverage": text(
    422,
    ["{value} 不在本批声明的覆盖范围（{from} 至 {to}）内", "请改正月份，或上传时扩大覆盖范围。"],
    [
      "{value} lies outside this batch's coverage ({from} to {to})",
      "Correct the month, or declare a wider coverage on upload.",
    ],
  ),
  "rows.moneyUnreadable": text(
    422,
    ["金额“{value}”看不懂", "请只填数字，单位为元，例如 12000 或 12,000.50。"],
    ["The amount “{value}” cannot be read", "Write digits only, in yuan, e.g. 12000 or 12,000.50."],
  ),
  "rows.moneyDecimals": text(
    422,
    ["金额“{value}”超过两位小数", "人民币最小到分，请核对原始凭据，不会自动四舍五入。"],
    [
      "The amount “{value}” has more than two decimals",
      "Money goes down to the fen; check the original, nothing is rounded for you.",
    ],
  ),
  "rows.numberUnreadable": text(
    422,
    ["“{column}”应为数字，这里是“{value}”", "请只填数字。"],
    ["“{column}” should be a number; here is “{value}”", "Write digits only."],
  ),
  "rows.choiceUnknown": text(
    422,
    ["“{column}”不能填“{value}”", "可填：{choices}。"],
    ["“{value}” is not a value of “{column}”", "Use one of: {choices}."],
  ),
  "rows.divisionUnknown": text(
    422,
    ["行政区划“{value}”不存在", "请填 6 位代码或完整名称，例如 330602 或 浙江省绍兴市越城区。"],
    ["The division “{value}” does not exist", "Write its six digits or full name, e.g. 330602."],
  ),
  "rows.industryUnknown": text(
    422,
    ["行业代码“{value}”不在 GB/T 4754-2017 中", "请填门类字母加数字，例如 C3562。"],
    ["The industry “{value}” is not in GB/T 4754-2017", "Write its letter and digits, e.g. C3562."],
  ),
  "rows.textTooLong": text(
    422,
    ["“{column}”有 {length} 个字，超过 {limit} 个", "请缩短。"],
    ["“{column}” has {length} characters, more than {limit}", "Shorten it."],
  ),
  "rows.nameDiffers": text(
    422,
    [
      "该证件号码属于另一个姓名：库中已有的人员，或本文件前面的行",
      "请核对两处的姓名与证件号码；确已更名的，请先在人才库更正。",
    ],
    [
      "This document number belongs to another name: in the library, or in an earlier row of this file",
      "Check name and number in both; if the name was changed, correct it in the library first.",
    ],
  ),
  "rows.personUnknown": text(
    422,
    ["没有可核实的证件号码，无法对应到人", "请补填证件号码。"],
    ["Without a verifiable document number the row cannot be linked to a person", "Fill in the document number."],
  ),
  "rows.personOfAnotherOffice": text(
    422,
    ["此人由本市另一机构管理，不在您的管辖范围内", "请由市级机构导入，或联系该机构。"],
    [
      "This person is kept by another office of the city, outside your scope",
      "Ask the city's office to import the row.",
    ],
  ),
  "rows.employerUnknown": text(
    422,
    ["单位“{value}”不在单位登记簿中", "请先导入该单位，再重新上传此行。"],
    ["The employer “{value}” is not in the register of employers", "Hand the employer in first, then this row again."],
  ),
  "rows.twiceInFile": text(
    422,
    ["与本文件第 {otherRow} 行重复且内容不同", "请只保留正确的一行。"],
    ["Row {otherRow} of this file says the same thing differently", "Keep the right one only."],
  ),
  "rows.relatedPersonUnknown": text(
    422,
    ["家庭成员的证件号码校验不通过", "请对照证件核对。"],
    ["The relative's document number does not pass its check", "Compare it with the card."],
  ),
} as const satisfies Record<string, ProblemText>;
