import type { EmployerKind, InsuranceKind } from "@wutong/codes";
import { addMonthsToDay, type Day, firstDayOf, lastDayOf, type Month, monthOfDay } from "@wutong/kernel";
import { firstMonthCovered } from "./coverage.ts";
import type { Identity, Life } from "./identity.ts";
import type { Contract, Employer, InsuranceSpell } from "./model.ts";
import type { Random } from "./random.ts";
import { endOfSchooling } from "./schooling.ts";

/** Employers by kind, at home (the office's district) and elsewhere. */
export type LabourMarket = {
  readonly home: Readonly<Record<EmployerKind, readonly Employer[]>>;
  readonly away: readonly Employer[];
};

type Job = { readonly employer: Employer; readonly from: Month; readonly to: Month; readonly open: boolean };

export type Career = { readonly insurance: readonly InsuranceSpell[]; readonly contracts: readonly Contract[] };

/** What kind of employer each life finds: weights in the order of KINDS. */
const KINDS = [
  "enterprise",
  "individualBusiness",
  "researchInstitute",
  "publicInstitution",
  "government",
  "socialOrganisation",
] as const satisfies readonly EmployerKind[];
const KIND_WEIGHTS: Readonly<Record<Life, readonly number[]>> = {
  fresh: [0.86, 0.03, 0.05, 0.04, 0.01, 0.01],
  mover: [0.85, 0.03, 0.05, 0.05, 0.01, 0.01],
  settled: [0.76, 0.08, 0.03, 0.08, 0.02, 0.03],
  skilled: [0.88, 0.08, 0.01, 0.03, 0, 0],
  public: [0.04, 0, 0.05, 0.5, 0.38, 0.03],
  scholar: [0.4, 0, 0.34, 0.26, 0, 0],
  jobless: [0.82, 0.14, 0, 0.02, 0, 0.02],
  veteran: [0.7, 0.12, 0.02, 0.1, 0.04, 0.02],
};
/** How likely the first job is somewhere else. */
const AWAY_FIRST: Readonly<Record<Life, number>> = {
  fresh: 0.1,
  mover: 0.9,
  settled: 0.25,
  skilled: 0.2,
  public: 0.15,
  scholar: 0.35,
  jobless: 0.2,
  veteran: 0.2,
};
const STILL_AT_WORK: Readonly<Record<Life, number>> = {
  fresh: 0.95,
  mover: 0.95,
  settled: 0.96,
  skilled: 0.9,
  public: 0.98,
  scholar: 0.97,
  jobless: 0.05,
  veteran: 0.9,
};
const JOBS_MAX = 5;
/** Of the movers, so many came to the district within so many months. */
const NEWCOMERS = 0.75;
const NEWCOMER_MONTHS_MAX = 26;
/** Nothing is said of work before the insurance register begins. */
const EARLIEST = firstMonthCovered("insurance");
const TERM_YEARS = [1, 2, 3, 5, 8] as const;
const TERM_WEIGHTS = [0.14, 0.16, 0.48, 0.18, 0.04];

/** Jobs one after the other from the end of school to the last month covered, as insurance and contracts show them. */
export function makeCareer(random: Random, identity: Identity, market: LabourMarket, last: Month): Career {
  const jobs = makeJobs(random, identity, market, last);
  const insurance = jobs.flatMap((job) => insuranceOf(random, job));
  const contracts = jobs.flatMap((job) => contractsOf(random, job, last));
  return { insurance, contracts };
}

function makeJobs(random: Random, identity: Identity, market: LabourMarket, last: Month): readonly Job[] {
  const start = (monthOfDay(endOfSchooling(identity)) + random.between(1, 5) + beforeTheFirstJob(random)) as Month;
  const from = start < EARLIEST ? EARLIEST : start;
  const atWork = random.chance(STILL_AT_WORK[identity.life]);
  const end = (atWork ? last : last - random.between(1, 14)) as Month;
  const arrival = (last - random.between(0, NEWCOMER_MONTHS_MAX)) as Month;
  if (identity.life === "mover" && arrival > from && random.chance(NEWCOMERS)) {
    const before = (arrival - 1 - (random.chance(0.3) ? random.between(1, 4) : 0)) as Month;
    const away = jobsUntil(random, from, before, () => random.pick(market.away));
    const job = { employer: employerFor(random, "mover", market, 0), from: arrival, to: last, open: atWork };
    return [...away, job];
  }
  const jobs = jobsUntil(random, from, end, (n, isLast) =>
    employerFor(random, identity.life, market, n === 0 ? AWAY_FIRST[identity.life] : isLast ? 0.08 : 0.4),
  );
  // Whoever is at work still has been so through the last month covered.
  return jobs.map((job, n) => (n === jobs.length - 1 && atWork ? { ...job, to: last, open: true } : job));
}

