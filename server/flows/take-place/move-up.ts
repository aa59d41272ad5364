import {
  type Application,
  findLineOfApplication,
  type LockedLine,
  listLinesWithQueue,
  lockLine,
  type PlaceLine,
  releasePlace,
  settleLine,
} from "../../areas/benefits/index.ts";
import type { Tx } from "../../storage/index.ts";
import { getPolicy, type MoneyDesk, todayOf } from "../money/money-desk.ts";
import { tellMovedUp } from "./tell-moved-up.ts";

/** Locks the line in which an application stands, before its payments and budget lines are touched. Undefined where it stands in none. */
export async function lockLineOfApplication(
  desk: MoneyDesk,
  tx: Tx,
  application: Application,
): Promise<LockedLine | undefined> {
  const found = await findLineOfApplication(tx, application.applicationId);
  if (!found) return undefined;
  const { envelope } = await getPolicy(desk, tx, application.policy, application.version);
  return lockWithPolicy(desk, tx, { ...found, officeId: envelope.office, version: envelope.version, lastDay: null });
}

/** Locks all lines with a queue, or those of one policy, always in the same order. */
export async function lockLinesWithQueue(desk: MoneyDesk, tx: Tx, policy?: string): Promise<readonly LockedLine[]> {
  const lines: LockedLine[] = [];
  for (const line of await listLinesWithQueue(tx, policy)) lines.push(await lockWithPolicy(desk, tx, line));
  return lines;
}

/** Gives an application's place back; the first who wait move up and are told. Returns the applications that did. */
export async function releaseAndMoveUp(
  desk: MoneyDesk,
  tx: Tx,
  { application, line }: { readonly application: Application; readonly line: LockedLine | undefined },
): Promise<readonly number[]> {
  if (!line || !(await releasePlace(tx, application.applicationId, desk.now()))) return [];
  return moveUp(desk, tx, [line]);
}

/** Draws locked lines again, and tells whoever got a place. Returns their applications. */
export async function moveUp(desk: MoneyDesk, tx: Tx, lines: readonly LockedLine[]): Promise<readonly number[]> {
  const now = desk.now();
  const moved: number[] = [];
  for (const line of lines) moved.push(...(await settleLine(tx, line, { today: todayOf(now), now })));
  if (moved.length > 0) await tellMovedUp(desk, tx);
  return moved;
}

/** With the places of the newest version by which anybody asked. */
async function lockWithPolicy(desk: MoneyDesk, tx: Tx, given: PlaceLine): Promise<LockedLine> {
  const line = await lockLine(tx, given);
  const { envelope } = await getPolicy(desk, tx, line.policy, line.version);
  return { line, limits: envelope.limits };
}
