import { REGISTER_KINDS, type RegisterCoverage, type RegisterKind } from "@wutong/codes";
import { addMonths, type Day, formatMonth, type Month, month, monthOfDay } from "@wutong/kernel";
import type { OfficeOptions } from "./model.ts";

/**
 * Since when each register is kept electronically, so that older people's histories are known in part only: the contract
 * file since the Labour Contract Law, diplomas since the ministry's electronic registration, and so on.
 */
const KEPT_SINCE: Readonly<Record<RegisterKind, Month>> = {
  talents: month("2010-01"),
  insurance: month("1990-01"),
  education: month("2001-01"),
  employers: month("1990-01"),
  contracts: month("2008-01"),
  housing: month("1998-01"),
  benefits: month("2002-01"),
  family: month("1990-01"),
  statuses: month("2000-01"),
  certificates: month("1999-01"),
};

/** What the registers of an office cover, all complete: through the month before `asOf`, the library through its own. */
export function coverageOf(options: OfficeOptions): Readonly<Record<RegisterKind, RegisterCoverage>> {
  const one = (kind: RegisterKind): RegisterCoverage => ({
    kind,
    file: `${kind}-${options.office}`,
    district: String(options.office),
    from: formatMonth(KEPT_SINCE[kind]),
    through: formatMonth(lastMonthCovered(options.asOf)),
    complete: true,
  });
  return Object.fromEntries(REGISTER_KINDS.map((kind) => [kind, one(kind)])) as Record<RegisterKind, RegisterCoverage>;
}

/** The month before the one of `asOf`: departments hand in closed months. */
export function lastMonthCovered(asOf: Day): Month {
  return addMonths(monthOfDay(asOf), -1);
}

export function firstMonthCovered(kind: RegisterKind): Month {
  return KEPT_SINCE[kind];
}
