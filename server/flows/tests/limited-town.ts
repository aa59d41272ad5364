import type { CompiledPolicy, Limits, Quota } from "@wutong/policy";
import { testDatabase } from "../../../tests/support/database.ts";
import { findPlace, listApplicationsOfCases, type Place } from "../../areas/benefits/index.ts";
import { inSession } from "../../storage/index.ts";
import { type Confirmed, confirmOffer } from "../confirm-offer/confirm-offer.ts";
import { pushOffers } from "../push-offers/push-offers.ts";
import { by, cardNumber, must, PUSHED, type Staff, SWEPT, VOUCHER } from "./money-path.ts";
import { type NewPerson, openTown, type Town, YUECHENG } from "./money-town.ts";

/** A town whose rule book also has policies of few places or little money, each like the voucher but for its limits. */
export type LimitedTown = Town & {
  readonly clerks: Staff;
  /** Adds a policy; PhDs meet its reserve, where it has one. */
  readonly limit: (policyId: string, limits: Limits, mode?: "noApplication") => void;
  /** A next version of such a policy, which everybody in its line asks for from now on. */
  readonly revise: (policyId: string, limits: Limits) => Promise<void>;
  readonly offerTo: (personId: number, policyId: string) => Promise<number>;
  /** A person who is offered it and confirms; the reply. */
  readonly ask: (policyId: string, person?: Partial<NewPerson>) => Promise<Confirmed>;
  readonly confirmOne: (personId: number, offerId: number) => Promise<Confirmed>;
  readonly placeOf: (caseId: number) => Promise<Place | undefined>;
};

export function firstCome(places: number, per: Quota["per"] = "year", reserved = 0): { readonly quota: Quota } {
  const says = { zh: "博士", en: "PhDs" };
  const reserves = reserved > 0 ? [{ feel: "phd", places: reserved, says }] : [];
  return { quota: { places, per, order: { kind: "firstCome" }, reserved: reserves } };
}

export function drawn(places: number, kind: "rank" | "points" | "lottery", reserved = 0): { readonly quota: Quota } {
  const { quota } = firstCome(places, "year", reserved);
  return { quota: { ...quota, order: kind === "lottery" ? { kind, weight: "points" } : { kind, by: "points" } } };
}

export async function openLimitedTown(): Promise<LimitedTown> {
  const opened = await openTown(await testDatabase());
  const limited = new Map<string, (like: CompiledPolicy) => CompiledPolicy>();
  const revised = new Map<string, (like: CompiledPolicy) => CompiledPolicy>();
  const town: Town = {
    ...opened,
    desk: {
      ...opened.desk,
      findPolicy: async (tx, id, version) => {
        const isNew = version === REVISED && revised.has(id);
        const change = (isNew ? revised : limited).get(id);
        const found = await opened.desk.findPolicy(tx, change ? VOUCHER : id, isNew ? VOUCHER_VERSION : version);
        return change && found ? change(found) : found;
      },
    },
  };
  const clerks = await town.staff(YUECHENG);
  const offerTo: LimitedTown["offerTo"] = async (personId, policyId) => {
    const finding = { ...(await town.finding(personId, VOUCHER, SWEPT)), policyId };
    const pushed = must(await pushOffers(town.desk, by(clerks.clerk), { sweepId: 1, findings: [finding] }));
    const [offerId] = pushed.offerIds;
    if (!offerId) throw new Error(JSON.stringify(pushed.skipped));
    return offerId;
  };
  const confirmOne: LimitedTown["confirmOne"] = async (personId, offerId) => {
    const account = { kind: "new", bank: "某银行绍兴支行", number: cardNumber(personId) } as const;
    return must(await confirmOffer(town.desk, by(await town.talent(personId)), { offerId, undertakings: [], account }));
  };
  town.setDay(PUSHED);
  return {
    ...town,
    clerks,
    limit: (policyId, limits, mode) => {
      limited.set(policyId, (like) => withLimits(like, { policyId, limits, ...(mode ? { mode } : {}) }));
    },
    revise: async (policyId, limits) => {
      revised.set(policyId, (like) => withLimits(like, { policyId, limits }));
      await town.owner.query("UPDATE benefits.place_lines SET version = $2 WHERE policy = $1", [policyId, REVISED]);
    },
    offerTo,
    confirmOne,
    ask: async (policyId, person) => {
      const personId = await town.addPerson(person);
      return confirmOne(personId, await offerTo(personId, policyId));
    },
    placeOf: (caseId) =>
      inSession(town.database, clerks.clerk, async (tx) => {
        const [application] = await listApplicationsOfCases(tx, [caseId]);
        return application && findPlace(tx, application.applicationId);
      }),
  };
}

const VOUCHER_VERSION = 2;
/** No version of the voucher. */
const REVISED = 99;

/** What rank, points and tickets are here: by the degree; a college's is not known. */
const POINTS = {
  feel: { source: "points" } as never,
  evaluate: (facts: Readonly<Record<string, unknown>>) => {
    const { rows } = facts["education"] as { readonly rows: readonly { readonly level: string }[] };
    return { phd: 3, master: 2, bachelor: 1 }[rows[0]?.level ?? ""] ?? null;
  },
};

/** Whose places are asked for, where they are counted apart. */
const DEGREE = {
  feel: { source: "degree" } as never,
  evaluate: (facts: Readonly<Record<string, unknown>>) => {
    const { rows } = facts["education"] as { readonly rows: readonly { readonly level: string }[] };
    return rows[0]?.level ?? null;
  },
};

function withLimits(
  like: CompiledPolicy,
  { policyId, limits, mode }: { readonly policyId: string; readonly limits: Limits; readonly mode?: "noApplication" },
): CompiledPolicy {
  const { envelope } = like;
  const handling = { ...envelope.handling, ...(mode ? { mode } : {}) };
  const own = { id: policyId, undertakings: [], beneficiary: { who: "person" }, limits, handling } as const;
  const reserved = (limits.quota?.reserved ?? []).map(() => ({
    feel: { source: "phd" } as never,
    evaluate: (facts: Readonly<Record<string, unknown>>) => {
      const { rows } = facts["education"] as { readonly rows: readonly { readonly level: string }[] };
      return rows.some(({ level }) => level === "phd");
    },
  }));
  // What is locked once is not what these tests are about: each person asks for each of them.
  const stacking = { ends: [], deducts: [], higherBarsLower: false, notWith: [] };
  const of = limits.quota?.eachOf ? { of: DEGREE } : {};
  return { ...like, quota: { by: POINTS, ...of, reserved }, envelope: { ...envelope, ...own, stacking } };
}
