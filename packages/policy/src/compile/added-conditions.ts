import type { ClaimDeadline, Condition, Envelope, Evidence } from "../envelope/envelope.ts";
import { windowFeel, windowText } from "../envelope/intake.ts";

/** A condition that the envelope brings without naming one: what it asks stands in other parts of the file. */
export type AddedCondition = Omit<Condition, "kind"> & { readonly path: readonly (string | number)[] };

const CALENDAR: Evidence = { kind: "register", register: "calendar" };

/** The key date lies in force (unless a condition of the policy proves it), applications are taken, it is known whose places they are, deadlines are kept. */
export function addedConditions(envelope: Envelope): readonly AddedCondition[] {
  return [
    ...(envelope.keyDate.provedBy === undefined ? [forceCondition(envelope)] : []),
    ...runningCondition(envelope),
    ...intakeCondition(envelope),
    ...placesCondition(envelope),
    ...envelope.claimWithin.map(deadlineCondition),
  ];
}

function forceCondition({ inForce, keyDate }: Envelope): AddedCondition {
  return {
    id: "inForce",
    feel: `keyDate >= inForceFrom${inForce.to === undefined ? "" : " and keyDate <= inForceTo"}`,
    text: { zh: `${keyDate.says.zh}在政策施行期内`, en: `${keyDate.says.en} lies within the policy's time in force` },
    clause: keyDate.clause ?? { zh: "施行期", en: "time in force" },
    evidence: keyDate.evidence,
    when: "atKeyDate",
    path: ["inForce"],
  };
}

/** Where what has begun stops with the policy, each instalment asks whether it is still in force. */
function runningCondition({ inForce, cutOver }: Envelope): readonly AddedCondition[] {
  if (inForce.to === undefined || cutOver?.running !== "stops") return [];
  return [
    {
      id: "stillInForce",
      feel: "asOf <= inForceTo",
      text: { zh: "政策仍在施行", en: "the policy is still in force" },
      clause: cutOver.says,
      evidence: CALENDAR,
      when: "atEachInstalment",
      path: ["cutOver"],
    },
  ];
}

function intakeCondition({ intake }: Envelope): readonly AddedCondition[] {
  if (intake.length === 0) return [];
  const spans = intake.map(windowText);
  const [zh, en] = [spans.map((span) => span.zh).join("、"), spans.map((span) => span.en).join(", ")];
  return [
    {
      id: "intake",
      feel: intake.map(windowFeel).join(" or "),
      text: { zh: `在申报期内（${zh}）`, en: `applications are taken (${en})` },
      clause: { zh: "申报期", en: "intake window" },
      evidence: CALENDAR,
      when: "atKeyDate",
      path: ["intake"],
    },
  ];
}

/** Met once it is known whose places are asked for, unknown until then; never false. */
function placesCondition({ limits }: Envelope): readonly AddedCondition[] {
  const of = limits.quota?.eachOf;
  if (of === undefined) return [];
  return [
    {
      id: "placesOf",
      feel: `(${of.feel}) = (${of.feel})`,
      text: {
        zh: `已知${of.says.zh}（名额按此分别计算）`,
        en: `known: ${of.says.en}, for which places are counted apart`,
      },
      clause: of.says,
      evidence: of.evidence,
      when: "atKeyDate",
      path: ["limits", "quota", "eachOf", "feel"],
    },
  ];
}

const SPANS = { days: "D", months: "M", years: "Y" } as const;

function inTime(after: string, { count, unit }: ClaimDeadline["span"]): string {
  if (unit === "calendarYears") return `asOf.year <= (${after}).year + ${count}`;
  return `asOf <= (${after}) + duration("P${count}${SPANS[unit]}")`;
}

function deadlineCondition({ id, after, span, text, clause, evidence }: ClaimDeadline, index: number): AddedCondition {
  return {
    id,
    feel: `asOf >= (${after}) and ${inTime(after, span)}`,
    text,
    clause,
    evidence,
    when: "atKeyDate",
    path: ["claimWithin", index, "after"],
  };
}
