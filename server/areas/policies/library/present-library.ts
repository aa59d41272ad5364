import type * as contract from "@wutong/contracts";
import { formatDay } from "@wutong/kernel";
import { valueName } from "@wutong/policy";
import { presentAmount } from "../findings/present-amount.ts";
import { conditionNodes } from "../findings/present-conditions.ts";
import { presentDeadlines, presentLimits } from "../findings/present-limits.ts";
import { presentPlan } from "../findings/present-plan.ts";
import { presentPolicyRow } from "../findings/present-policy.ts";
import { presentStacking } from "../findings/present-stacking.ts";
import { divisionName } from "./division-name.ts";
import type { Library, LibraryPolicy, LibraryRegion } from "./policy-library.ts";
import { presentPays } from "./present-pays.ts";

type Row = contract.ReplyOf<typeof contract.listRegionPolicies>["rows"][number];
type Region = contract.ReplyOf<typeof contract.listRegionPolicies>["region"];

export function presentRegion(region: LibraryRegion, { policies }: Library): Region {
  return { ...region, policies: policies.filter(({ regionId }) => regionId === region.regionId).length };
}

export function presentLibraryRow({ policy, regionId }: LibraryPolicy, { today, regions }: Library) {
  const { state: _, ...row } = presentPolicyRow(policy, today);
  const { office, benefit, fragment, amount } = policy.envelope;
  const region = regions.find((each) => each.regionId === regionId);
  return {
    ...row,
    regionId,
    region: region?.name ?? divisionName(Number(regionId)),
    place: divisionName(office),
    benefit,
    benefitName: valueName(benefit),
    fragment,
    pays: presentPays(amount),
  };
}

/** A policy whole, without formulas: what a reader outside the office needs. */
export function presentLibraryPolicy(shown: LibraryPolicy, library: Library): Row {
  const { policy, versions, regionId } = shown;
  const { envelope } = policy;
  const neighbours = library.policies.filter((each) => each.regionId === regionId).map((each) => each.policy);
  const { of } = envelope.amount;
  const rows = presentAmount(envelope.amount).table?.rows ?? [];
  return {
    ...presentLibraryRow(shown, library),
    prose: { zh: envelope.prose.zh.trim(), en: envelope.prose.en.trim() },
    notes: [...envelope.notes],
    sourceNote: envelope.source.note,
    conditions: conditionNodes(policy).map((node) => ({ ...node, feel: null })),
    undertakings: envelope.undertakings.map(({ id, text }) => ({ undertakingId: id, text, clause: "" })),
    amount: {
      text: presentAmount(envelope.amount).text,
      rows: rows.map(({ inputs, amount }, index) => {
        const says = of.kind === "table" ? of.rows[index]?.says : undefined;
        return {
          says: says ?? { zh: inputs.join("，"), en: inputs.join(", ") },
          amount: bothOf(amount.replaceAll(/\.00(?!\d)/g, "")),
        };
      }),
    },
    parameters: envelope.parameters.map(({ says, values }) => ({
      text: says,
      values: values.map(({ from, value, source }) => ({ from: formatDay(from), value: String(value), source })),
    })),
    payPlan: presentPlan(envelope.payPlan).text,
    stacking: presentStacking(policy, neighbours).map(({ text }) => text),
    limits: presentLimits(policy),
    deadlines: presentDeadlines(policy),
    versions: versions.map(({ envelope: { version, inForce } }) => ({
      version,
      from: formatDay(inForce.from),
      to: inForce.to === undefined ? null : formatDay(inForce.to),
    })),
  };
}

/** A cell of the table of amounts has both languages in one text where they differ. */
function bothOf(text: string) {
  const [zh = text, en = zh] = text.split(" / ");
  return { zh, en };
}
