import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { normaliseCodeText } from "./code-table.ts";
import data from "./data/divisions.json" with { type: "json" };

/**
 * Administrative divisions (GB/T 2260), provinces, prefectures and counties: a heavy table, hence an entry of its own
 * (`@wutong/codes/divisions`). Edition and origin stand in the data file.
 */
export type Division = {
  /** Six digits; 330000 for a province, 330600 for a prefecture. */
  readonly code: string;
  readonly name: string;
  /** Province, prefecture and county without gaps: 浙江省绍兴市越城区. */
  readonly fullName: string;
};

const PROVINCES: Readonly<Record<string, string>> = data.provinces;
const CITIES: Readonly<Record<string, string>> = data.cities;
const COUNTIES: Readonly<Record<string, string>> = data.counties;
/** Stand-ins in the table for "directly under the province" or "the municipality itself": not part of a spoken name. */
const NAMELESS = new Set(["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"]);
const CODES_BY_NAME = indexByName();

/** The division of a six-digit code; undefined where the table has none. */
export function findDivision(code: string): Division | undefined {
  const province = PROVINCES[code.slice(0, 2)];
  if (province === undefined || !/^\d{6}$/.test(code)) return undefined;
  if (code.endsWith("0000")) return { code, name: province, fullName: province };
  const city = spoken(CITIES[code.slice(0, 4)]);
  if (code.endsWith("00")) return CITIES[code.slice(0, 4)] ? cityDivision(code, province, city) : undefined;
  const county = COUNTIES[code];
  return county === undefined ? undefined : { code, name: county, fullName: province + city + county };
}

/**
 * Reads a division as registers write it: a code (330602), a name alone where only one place bears it (越城区), or a name
 * with what is above it (浙江省绍兴市越城区, 浙江绍兴越城区, 绍兴市越城区). The value is the six-digit code.
 * Fails with `codes.division.unknown` {text} or `codes.division.ambiguous` {text, candidates}.
 */
export function readDivision(text: string): Result<string, Problem> {
  const cleaned = normaliseCodeText(text);
  const shown = text.slice(0, 40);
  if (/^\d{2}(?:\d{2}){0,2}$/.test(cleaned)) {
    const code = cleaned.padEnd(6, "0");
    return findDivision(code) ? ok(code) : fail(problem("codes.division.unknown", { text: shown }));
  }
  const codes = CODES_BY_NAME.get(cleaned) ?? [];
  if (codes.length === 1 && codes[0] !== undefined) return ok(codes[0]);
  if (codes.length === 0) return fail(problem("codes.division.unknown", { text: shown }));
  const candidates = codes.map((code) => findDivision(code)?.fullName ?? code).slice(0, 5);
  return fail(problem("codes.division.ambiguous", { text: shown, candidates: candidates.join("、") }));
}

/** All counties under a prefecture or province (`33`, `3306`), in the order of their codes. */
export function listCounties(prefix: string): readonly Division[] {
  return Object.keys(COUNTIES)
    .filter((code) => code.startsWith(prefix))
    .flatMap((code) => findDivision(code) ?? []);
}

function cityDivision(code: string, province: string, city: string): Division {
  return city === "" ? { code, name: province, fullName: province } : { code, name: city, fullName: province + city };
}

function spoken(name: string | undefined): string {
  return name === undefined || NAMELESS.has(name) ? "" : name;
}

function indexByName(): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  const add = (name: string, code: string) => {
    const codes = index.get(name);
    if (codes === undefined) index.set(name, [code]);
    else if (!codes.includes(code)) codes.push(code);
  };
  for (const [code, name] of Object.entries(PROVINCES)) for (const form of shortened(name)) add(form, `${code}0000`);
  for (const [code, name] of Object.entries(CITIES)) {
    if (NAMELESS.has(name)) continue;
    for (const above of ["", ...shortened(PROVINCES[code.slice(0, 2)] ?? "")]) {
      for (const form of shortened(name)) add(above + form, `${code}00`);
    }
  }
  for (const [code, name] of Object.entries(COUNTIES)) for (const above of namesAbove(code)) add(above + name, code);
  return index;
}

function namesAbove(county: string): readonly string[] {
  const provinces = ["", ...shortened(PROVINCES[county.slice(0, 2)] ?? "")];
  const city = spoken(CITIES[county.slice(0, 4)]);
  const cities = city === "" ? [""] : ["", ...shortened(city)];
  return provinces.flatMap((province) => cities.map((one) => province + one));
}

/** 浙江省 → 浙江省, 浙江; 广西壮族自治区 → also 广西. */
function shortened(name: string): readonly string[] {
  const short = name.replace(/(?:壮族|回族|维吾尔)?自治区$|特别行政区$|[省市]$|地区$/, "");
  return short === name ? [name] : [name, short];
}
