import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";

/** GB/T 4754-2017, sections (门类): letter, first and last division, Chinese and English name. */
export const INDUSTRY_SECTIONS = [
  { code: "A", from: 1, to: 5, zh: "农、林、牧、渔业", en: "Agriculture, forestry, animal husbandry and fishery" },
  { code: "B", from: 6, to: 12, zh: "采矿业", en: "Mining" },
  { code: "C", from: 13, to: 43, zh: "制造业", en: "Manufacturing" },
  { code: "D", from: 44, to: 46, zh: "电力、热力、燃气及水生产和供应业", en: "Electricity, heat, gas and water" },
  { code: "E", from: 47, to: 50, zh: "建筑业", en: "Construction" },
  { code: "F", from: 51, to: 52, zh: "批发和零售业", en: "Wholesale and retail" },
  { code: "G", from: 53, to: 60, zh: "交通运输、仓储和邮政业", en: "Transport, storage and post" },
  { code: "H", from: 61, to: 62, zh: "住宿和餐饮业", en: "Accommodation and catering" },
  { code: "I", from: 63, to: 65, zh: "信息传输、软件和信息技术服务业", en: "Information, software and IT services" },
  { code: "J", from: 66, to: 69, zh: "金融业", en: "Finance" },
  { code: "K", from: 70, to: 70, zh: "房地产业", en: "Real estate" },
  { code: "L", from: 71, to: 72, zh: "租赁和商务服务业", en: "Leasing and business services" },
  { code: "M", from: 73, to: 75, zh: "科学研究和技术服务业", en: "Research and technical services" },
  { code: "N", from: 76, to: 79, zh: "水利、环境和公共设施管理业", en: "Water, environment and public facilities" },
  { code: "O", from: 80, to: 82, zh: "居民服务、修理和其他服务业", en: "Household, repair and other services" },
  { code: "P", from: 83, to: 83, zh: "教育", en: "Education" },
  { code: "Q", from: 84, to: 85, zh: "卫生和社会工作", en: "Health and social work" },
  { code: "R", from: 86, to: 90, zh: "文化、体育和娱乐业", en: "Culture, sport and entertainment" },
  {
    code: "S",
    from: 91,
    to: 96,
    zh: "公共管理、社会保障和社会组织",
    en: "Public administration and social organisations",
  },
  { code: "T", from: 97, to: 97, zh: "国际组织", en: "International organisations" },
] as const;

