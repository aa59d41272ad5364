import { describeProblem, type LocalText } from "@wutong/contracts";
import { type Fen, formatDay, type Problem } from "@wutong/kernel";
import { listPersonLabels, type PersonLabel } from "../../areas/people/index.ts";
import type { Tx } from "../../storage/index.ts";
import type { MoneyDesk } from "../money/money-desk.ts";

export function fenText(amount: bigint): string {
  return String(amount);
}

export function maskPhone(phone: string | null): string | null {
  return phone === null ? null : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

export function textOf(problem: Problem): LocalText {
  const [zh, en] = [describeProblem(problem, "zh"), describeProblem(problem, "en")];
  return { zh: `${zh.what}。${zh.todo}`, en: `${en.what}. ${en.todo}` };
}

/** A cursor is the last number shown; lists go from the newest to the oldest. */
export function beforeOf(cursor: string | undefined): number | null {
  const number = Number(cursor);
  return cursor !== undefined && Number.isSafeInteger(number) && number > 0 ? number : null;
}

export function pageOf<Row, Out>(
  rows: readonly Row[],
  {
    limit,
    idOf,
    show,
  }: { readonly limit: number; readonly idOf: (row: Row) => number; readonly show: (row: Row) => Out },
): { readonly rows: Out[]; readonly next: string | null; readonly total: null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown.map(show), next: rows.length > limit && last ? String(idOf(last)) : null, total: null };
}

/** The names that rows of a page need, read once each. */
export type Labels = {
  readonly name: (personId: number) => string;
  readonly phoneMasked: (personId: number) => string | null;
  readonly title: (policy: string, version: number) => LocalText;
};

type Labelled = { readonly personId: number; readonly policy: string; readonly version: number };

export async function labelsFor(desk: MoneyDesk, tx: Tx, rows: readonly Labelled[]): Promise<Labels> {
  const people: ReadonlyMap<number, PersonLabel> = await listPersonLabels(
    tx,
    rows.map((row) => row.personId),
  );
  const titles = new Map<string, LocalText>();
  for (const { policy, version } of rows) {
    const key = `${policy}@${version}`;
    if (!titles.has(key))
      titles.set(key, (await desk.findPolicy(tx, policy, version))?.envelope.title ?? { zh: policy, en: policy });
  }
  return {
    name: (personId) => people.get(personId)?.name ?? "",
    phoneMasked: (personId) => maskPhone(people.get(personId)?.phone ?? null),
    title: (policy, version) => titles.get(`${policy}@${version}`) ?? { zh: policy, en: policy },
  };
}

/** Which certificate an offer or case is about; null where its subject is the person. */
export function subjectOf(row: {
  readonly certificateKey: string;
  readonly occupation?: string;
  readonly level?: string;
}): LocalText | null {
  if (row.certificateKey === "") return null;
  const { occupation = "", level = "" } = row;
  if (occupation === "") return { zh: "职业技能证书", en: "vocational certificate" };
  return { zh: `职业技能证书 ${occupation}，${level} 级`, en: `vocational certificate ${occupation}, level ${level}` };
}

type Planned = { readonly number: number; readonly dueOn: Parameters<typeof formatDay>[0]; readonly amountFen: Fen };

export function showInstalment(each: Planned): { number: number; dueOn: string; amountFen: string } {
  return { number: each.number, dueOn: formatDay(each.dueOn), amountFen: fenText(each.amountFen) };
}
