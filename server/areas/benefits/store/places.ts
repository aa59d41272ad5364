import type { Day, Fen } from "@wutong/kernel";
import { sql } from "kysely";
import { dayParameter, type Tx } from "../../../storage/index.ts";
import type { PlaceLine, StandingInLine, WaitsFor } from "../model.ts";

/** Locks a line until the transaction ends: whoever asks next waits and then sees what was decided here. As it stands now. */
export async function lockLine(tx: Tx, line: PlaceLine): Promise<PlaceLine & { readonly drawn: boolean }> {
  const { rows } = await sql<{ version: number; last_day: Day | null; drawn: boolean }>`
    SELECT version, last_day, drawn FROM benefits.lock_place_line(${line.policy}, ${line.period}, ${line.officeId}, ${line.version},
      ${line.lastDay === null ? null : dayParameter(line.lastDay)}::date)`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error(`the line ${line.policy} ${line.period} was not locked`);
  return { ...line, version: row.version, lastDay: row.last_day, drawn: row.drawn };
}

/** Those of policies (or of all) where somebody waits, in the order in which they must be locked. */
export async function listLinesWithQueue(tx: Tx, policy: string | undefined): Promise<readonly PlaceLine[]> {
  const { rows } = await sql<PlaceLine>`
    SELECT l.policy, l.period, l.office_id AS "officeId", l.version, l.last_day AS "lastDay"
    FROM benefits.place_lines l
    WHERE l.tenant_id = access.current_tenant() AND (${policy ?? null}::text IS NULL OR l.policy = ${policy ?? null})
      AND EXISTS (SELECT FROM benefits.places p WHERE p.tenant_id = l.tenant_id AND p.policy = l.policy AND p.period = l.period
        AND p.state = 'waiting')
    ORDER BY l.policy, l.period LIMIT 1000`.execute(tx);
  return rows;
}

/** In the order of confirmation; what falls due through the year counts. */
export async function listStanding(
  tx: Tx,
  line: Pick<PlaceLine, "policy" | "period">,
  year: number,
): Promise<readonly StandingInLine[]> {
  const { rows } = await sql<StandingInLine>`
    SELECT application_id AS "applicationId", number, meets, state, need_fen AS "needFen", committed
    FROM benefits.standing_in_line(${line.policy}, ${line.period}, ${year})`.execute(tx);
  return rows;
}

/** Undefined where no budget line is open for the year. Locked: nobody commits on it meanwhile. */
export async function lockMoneyLeft(
  tx: Tx,
  line: PlaceLine,
  year: number,
): Promise<{ readonly leftFen: Fen; readonly usedFen: Fen } | undefined> {
  const { rows } = await sql<{ leftFen: Fen; usedFen: Fen }>`
    SELECT left_fen AS "leftFen", used_fen AS "usedFen"
    FROM benefits.money_left(${line.officeId}, ${line.policy}, ${year}, ${line.period})`.execute(tx);
  return rows[0];
}

export async function insertPlace(
  tx: Tx,
  asked: {
    readonly applicationId: number;
    readonly period: string;
    readonly meets: readonly number[];
    readonly value: number | null;
    readonly waitsFor: WaitsFor;
    readonly now: Date;
  },
): Promise<void> {
  const { rows } = await sql<{ number: number | null }>`
    SELECT benefits.ask_for_place(${asked.applicationId}, ${asked.period}, ${[...asked.meets]}::int[], ${asked.value}::numeric, ${asked.waitsFor}, ${asked.now}) AS number`.execute(
    tx,
  );
  if (typeof rows[0]?.number !== "number") throw new Error("an application is out of the session's scope");
}

export async function savePlaces(
  tx: Tx,
  line: Pick<PlaceLine, "policy" | "period">,
  drawn: {
    readonly taken: readonly number[];
    readonly forMoney: readonly number[];
    readonly placesMax: number;
    readonly now: Date;
  },
): Promise<void> {
  await sql`
    SELECT benefits.save_places(${line.policy}, ${line.period}, ${[...drawn.taken]}::int[], ${[...drawn.forMoney]}::int[],
      ${drawn.placesMax}, ${drawn.now})`.execute(tx);
}

/** Whether there was anything to give back. */
export async function releasePlace(tx: Tx, applicationId: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ released: boolean }>`
    SELECT benefits.release_place(${applicationId}, ${now}) AS released`.execute(tx);
  return rows[0]?.released === true;
}

/** The line that an application stands in; undefined where its policy has none. */
export async function findLineOfApplication(
  tx: Tx,
  applicationId: number,
): Promise<{ readonly policy: string; readonly period: string } | undefined> {
  const { rows } = await sql<{ policy: string; period: string }>`
    SELECT policy, period FROM benefits.places
    WHERE tenant_id = access.current_tenant() AND application_id = ${applicationId} AND state <> 'released'`.execute(
    tx,
  );
  return rows[0];
}

/** Of one application: since when, what for, and where in the queue; `since` and `takenAt` tell its history. */
export type Place = {
  readonly applicationId: number;
  readonly state: "waiting" | "taken" | "released";
  readonly waitsFor: WaitsFor | null;
  readonly queue: number | null;
  readonly askedAt: Date;
  readonly waited: boolean;
  readonly takenAt: Date | null;
};

export async function findPlace(tx: Tx, applicationId: number): Promise<Place | undefined> {
  const { rows } = await sql<Place>`
    SELECT application_id AS "applicationId", state, waits_for AS "waitsFor", asked_at AS "askedAt", waited, taken_at AS "takenAt",
      CASE WHEN state = 'waiting' AND waits_for <> 'draw' THEN benefits.place_in_queue(application_id) END AS queue
    FROM benefits.places WHERE tenant_id = access.current_tenant() AND application_id = ${applicationId}`.execute(tx);
  return rows[0];
}

/** How many wait in all queues, as far as the session sees them. */
export async function countInQueues(tx: Tx): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    SELECT count(*)::int AS waiting FROM benefits.places
    WHERE tenant_id = access.current_tenant() AND state = 'waiting'`.execute(tx);
  return rows[0]?.waiting ?? 0;
}

export type MovedUp = { readonly applicationId: number; readonly caseId: number; readonly personId: number };

/** Who waited and got a place since a day, as far as the session sees them. */
export async function listMovedUp(
  tx: Tx,
  { since, limit }: { readonly since: Day; readonly limit: number },
): Promise<readonly MovedUp[]> {
  const { rows } = await sql<MovedUp>`
    SELECT p.application_id AS "applicationId", a.case_id AS "caseId", p.person_id AS "personId"
    FROM benefits.places p JOIN benefits.applications a ON a.tenant_id = p.tenant_id AND a.application_id = p.application_id
    WHERE p.tenant_id = access.current_tenant() AND p.state = 'taken' AND p.waited
      AND p.taken_at >= ${dayParameter(since)}::date
    ORDER BY p.taken_at DESC, p.application_id LIMIT ${limit}`.execute(tx);
  return rows;
}
