import { type Problem, problem } from "@wutong/kernel";
import type { Place } from "../../areas/benefits/index.ts";

/** Why a case can't go on yet: `benefits.waitsForPlace`, `benefits.waitsForMoney` {caseId, place}, `benefits.waitsForDraw`. */
export function whyWaiting(caseId: number, place: Place | undefined): Problem | undefined {
  if (place?.state !== "waiting") return undefined;
  if (place.waitsFor === "draw") return problem("benefits.waitsForDraw", { caseId });
  const params = { caseId, place: place.queue ?? 0 };
  return problem(place.waitsFor === "money" ? "benefits.waitsForMoney" : "benefits.waitsForPlace", params);
}

/** As replies and pages show it; null for who doesn't wait. */
export function showWaiting(place: Place | undefined) {
  if (place?.state !== "waiting" || place.waitsFor === null) return null;
  return { for: place.waitsFor, place: place.queue };
}
