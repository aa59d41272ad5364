import type { Fen } from "@wutong/kernel";
import type { Columns } from "../../../storage/analytics/index.ts";

export type Outcome = "entitled" | "possible" | "notEntitled";
export type Change = "newlyEntitled" | "noLongerEntitled" | "newlyOneStepShort";

/** One pair of a subject and a policy as a sweep found it. Bits of the masks are the policy's conditions in order. */
export type Finding = {
  readonly findingId: string;
  readonly personId: number;
  readonly office: number;
  /** The place of the policy in its sweep. */
  readonly place: number;
  readonly subject: string | null;
  readonly outcome: Outcome;
  readonly met: number;
  readonly unknown: number;
  readonly steps: number;
  readonly amountFen: Fen | null;
  readonly thisYearFen: Fen | null;
  readonly planFen: Fen | null;
  readonly chosen: boolean;
  /** The place of the policy that it lost to in stacking. */
  readonly lostTo: number | null;
  readonly change: Change | null;
};

export const OUTCOMES: readonly Outcome[] = ["notEntitled", "possible", "entitled"];

/** A finding within its sweep: place, person and, where the policy is about certificates, which. */
export type FindingKey = { readonly place: number; readonly personId: number; readonly subject: string | null };

export function findingIdOf({ place, personId, subject }: FindingKey): string {
  return subject === null ? `${place}.${personId}` : `${place}.${personId}.${subject}`;
}

export function parseFindingId(text: string): FindingKey | undefined {
  const match = /^(\d{1,3})\.(\d{1,9})(?:\.(.{1,70}))?$/s.exec(text);
  return match ? { place: Number(match[1]), personId: Number(match[2]), subject: match[3] ?? null } : undefined;
}

export function findingsFromColumns(columns: Columns): readonly Finding[] {
  const people = (columns["personId"] ?? []) as readonly number[];
  return people.map((personId, index) => {
    const value = <Value>(name: string) => (columns[name]?.[index] ?? null) as Value;
    const place = value<number>("policy");
    const subject = value<string | null>("subject");
    return {
      findingId: findingIdOf({ place, personId, subject }),
      personId,
      office: Number(value<bigint>("office")),
      place,
      subject,
      outcome: OUTCOMES[value<number>("outcome")] ?? "notEntitled",
      met: value("met"),
      unknown: value("unknown"),
      steps: value("steps"),
      amountFen: value("amountFen"),
      thisYearFen: value("thisYearFen"),
      planFen: value("wholePlanFen"),
      chosen: value<boolean | null>("chosen") ?? false,
      lostTo: value("lostTo"),
      change: value("change"),
    };
  });
}
