/**
 * Universities of the second round of "Double First-Class" construction (第二轮“双一流”建设高校), published on 2022-02-14 by the
 * Ministry of Education, the Ministry of Finance and the National Development and Reform Commission: 147 schools, by province.
 */
export const DOUBLE_FIRST_CLASS_ROUND_2 = {
  round: 2,
  published: "2022-02-14",
  source: "教研函〔2022〕1号 第二轮“双一流”建设高校及建设学科名单",
  schoolsByProvince: {
    北京: "北京大学 中国人民大学 清华大学 北京交通大学 北京工业大学 北京航空航天大学 北京理工大学 北京科技大学 北京化工大学 北京邮电大学 中国农业大学 北京林业大学 北京协和医学院 北京中医药大学 北京师范大学 首都师范大学 北京外国语大学 中国传媒大学 中央财经大学 对外经济贸易大学 外交学院 中国人民公安大学 北京体育大学 中央音乐学院 中国音乐学院 中央美术学院 中央戏剧学院 中央民族大学 中国政法大学 华北电力大学 中国矿业大学(北京) 中国石油大学(北京) 中国地质大学(北京) 中国科学院大学",
    天津: "南开大学 天津大学 天津工业大学 天津医科大学 天津中医药大学",
    河北: "河北工业大学",
    山西: "山西大学 太原理工大学",
    内蒙古: "内蒙古大学",
    辽宁: "辽宁大学 大连理工大学 东北大学 大连海事大学",
    吉林: "吉林大学 延边大学 东北师范大学",
    黑龙江: "哈尔滨工业大学 哈尔滨工程大学 东北农业大学 东北林业大学",
    上海: "复旦大学 同济大学 上海交通大学 华东理工大学 东华大学 上海海洋大学 上海中医药大学 华东师范大学 上海外国语大学 上海财经大学 上海体育学院 上海音乐学院 上海大学 海军军医大学 上海科技大学",
    江苏: "南京大学 苏州大学 东南大学 南京航空航天大学 南京理工大学 中国矿业大学 南京邮电大学 河海大学 江南大学 南京林业大学 南京信息工程大学 南京农业大学 南京医科大学 南京中医药大学 中国药科大学 南京师范大学",
    浙江: "浙江大学 中国美术学院 宁波大学",
    安徽: "安徽大学 中国科学技术大学 合肥工业大学",
    福建: "厦门大学 福州大学",
    江西: "南昌大学",
    山东: "山东大学 中国海洋大学 中国石油大学(华东)",
    河南: "郑州大学 河南大学",
    湖北: "武汉大学 华中科技大学 中国地质大学(武汉) 武汉理工大学 华中农业大学 华中师范大学 中南财经政法大学",
    湖南: "湘潭大学 湖南大学 中南大学 湖南师范大学 国防科技大学",
    广东: "中山大学 暨南大学 华南理工大学 华南农业大学 广州医科大学 广州中医药大学 华南师范大学 南方科技大学",
    广西: "广西大学",
    海南: "海南大学",
    重庆: "重庆大学 西南大学",
    四川: "四川大学 西南交通大学 电子科技大学 西南石油大学 成都理工大学 四川农业大学 成都中医药大学 西南财经大学",
    贵州: "贵州大学",
    云南: "云南大学",
    西藏: "西藏大学",
    陕西: "西北大学 西安交通大学 西北工业大学 西安电子科技大学 长安大学 西北农林科技大学 陕西师范大学 空军军医大学",
    甘肃: "兰州大学",
    青海: "青海大学",
    宁夏: "宁夏大学",
    新疆: "新疆大学 石河子大学",
  },
} as const;

/** Names under which schools of the list were known or are written since. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  上海体育大学: "上海体育学院",
  第二军医大学: "海军军医大学",
  第四军医大学: "空军军医大学",
  北京协和医学院清华大学医学部: "北京协和医学院",
  国防科学技术大学: "国防科技大学",
  华北电力大学保定: "华北电力大学",
  华北电力大学北京: "华北电力大学",
  哈尔滨工业大学深圳: "哈尔滨工业大学",
  哈尔滨工业大学威海: "哈尔滨工业大学",
  中国矿业大学徐州: "中国矿业大学",
};

const NAMES: ReadonlySet<string> = new Set(listDoubleFirstClass().map(schoolKey));

/** Whether a school is of the second round, by its name as registers write it (brackets of either width). */
export function isDoubleFirstClass(school: string): boolean {
  const key = schoolKey(school);
  return NAMES.has(key) || NAMES.has(schoolKey(OTHER_NAMES[key] ?? ""));
}

export function listDoubleFirstClass(): readonly string[] {
  return Object.values(DOUBLE_FIRST_CLASS_ROUND_2.schoolsByProvince).flatMap((names) => names.split(" "));
}

function schoolKey(school: string): string {
  return school.normalize("NFKC").replaceAll(/[\s()·-]/g, "");
}
