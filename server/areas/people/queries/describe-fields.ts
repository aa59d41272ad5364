import { findDivision } from "@wutong/codes/divisions";
import type * as contract from "@wutong/contracts";
import { dayInChina, formatDay } from "@wutong/kernel";
import type { Tx } from "../../../storage/index.ts";
import { registerName } from "../model/fact-tables.ts";
import { type Disputable, verdictOn } from "../model/field-rules.ts";
import { keptNumber } from "../store/aliases.ts";
import { findFieldState, listFieldRules, listSettlements, listTold, type Told, toldKey } from "../store/told-fields.ts";

/** What each source says of a person's disputed fields, and which value counts; undefined for somebody out of sight. */
export async function describeFields(
  tx: Tx,
  asked: number,
): Promise<contract.ReplyOf<typeof contract.personFields> | undefined> {
  const personId = await keptNumber(tx, asked);
  const state = await findFieldState(tx, personId);
  if (!state) return undefined;
  if (state.disputed.length === 0) return { rows: [] };
  const [all, rules, settlements] = [
    await listTold(tx, personId),
    await listFieldRules(tx, state.officeId),
    await listSettlements(tx, personId),
  ];
  const rows = state.disputed.map((field) => {
    const told = all.filter((one) => one.field === field);
    const settled = settlements.find((one) => one.field === field);
    const verdict = verdictOn({
      told: told.filter(({ mergedFrom }) => mergedFrom === null),
      ownOffice: state.officeId,
      steps: rules.find((one) => one.field === field)?.steps ?? [],
      ...(settled ? { settled } : {}),
    });
    return {
      field,
      by: verdict.by,
      shown: verdict.value === null ? null : shownValue(field, verdict.value),
      told: told.map((one) => ({ ...presentTold(one), counts: one.value === verdict.value })),
      settled: settled
        ? {
            ...{ reason: settled.reason, by: settled.settledBy },
            shown: settled.value === null ? null : shownValue(field, settled.value),
            ...{ at: settled.settledAt.toISOString(), holds: verdict.by === "hand" },
          }
        : null,
    };
  });
  return { rows };
}

function presentTold(one: Told) {
  const { officeId, officeName, batchId, fileName, row, mergedFrom } = one;
  return {
    key: toldKey(one),
    shown: shownValue(one.field, one.value),
    office: { officeId, name: officeName },
    source: {
      kind: mergedFrom === null ? ("register" as const) : ("office" as const),
      register: mergedFrom === null ? registerName("talents") : null,
      ...{ batchId, fileName, row },
      receivedOn: formatDay(dayInChina(one.recordedAt.getTime())),
    },
    mergedFrom,
  };
}

/** Divisions by their names; of a birth the year alone, as everywhere until it is revealed; codes as they are, named on the page. */
function shownValue(field: Disputable, value: string): string {
  if (field === "birth") return `${value.slice(0, 4)}-**-**`;
  if (field === "nativePlace" || field === "residence") return findDivision(value)?.fullName ?? value;
  return value;
}
