import { ok, type Problem, type Result } from "@wutong/kernel";
import {
  findPairOfMove,
  personalSecrets,
  type SplitPerson,
  saveDecision,
  splitPerson,
  undoMove,
} from "../../areas/people/index.ts";
import { maskNumbers } from "../../areas/registers/index.ts";
import { areasOf, type LinkCaller, type LinkDesk } from "./link-desk.ts";

/** Takes documents and register rows out of a person into a new one. Problems: those of `splitPerson`. */
export function splitOff(
  desk: LinkDesk,
  caller: LinkCaller,
  given: Omit<SplitPerson, "by" | "now">,
): Promise<Result<{ readonly moveId: number; readonly newPersonId: number }, Problem>> {
  const { token, key, name } = caller;
  const reason = maskNumbers(given.reason.trim());
  const input = {
    personId: given.personId,
    documents: [...given.documents],
    sources: given.sources.map(({ kind, batchId }) => ({ kind, batchId })),
    reason,
  };
  return desk.run({ token, key, command: "splitPerson", input }, async (tx) => {
    const secrets = personalSecrets(desk.vault, desk.tenantId);
    const split = await splitPerson(tx, { ...given, reason, by: name, now: desk.now() }, secrets);
    if (!split.ok) return split;
    const { moveId, newPersonId, officeId, personId, documents, facts } = split.value;
    const after = { moveId, newPersonId, documents, facts, reason };
    return ok({ reply: { moveId, newPersonId }, subject: { kind: "person", id: personId }, personId, officeId, after });
  });
}

/** Takes a merge or a split back, whole. Its pair waits for a person again. Problems: those of `undoMove`. */
export function undoMoveOf(
  desk: LinkDesk,
  caller: LinkCaller,
  moveId: number,
): Promise<Result<{ readonly done: true }, Problem>> {
  const { token, key, name } = caller;
  return desk.run({ token, key, command: "undoMove", input: { moveId } }, async (tx) => {
    const now = desk.now();
    const pair = await findPairOfMove(tx, moveId);
    const undone = await undoMove(tx, { moveId, by: name, now }, areasOf(desk));
    if (!undone.ok) return undone;
    if (pair) await saveDecision(tx, { pairId: pair.pairId, state: "waiting", reason: "", moveId: null, now });
    const { kind, fromPerson, toPerson, officeId } = undone.value;
    const after = { moveId, kind, fromPerson, toPerson };
    return ok({
      reply: { done: true as const },
      subject: { kind: "person", id: toPerson },
      personId: kind === "merge" ? toPerson : fromPerson,
      officeId,
      after,
    });
  });
}
