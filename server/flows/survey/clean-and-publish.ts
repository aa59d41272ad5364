import type { Readable } from "node:stream";
import { DISCIPLINES, OCCUPATIONS, readCode } from "@wutong/codes";
import type { cleanDemandItem } from "@wutong/contracts";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type * as z from "zod";
import {
  findItem,
  findWave,
  type Item,
  insertEdition,
  insertItems,
  normaliseWords,
  saveCleaned,
} from "../../areas/demand/index.ts";
import type { Tx } from "../../storage/index.ts";
import { tidy } from "./answer-survey.ts";
import { type FailedRow, readDemandWorkbook } from "./demand-workbook.ts";
import { type StaffCaller, type SurveyDesk, todayOn } from "./survey-desk.ts";

type Decision = NonNullable<z.output<(typeof cleanDemandItem)["body"]>>;

/** Problems: `demand.notFound`, `.wrongState` {state}, `.notDuplicate`, `.cellWrong` for a code that no table has. */
export function cleanItem(desk: SurveyDesk, caller: StaffCaller, itemId: number, decision: Decision) {
  return desk.run({ ...caller, command: "cleanDemandItem", input: { itemId, ...decision } }, async (tx) => {
    const item = await findItem(tx, itemId);
    if (!item) return fail(problem("demand.notFound"));
    if (item.state === "withdrawn") return fail(problem("demand.wrongState", { state: item.state }));
    const cleaned = await decide(tx, item, decision);
    if (!cleaned.ok) return cleaned;
    await saveCleaned(tx, itemId, cleaned.value);
    const { state } = cleaned.value;
    return ok({
      reply: { state },
      subject: { kind: "demandItem", id: itemId },
      officeId: item.officeId,
      before: { state: item.state },
      after: { ...cleaned.value },
    });
  });
}

async function decide(tx: Tx, item: Item, decision: Decision) {
  const { discipline, occupation } = item;
  if (decision.decision === "reject")
    return ok({ state: "rejected" as const, reason: decision.reason, discipline, occupation, mergedInto: null });
  if (decision.decision === "accept") {
    const unknown = unknownCode(decision);
    if (unknown) return fail(unknown);
    return ok({
      state: "accepted" as const,
      reason: "",
      discipline: decision.discipline ?? discipline,
      occupation: decision.occupation ?? occupation,
      mergedInto: null,
    });
  }
  const into = await findItem(tx, decision.into);
  const live = into && (into.state === "received" || into.state === "accepted");
  if (!live || into.itemId === item.itemId || into.creditCode !== item.creditCode)
    return fail(problem("demand.notDuplicate"));
  return ok({ state: "merged" as const, reason: "", discipline, occupation, mergedInto: into.itemId });
}

function unknownCode(decision: Extract<Decision, { decision: "accept" }>): Problem | undefined {
  for (const [column, table, text] of [
    ["学科门类", DISCIPLINES, decision.discipline],
    ["职业", OCCUPATIONS, decision.occupation],
  ] as const) {
    if (text && !readCode<string>(table, text).ok)
      return problem("demand.cellWrong", { column, text, wanted: `${column}代码` });
  }
  return undefined;
}

/** Problems: `demand.notFound`, `demand.nothingToPublish`. */
export function publishList(
  desk: SurveyDesk,
  caller: StaffCaller,
  waveId: number,
): Promise<Result<{ readonly editionId: number; readonly items: number }, Problem>> {
  return desk.run({ ...caller, command: "publishDemandList", input: { waveId } }, async (tx) => {
    const wave = await findWave(tx, waveId);
    if (!wave) return fail(problem("demand.notFound"));
    const { officeId } = wave;
    const edition = await insertEdition(tx, { waveId, officeId, today: todayOn(desk) });
    if (!edition) return fail(problem("demand.nothingToPublish"));
    return ok({
      reply: edition,
      subject: { kind: "demandEdition", id: edition.editionId },
      officeId,
      after: { waveId, items: edition.items },
    });
  });
}

/** Records of earlier surveys: good rows go in as accepted, bad ones come back. Problems: those of `readDemandWorkbook`. */
export async function loadRecords(
  desk: SurveyDesk,
  caller: StaffCaller & { readonly officeId: number },
  { stream, atLeast }: { readonly stream: Readable; readonly atLeast: boolean },
): Promise<Result<{ readonly loaded: number; readonly failed: readonly FailedRow[] }, Problem>> {
  const read = await readDemandWorkbook(stream, { employers: true });
  if (!read.ok) return read;
  const { token, key, officeId } = caller;
  const items = read.value.rows.map(({ demand, ...employer }) =>
    tidy(demand, { creditCode: normaliseWords(employer.creditCode), employer: employer.employer }),
  );
  const input = { atLeast, items: items.map((item) => ({ ...item })) };
  const done = await desk.run({ token, key, command: "loadDemandRecords", input }, async (tx) => {
    const origin = { officeId, waveId: null, invitationId: null, state: "accepted" as const, atLeast, now: desk.now() };
    await insertItems(tx, origin, items);
    return ok({
      reply: { loaded: items.length },
      subject: { kind: "demandRecords", id: officeId },
      officeId,
      after: { loaded: items.length, failed: read.value.failed.length, atLeast },
    });
  });
  return done.ok ? ok({ ...done.value, failed: read.value.failed }) : done;
}
