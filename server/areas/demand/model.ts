import { DISCIPLINES, EDUCATION_LEVELS, type EducationLevel, readCode } from "@wutong/codes";
import { type Day, formatDay, type Problem, parseDay, problem } from "@wutong/kernel";

export type ItemState = "received" | "accepted" | "rejected" | "merged" | "withdrawn";

/** What an employer says of one demand; salaries in yuan a month. */
export type Demand = {
  readonly post: string;
  readonly headcount: number;
  readonly education: EducationLevel;
  readonly titleLevel: string;
  readonly field: string;
  readonly salaryFromYuan: number | null;
  readonly salaryToYuan: number | null;
  /** YYYY-MM-DD. */
  readonly urgentUntil: string | null;
};

export type WaveState = "coming" | "open" | "closed";

export function waveStateOn(
  today: Day,
  { opensOn, closesOn }: { readonly opensOn: Day; readonly closesOn: Day },
): WaveState {
  if (today < opensOn) return "coming";
  return today > closesOn ? "closed" : "open";
}

/** Why an answer can't be sent today: `demand.surveyNotOpen` {opensOn}, `demand.surveyClosed` {closesOn}. */
export function whyNotToday(today: Day, wave: { readonly opensOn: Day; readonly closesOn: Day }): Problem | undefined {
  const state = waveStateOn(today, wave);
  if (state === "coming") return problem("demand.surveyNotOpen", { opensOn: formatDay(wave.opensOn) });
  if (state === "closed") return problem("demand.surveyClosed", { closesOn: formatDay(wave.closesOn) });
  return undefined;
}

/** The columns of the workbook that an employer fills in. */
export const DEMAND_COLUMNS = [
  { header: "岗位", required: true },
  { header: "人数", required: true },
  { header: "最低学历", required: true },
  { header: "职称或技能等级", required: false },
  { header: "专业领域", required: false },
  { header: "月薪下限（元）", required: false },
  { header: "月薪上限（元）", required: false },
  { header: "急需截止日期", required: false },
] as const;

const HEADCOUNT_MAX = 9_999;
const SALARY_MAX_YUAN = 9_999_999;

export type RowRead =
  | { readonly kind: "read"; readonly demand: Demand }
  | { readonly kind: "failed"; readonly problems: readonly Problem[] };

/** Reads one row of the workbook, its cells in the order of `DEMAND_COLUMNS`; every cell that is wrong is told. */
export function readDemandRow(cells: readonly string[]): RowRead {
  const problems: Problem[] = [];
  const cell = (at: number) => (cells[at] ?? "").trim();
  const wrong = (at: number, wanted: string) => {
    const column = DEMAND_COLUMNS[at]?.header ?? "";
    const text = cell(at).slice(0, 40);
    problems.push(
      text === "" ? problem("demand.cellMissing", { column }) : problem("demand.cellWrong", { column, text, wanted }),
    );
  };
  const number = (at: number, min: number, max: number): number | null => {
    const text = cell(at).replaceAll(/[,，\s]|元|人|名/g, "");
    const value = /^\d{1,8}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    wrong(at, `${min}–${max} 的整数`);
    return null;
  };
  const words = (at: number, max: number): string => {
    if (cell(at).length > max) wrong(at, `不超过 ${max} 个字`);
    return cell(at);
  };
  const post = words(0, 60);
  if (post === "") wrong(0, "");
  const headcount = number(1, 1, HEADCOUNT_MAX) ?? 0;
  const education = readCode(EDUCATION_LEVELS, cell(2));
  if (!education.ok) wrong(2, EDUCATION_LEVELS.entries.map((entry) => entry.zh).join("、"));
  const [titleLevel, field] = [words(3, 40), words(4, 40)];
  const salaryFromYuan = cell(5) === "" ? null : number(5, 0, SALARY_MAX_YUAN);
  const salaryToYuan = cell(6) === "" ? null : number(6, 0, SALARY_MAX_YUAN);
  if (salaryFromYuan !== null && salaryToYuan !== null && salaryToYuan < salaryFromYuan) wrong(6, "不低于月薪下限");
  const day = cell(7) === "" ? undefined : parseDay(cell(7).slice(0, 10).replaceAll(/[./]/g, "-"));
  if (day && !day.ok) wrong(7, "日期，如 2026-12-31");
  if (problems.length > 0 || !education.ok) return { kind: "failed", problems };
  const urgentUntil = day?.ok ? formatDay(day.value) : null;
  return {
    kind: "read",
    demand: {
      post,
      headcount,
      education: education.value,
      titleLevel,
      field,
      salaryFromYuan,
      salaryToYuan,
      urgentUntil,
    },
  };
}

/** The discipline that an employer's words mean, where the table knows them. */
export function disciplineOf(field: string): string | null {
  const read = readCode(DISCIPLINES, field);
  return read.ok ? read.value : null;
}

/** The same text for two ways of writing one: full-width forms made half-width, spaces gone. */
export function normaliseWords(text: string): string {
  return text.normalize("NFKC").replaceAll(/\s+/g, "");
}
