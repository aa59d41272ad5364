import type { CertificateOfGrant, Grant, LostReason, TakenBenefit } from "./grant.ts";

type Side = Grant | TakenBenefit;

/** Why a new grant may not stand beside another benefit, or null when the two go together. */
export function conflictBetween(grant: Grant, other: Side): LostReason | null {
  if (sameGroup(grant, other)) return "chooseOne";
  if (onceOnly(grant, other)) return "onceOnly";
  if (grant.benefit === other.benefit && higherHeld(grant, other)) return "higherLevel";
  if (mustNotMeet(grant, other) || mustNotMeet(other, grant)) return "notTogether";
  return null;
}

export function ends(ender: Side, ended: Side): boolean {
  return ender.key !== ended.key && ender.stacking.ends.includes(ended.benefit);
}

function sameGroup(a: Side, b: Side): boolean {
  return a.stacking.chooseOne !== undefined && a.stacking.chooseOne === b.stacking.chooseOne;
}

/** Once for a person; or once for an occupation and level, whichever certificate proves it. */
function onceOnly(grant: Grant, other: Side): boolean {
  if (grant.benefit !== other.benefit) return false;
  if (grant.stacking.oncePer === "person") return true;
  return grant.stacking.oncePer === "occupationAndLevel" && sameLevel(grant.certificate, other.certificate);
}

/** Levels count down: "5" is the lowest, "1" the highest. */
function higherHeld(grant: Grant, other: Side): boolean {
  const lower = grant.certificate;
  const higher = other.certificate;
  if (!grant.stacking.higherBarsLower || !lower || !higher) return false;
  return lower.occupation === higher.occupation && Number(higher.level) < Number(lower.level);
}

/** Benefits for certificates meet at the same certificate, or the same occupation and level; others in the person. */
function mustNotMeet(one: Side, other: Side): boolean {
  if (!one.stacking.notWith.includes(other.benefit)) return false;
  if (!one.certificate || !other.certificate) return true;
  return one.certificate.key === other.certificate.key || sameLevel(one.certificate, other.certificate);
}

function sameLevel(a: CertificateOfGrant | undefined, b: CertificateOfGrant | undefined): boolean {
  return a !== undefined && b !== undefined && a.occupation === b.occupation && a.level === b.level;
}