/** GB/T 4754-2017, divisions (大类) 01–97, in order. */
export const INDUSTRY_DIVISIONS: readonly (readonly [zh: string, en: string])[] = [
  ["农业", "Crop farming"],
  ["林业", "Forestry"],
  ["畜牧业", "Animal husbandry"],
  ["渔业", "Fishery"],
  ["农、林、牧、渔专业及辅助性活动", "Support to agriculture"],
  ["煤炭开采和洗选业", "Coal mining"],
  ["石油和天然气开采业", "Oil and gas extraction"],
  ["黑色金属矿采选业", "Ferrous ore mining"],
  ["有色金属矿采选业", "Non-ferrous ore mining"],
  ["非金属矿采选业", "Non-metal mining"],
  ["开采专业及辅助性活动", "Support to mining"],
  ["其他采矿业", "Other mining"],
  ["农副食品加工业", "Processing of farm produce"],
  ["食品制造业", "Food"],
  ["酒、饮料和精制茶制造业", "Wine, beverages and tea"],
  ["烟草制品业", "Tobacco"],
  ["纺织业", "Textiles"],
  ["纺织服装、服饰业", "Clothing"],
  ["皮革、毛皮、羽毛及其制品和制鞋业", "Leather, fur, feather and footwear"],
  ["木材加工和木、竹、藤、棕、草制品业", "Wood and bamboo products"],
  ["家具制造业", "Furniture"],
  ["造纸和纸制品业", "Paper"],
  ["印刷和记录媒介复制业", "Printing"],
  ["文教、工美、体育和娱乐用品制造业", "Stationery, crafts, sports and toys"],
  ["石油、煤炭及其他燃料加工业", "Petroleum, coal and other fuels"],
  ["化学原料和化学制品制造业", "Chemicals"],
  ["医药制造业", "Medicine"],
  ["化学纤维制造业", "Chemical fibres"],
  ["橡胶和塑料制品业", "Rubber and plastics"],
  ["非金属矿物制品业", "Non-metallic mineral products"],
  ["黑色金属冶炼和压延加工业", "Ferrous smelting"],
  ["有色金属冶炼和压延加工业", "Non-ferrous smelting"],
  ["金属制品业", "Metal products"],
  ["通用设备制造业", "General machinery"],
  ["专用设备制造业", "Special machinery"],
  ["汽车制造业", "Motor vehicles"],
  ["铁路、船舶、航空航天和其他运输设备制造业", "Rail, ships, aircraft and other transport equipment"],
  ["电气机械和器材制造业", "Electrical machinery"],
  ["计算机、通信和其他电子设备制造业", "Computers, communication and electronics"],
  ["仪器仪表制造业", "Instruments"],
  ["其他制造业", "Other manufacturing"],
  ["废弃资源综合利用业", "Recycling"],
  ["金属制品、机械和设备修理业", "Repair of metal products and machinery"],
  ["电力、热力生产和供应业", "Electricity and heat"],
  ["燃气生产和供应业", "Gas"],
  ["水的生产和供应业", "Water supply"],
  ["房屋建筑业", "Building construction"],
  ["土木工程建筑业", "Civil engineering"],
  ["建筑安装业", "Building installation"],
  ["建筑装饰、装修和其他建筑业", "Decoration and other construction"],
  ["批发业", "Wholesale"],
  ["零售业", "Retail"],
  ["铁路运输业", "Rail transport"],
  ["道路运输业", "Road transport"],
  ["水上运输业", "Water transport"],
  ["航空运输业", "Air transport"],
  ["管道运输业", "Pipeline transport"],
  ["多式联运和运输代理业", "Multimodal transport and forwarding"],
  ["装卸搬运和仓储业", "Handling and storage"],
  ["邮政业", "Post"],
  ["住宿业", "Accommodation"],
  ["餐饮业", "Catering"],
  ["电信、广播电视和卫星传输服务", "Telecommunications and broadcasting"],
  ["互联网和相关服务", "Internet services"],
  ["软件和信息技术服务业", "Software and IT services"],
  ["货币金融服务", "Monetary services"],
  ["资本市场服务", "Capital markets"],
  ["保险业", "Insurance"],
  ["其他金融业", "Other finance"],
  ["房地产业", "Real estate"],
  ["租赁业", "Leasing"],
  ["商务服务业", "Business services"],
  ["研究和试验发展", "Research and development"],
  ["专业技术服务业", "Technical services"],
  ["科技推广和应用服务业", "Technology promotion"],
  ["水利管理业", "Water management"],
  ["生态保护和环境治理业", "Environmental protection"],
  ["公共设施管理业", "Public facilities"],
  ["土地管理业", "Land management"],
  ["居民服务业", "Household services"],
  ["机动车、电子产品和日用产品修理业", "Repair of vehicles and goods"],
  ["其他服务业", "Other services"],
  ["教育", "Education"],
  ["卫生", "Health"],
  ["社会工作", "Social work"],
  ["新闻和出版业", "News and publishing"],
  ["广播、电视、电影和录音制作业", "Radio, television, film and recording"],
  ["文化艺术业", "Culture and arts"],
  ["体育", "Sport"],
  ["娱乐业", "Entertainment"],
  ["中国共产党机关", "Organs of the Communist Party of China"],
  ["国家机构", "State organs"],
  ["人民政协、民主党派", "CPPCC and democratic parties"],
  ["社会保障", "Social security"],
  ["群众团体、社会团体和其他成员组织", "Mass and social organisations"],
  ["基层群众自治组织及其他组织", "Grass-roots self-government"],
  ["国际组织", "International organisations"],
];

/**
 * Reads an industry code (GB/T 4754-2017) of two to four digits, with or without the section's letter, or a bare letter:
 * `K7010`, `7010`, `K70`, `K`. The value always begins with the letter, so that prefixes compare ("K70" covers "K7010").
 * Fails with `codes.industry.unknown` {text}.
 */
export function readIndustry(text: string): Result<string, Problem> {
  const match = /^([A-T])?(\d{2,4})?$/.exec(text.normalize("NFKC").replaceAll(/\s/g, "").toUpperCase());
  const unknown = fail(problem("codes.industry.unknown", { text: text.slice(0, 40) }));
  if (!match?.[0]) return unknown;
  const [, letter, digits] = match;
  if (digits === undefined) return letter === undefined ? unknown : ok(letter);
  const division = Number(digits.slice(0, 2));
  const section = INDUSTRY_SECTIONS.find((one) => one.from <= division && division <= one.to);
  if (section === undefined || (letter !== undefined && letter !== section.code)) return unknown;
  return ok(section.code + digits);
}

/** The name of the division (or section) that an industry code falls in; the code itself where it falls in none. */
export function industryName(code: string, language: "zh" | "en"): string {
  const names = INDUSTRY_DIVISIONS[Number(code.slice(1, 3)) - 1];
  if (code.length >= 3 && names) return language === "zh" ? names[0] : names[1];
  return INDUSTRY_SECTIONS.find((section) => section.code === code.slice(0, 1))?.[language] ?? code;
}
