import type { Random } from "./random.ts";

/** Common surnames, most common first; drawn with a lean to the front. */
const SURNAMES = [
  ..."王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤俞章鲁",
  "欧阳",
  "诸葛",
  "上官",
  "司马",
];
const MALE = [
  ..."伟强磊军勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢阳建亮成晨昊轩泽楠博睿航铭嘉子文天一志海立峰卫国东振家永春",
];
const FEMALE = [
  ..."芳娜敏静丽艳娟霞秀燕玲桂英梅莉红玉萍雪琳慧洁婷倩欣怡佳颖璐悦梦雨思诗涵琪瑶琴蓉雯露晶莹菲蕾彤馨文晓子一清若心云月",
];

/** A surname and one or two characters, all drawn: nobody's name is stored. */
export function makeName(random: Random, sex: "M" | "F"): string {
  const surname = SURNAMES[random.leaningLow(0, SURNAMES.length - 1)] ?? "王";
  const characters = sex === "M" ? MALE : FEMALE;
  const first = random.pick(characters);
  return surname + first + (random.chance(0.72) ? random.pick(characters) : "");
}

const PLACES = ["绍兴", "越城", "鉴湖", "稽山", "镜湖", "浙江", "柯岩", "会稽", "曹娥", "杭甬", "东湖", "兰亭"];
const BRAND = [..."鼎恒瑞信诚德隆泰和盛源宏达嘉润欣科创智远拓新华天海云星辰安康启航博雅卓越锦绣"];

/** What an employer of an industry (GB/T 4754-2017) calls its trade. */
const TRADES: Readonly<Record<string, readonly string[]>> = {
  C16: ["烟草"],
  C17: ["纺织", "印染", "化纤织造"],
  C25: ["石油化工", "石化"],
  C26: ["化工", "新材料"],
  C27: ["生物医药", "制药"],
  C34: ["机械", "智能装备"],
  C38: ["电气", "新能源科技"],
  C39: ["集成电路", "电子科技", "光电"],
  D44: ["电力", "供电"],
  E47: ["建设", "建筑工程"],
  F52: ["商贸", "百货"],
  I63: ["通信", "电信"],
  I65: ["软件", "信息技术", "网络科技"],
  J66: ["银行"],
  J68: ["保险"],
  K70: ["房地产开发", "置业", "物业服务"],
  L72: ["人力资源", "企业管理咨询"],
  M73: ["技术研究"],
  P83: ["学校", "中学"],
  Q84: ["医院"],
};

/** An invented name fit for the kind and the industry; `number` keeps two alike apart. */
export function makeEmployerName(random: Random, kind: string, industry: string, number: number): string {
  const place = random.pick(PLACES);
  const brand = random.pick(BRAND) + random.pick(BRAND);
  const trade = random.pick(TRADES[industry.slice(0, 3)] ?? ["实业"]);
  switch (kind) {
    case "government":
      return `${place}${brand}区行政服务局第${number}办公室`;
    case "publicInstitution":
      return `${place}${brand}${trade}${number}中心`;
    case "researchInstitute":
      return `${place}${brand}${trade}院${number}所`;
    case "socialOrganisation":
      return `${place}${brand}${number}协会`;
    case "individualBusiness":
      return `${place}${brand}${trade}${number}经营部`;
    default:
      return `${place}${brand}${trade}${number}${random.chance(0.2) ? "股份" : ""}有限公司`;
  }
}
