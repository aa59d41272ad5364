/** Every problem that this area can answer; the texts stand in the catalogue of `@wutong/contracts`. */
export const BENEFIT_PROBLEMS = [
  "benefits.notFound",
  "benefits.alreadyOffered",
  "benefits.declinedBefore",
  "benefits.offerNotOpen",
  "benefits.offerExpired",
  "benefits.undertakingMissing",
  "benefits.accountInvalid",
  "benefits.accountUnknown",
  "benefits.accountInReview",
  "benefits.noLongerEntitled",
  "benefits.alreadyTaken",
  "benefits.endedByAnother",
  "benefits.notTogether",
  "benefits.spouseNotConfirmed",
  "benefits.marriageUnknown",
  "benefits.reportSettled",
] as const;