/** Job after job, with gaps; the last one reaches `end`. */
function jobsUntil(
  random: Random,
  start: Month,
  end: Month,
  employerOf: (n: number, isLast: boolean) => Employer,
): readonly Job[] {
  const jobs: Job[] = [];
  let from = start;
  for (let n = 0; n < JOBS_MAX && from <= end; n += 1) {
    const length = 8 + random.leaningLow(0, 140);
    const isLast = n === JOBS_MAX - 1 || from + length > end;
    const to = (isLast ? end : from + length) as Month;
    jobs.push({ employer: employerOf(n, isLast), from, to, open: false });
    from = (to + 1 + (random.chance(0.4) ? random.between(1, 7) : 0)) as Month;
  }
  return jobs;
}

/** One in four takes time off, studies on or works for themselves first. */
function beforeTheFirstJob(random: Random): number {
  return random.chance(0.25) ? random.between(3, 24) : 0;
}

function employerFor(random: Random, life: Life, market: LabourMarket, awayChance: number): Employer {
  if (random.chance(awayChance)) return random.pick(market.away);
  const kind = KINDS[random.weighted(KIND_WEIGHTS[life])] ?? "enterprise";
  return random.pick(market.home[kind]);
}

function insuranceOf(random: Random, job: Job): readonly InsuranceSpell[] {
  const kinds: InsuranceKind[] = ["pension"];
  if (job.employer.kind !== "government") kinds.push("unemployment");
  if (random.chance(0.1)) kinds.push("medical", "injury");
  const region = random.chance(0.97) ? job.employer.region : "330603";
  const codeLeftOut = random.chance(0.04);
  return kinds.map((kind) => ({
    employer: job.employer,
    region,
    kind,
    from: job.from,
    to: job.to,
    open: job.open,
    codeLeftOut,
    hidden: false,
  }));
}

/** Fixed terms are renewed until they reach the end of the job; officials have no labour contract. */
function contractsOf(random: Random, job: Job, last: Month): readonly Contract[] {
  if (job.employer.kind === "government" || !random.chance(0.94)) return [];
  const contracts: Contract[] = [];
  const limit = job.open ? lastDayOf(last) : lastDayOf(job.to);
  let from = (firstDayOf(job.from) + random.between(0, 14)) as Day;
  for (let n = 0; n < JOBS_MAX && from <= limit; n += 1) {
    const contract = makeContract(random, job.employer, from, n);
    const isLast = contract.to === null || contract.to >= limit;
    // A contract that outlives the job was dissolved with it: the register shows the day on which it really ended.
    contracts.push(isLast && !job.open ? { ...contract, to: limit } : contract);
    if (isLast || contract.to === null) break;
    from = (contract.to + 1) as Day;
  }
  return contracts;
}

function makeContract(random: Random, employer: Employer, from: Day, renewals: number): Contract {
  const signed = (from - random.between(0, 20)) as Day;
  const kind = renewals >= 2 && random.chance(0.6) ? "openEnded" : random.chance(0.05) ? "openEnded" : "fixed";
  if (kind === "openEnded") return { employer, signed, from, to: null, term: "openEnded", hidden: false };
  if (random.chance(0.02)) return { employer, signed, from, to: null, term: "task", hidden: false };
  const years = TERM_YEARS[random.weighted(TERM_WEIGHTS)] ?? 3;
  const anniversary = addMonthsToDay(from, years * 12);
  const to = (anniversary - (random.chance(0.85) ? 1 : 0)) as Day;
  return { employer, signed, from, to, term: "fixed", hidden: false };
}
