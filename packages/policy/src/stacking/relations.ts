import type { CertificateOfGrant, Grant, LostReason, TakenBenefit } from "./grant.ts";

type Side = Grant | TakenBenefit;

/** Why a new grant may not stand beside another benefit, or null when the two go together. */
export function conflictBetween(grant: Grant, other: Side): LostReason | null {
  if (samePerson(grant, other)) {
    if (sameGroup(grant.stacking.chooseOne, other.stacking.chooseOne)) return "chooseOne";
    if (onceOnly(grant, other)) return "onceOnly";
    if (grant.benefit === other.benefit && higherHeld(grant, other)) return "higherLevel";
    if (mustNotMeet(grant, other) || mustNotMeet(other, grant)) return "notTogether";
    const sameField = sameGroup(grant.stacking.oneJurisdiction, other.stacking.oneJurisdiction);
    if (sameField && grant.office !== other.office) return "otherOffice";
  }
  if (grant.benefit !== other.benefit) return null;
  if (either(grant, other, "household")) return "onceInHousehold";
  const homeOnce = grant.stacking.oncePerHome === true || other.stacking.oncePerHome === true;
  return homeOnce && grant.home !== undefined && grant.home === other.home ? "onceForHome" : null;
}

/** Why two new grants may not stand side by side, seen from the first. */
export function whyApart(grant: Grant, other: Grant): LostReason | null {
  const own = conflictBetween(grant, other);
  if (own) return own;
  const theirs = conflictBetween(other, grant);
  if (theirs) return theirs === "higherLevel" ? "barsLower" : theirs;
  if (ends(other, grant)) return "endedBy";
  if (ends(grant, other)) return "wouldEnd";
  return toppedUpTogether(grant, other) ? "toppedUp" : null;
}

/** Taking the one stops the other from that day, whether or not it deducts what was paid. */
export function ends(ender: Side, ended: Side): boolean {
  const { stacking } = ender;
  if (!stacking.ends.includes(ended.benefit) && !stacking.deducts.includes(ended.benefit)) return false;
  return ender.key !== ended.key && samePerson(ender, ended);
}

export function deducts(grant: Grant, other: Side): boolean {
  return grant.stacking.deducts.includes(other.benefit) && grant.key !== other.key && samePerson(grant, other);
}

/** Of a group that tops up to its best, a second new one has nothing to add: the best alone brings all of it. */
export function toppedUpTogether(one: Side, other: Side): boolean {
  return sameGroup(one.stacking.topUp, other.stacking.topUp) && samePerson(one, other);
}

export function samePerson(one: Side, other: Side): boolean {
  return one.person === other.person;
}

function sameGroup(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b;
}

/** Once for a person; or once for an occupation and level, whichever certificate proves it. */
function onceOnly(one: Side, other: Side): boolean {
  if (one.benefit !== other.benefit) return false;
  if (either(one, other, "person")) return true;
  return either(one, other, "occupationAndLevel") && sameLevel(one.certificate, other.certificate);
}

/** It is enough that the rule of one of them says so. */
function either(one: Side, other: Side, oncePer: "person" | "household" | "occupationAndLevel"): boolean {
  return one.stacking.oncePer === oncePer || other.stacking.oncePer === oncePer;
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
