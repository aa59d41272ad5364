import type { EducationLevel } from "@wutong/codes";
import type { Day } from "@wutong/kernel";
import { GRADUATION_AGE, type Identity } from "./identity.ts";
import type { Credential } from "./model.ts";
import type { Random } from "./random.ts";

const DOUBLE_FIRST_CLASS = [
  ...["浙江大学", "宁波大学", "复旦大学", "同济大学", "上海大学", "东华大学", "南京大学", "苏州大学", "江南大学"],
  ...["合肥工业大学", "武汉理工大学", "中国石油大学(北京)", "四川大学", "西安交通大学", "华南理工大学", "中国药科大学"],
];
const OTHER_UNIVERSITIES = [
  ...["绍兴文理学院", "浙江工业大学", "浙江师范大学", "杭州电子科技大学", "浙江理工大学", "浙江工商大学", "温州大学"],
  ...["中国计量大学", "嘉兴大学", "江西理工大学", "安徽理工大学", "湖北工业大学", "南通大学", "扬州大学"],
];
const COLLEGES = [
  ...["浙江工业职业技术学院", "绍兴职业技术学院", "浙江邮电职业技术学院", "浙江农业商贸职业学院", "金华职业技术学院"],
];
const SECONDARY_SCHOOLS = ["绍兴市中等专业学校", "绍兴市职业教育中心", "上虞区职业中等专业学校", "诸暨市职业教育中心"];
const MAJORS = [
  ...["纺织工程", "机械设计制造及其自动化", "软件工程", "电气工程及其自动化", "会计学", "生物制药", "集成电路设计"],
  ...["土木工程", "工商管理", "英语", "数控技术", "护理", "材料科学与工程", "法学", "电子商务"],
];
const BEFORE: Readonly<Partial<Record<EducationLevel, EducationLevel>>> = { phd: "master", master: "bachelor" };

/** The credentials that lead up to a person's level, latest last; a few are earned beside the job later on. */
export function makeEducation(random: Random, identity: Identity, until: Day): readonly Credential[] {
  const earned: Credential[] = [];
  const chain: EducationLevel[] = [identity.level];
  for (let below = BEFORE[identity.level]; below !== undefined; below = BEFORE[below]) chain.unshift(below);
  for (const level of chain) earned.push(credential(random, identity, level, GRADUATION_AGE[level], 0.94));
  const later = identity.level === "college" ? "bachelor" : identity.level === "secondary" ? "college" : undefined;
  if (later !== undefined && random.chance(0.15)) {
    earned.push(credential(random, identity, later, GRADUATION_AGE[identity.level] + random.between(3, 8), 0.03));
  }
  return earned.filter((one) => one.graduated <= until);
}

/** When the full-time schooling is over: the end of June of that year. */
export function endOfSchooling(identity: Identity): Day {
  return graduationDay(identity, GRADUATION_AGE[identity.level]);
}

function credential(
  random: Random,
  identity: Identity,
  level: EducationLevel,
  age: number,
  fullTimeChance: number,
): Credential {
  const school = schoolFor(random, level);
  return {
    school,
    major: random.pick(MAJORS),
    level,
    fullTime: random.chance(fullTimeChance),
    graduated: graduationDay(identity, age),
    certificateNumber: `1${random.between(1000, 9999)}1${identity.birthYear + age}0${random.between(10_000, 99_999)}`,
    hidden: false,
  };
}

function schoolFor(random: Random, level: EducationLevel): string {
  if (level === "secondary") return random.pick(SECONDARY_SCHOOLS);
  if (level === "college") return random.pick(COLLEGES);
  const chance = level === "bachelor" ? 0.3 : 0.6;
  return random.pick(random.chance(chance) ? DOUBLE_FIRST_CLASS : OTHER_UNIVERSITIES);
}

function graduationDay(identity: Identity, age: number): Day {
  return (Date.UTC(identity.birthYear + age, 5, 30) / 86_400_000) as Day;
}
