import { equals } from "./equality.ts";
import { type FeelValue, hasKind, isList, type Zone } from "./value.ts";

/** FEEL's `is`: the same element of the same semantic domain, so times are the same only in the same zone. */
export function isIdentical(a: FeelValue, b: FeelValue): boolean {
  if (a === null || b === null) return a === b;
  if ((hasKind(a, "dateTime") && hasKind(b, "dateTime")) || (hasKind(a, "time") && hasKind(b, "time"))) {
    return isSameZone(a.zone, b.zone) && a.nano === b.nano && equals(a, b) === true;
  }
  if (typeof a === "object" && typeof b === "object" && !isList(a) && !isList(b) && a.kind !== b.kind) return false;
  return equals(a, b) === true;
}

function isSameZone(a: Zone | null, b: Zone | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.kind === "region") return b.kind === "region" && a.name === b.name;
  return b.kind === "offset" && a.seconds === b.seconds;
}
