/** What the shapes of a file expect and find, in Chinese; what stands in the file itself stays as it is. */
export function inChinese(words: string): string {
  for (const [english, chinese] of WORDS) if (english.test(words)) return words.replace(english, chinese);
  return words;
}

const WORDS: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/^a whole number from (\S+) to (\S+)$/, "$1 至 $2 的整数"],
  [/^a number$/, "数字"],
  [/^text$/, "文本"],
  [/^text in quotes$/, "加引号的文本"],
  [/^“(.*)” in quotes$/s, "加引号的“$1”"],
  [/^a day written YYYY-MM-DD$/, "写作 YYYY-MM-DD 的日期"],
  [
    /^from and to, each a day written YYYY-MM-DD, or MM-DD for every year, both of one form$/,
    "from 与 to：都写作 YYYY-MM-DD 的日期，或都写作 MM-DD（每年）",
  ],
  [/^a day written YYYY-MM-DD, or MM-DD for every year$/, "写作 YYYY-MM-DD 的日期，或 MM-DD（每年）"],
  [/^true or false$/, "true 或 false"],
  [/^a list$/, "列表"],
  [/^a list of at least (\d+)$/, "至少 $1 项的列表"],
  [/^a mapping$/, "“键: 值”的映射"],
  [/^a mapping with a kind$/, "有 kind 的映射"],
  [/^a mapping with one of (.*)$/, "有以下某个键的映射：$1"],
  [/^a mapping with (.*)$/, "有以下键的映射：$1"],
  [/^an id: letters and digits, a small letter first$/, "编号：字母和数字，以小写字母开头"],
  [/^a name: letters and digits, a small letter first$/, "名称：字母和数字，以小写字母开头"],
  [/^a policy id: small letters, digits and hyphens$/, "政策编号：小写字母、数字和连字符"],
  [/^nothing$/, "空"],
];
