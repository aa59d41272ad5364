import type { Day } from "@wutong/kernel";
import { sql } from "kysely";
import { dayParameter, type Tx } from "../../../storage/index.ts";
import type { DrawnEntry, DrawOrder, PlaceLine } from "../model.ts";

/** A line whose places don't go by confirmation: how many have asked, and how far its draw is. */
export type DrawLine = PlaceLine & {
  readonly asked: number;
  readonly draw: {
    /** Of the policy, as it was announced. */
    readonly version: number;
    readonly seed: string;
    readonly announcedBy: number;
    readonly drawOn: Day;
    readonly drawnOn: Day | null;
    /** The last who confirmed before a lottery's seed was told; null where whoever confirms until the draw is drawn. */
    readonly lastNumber: number | null;
  } | null;
};

/** Of the offices that the session sees. Those by confirmation are among them: who asks knows the policies. */
export async function listDrawLines(tx: Tx): Promise<readonly DrawLine[]> {
  const { rows } = await sql<
    PlaceLine & {
      asked: number;
      drawVersion: number;
      seed: string | null;
      announcedBy: number;
      drawOn: Day;
      drawnOn: Day | null;
      lastNumber: number | null;
    }
  >`
    SELECT l.policy, l.period, l.office_id AS "officeId", l.version, l.last_day AS "lastDay", d.seed, d.announced_by AS "announcedBy",
      d.version AS "drawVersion", d.draw_on AS "drawOn", d.drawn_on AS "drawnOn", d.last_number AS "lastNumber",
      (SELECT count(*)::int FROM benefits.places p WHERE p.tenant_id = l.tenant_id AND p.policy = l.policy AND p.period = l.period
        AND p.state <> 'released') AS asked
    FROM benefits.place_lines l LEFT JOIN benefits.draws d USING (tenant_id, policy, period)
    WHERE l.tenant_id = access.current_tenant()
    ORDER BY l.policy, l.period DESC LIMIT 200`.execute(tx);
  return rows.map(({ asked, drawVersion: version, seed, announcedBy, drawOn, drawnOn, lastNumber, ...line }) => ({
    ...line,
    asked,
    draw: seed === null ? null : { version, seed, announcedBy, drawOn, drawnOn, lastNumber },
  }));
}

/** Undefined where the session sees no such line. */
export async function findDrawLine(
  tx: Tx,
  of: { readonly policy: string; readonly period: string },
): Promise<DrawLine | undefined> {
  return (await listDrawLines(tx)).find(({ policy, period }) => policy === of.policy && period === of.period);
}

export type Announcement = {
  readonly line: Pick<PlaceLine, "policy" | "period" | "officeId" | "version">;
  readonly title: { readonly zh: string; readonly en: string };
  readonly order: DrawOrder;
  readonly places: number;
  readonly seed: string;
  readonly on: Day;
  readonly by: number;
  readonly drawOn: Day;
};

/** False where it was announced before. The line is locked: nobody confirms meanwhile. */
export async function insertDraw(tx: Tx, { line, title, ...draw }: Announcement): Promise<boolean> {
  const result = await sql`
    INSERT INTO benefits.draws (tenant_id, policy, period, office_id, title_zh, title_en, order_kind, places, seed, announced_on, announced_by,
      draw_on, version, last_number)
    VALUES (access.current_tenant(), ${line.policy}, ${line.period}, ${line.officeId}, ${title.zh}, ${title.en}, ${draw.order}, ${draw.places},
      ${draw.seed}, ${dayParameter(draw.on)}::date, ${draw.by}, ${dayParameter(draw.drawOn)}::date, ${line.version},
      ${draw.order === "lottery" ? sql`benefits.last_in_line(${line.policy}, ${line.period})` : sql`NULL`})
    ON CONFLICT DO NOTHING`.execute(tx);
  return (result.numAffectedRows ?? 0n) === 1n;
}

export type Asked = {
  readonly applicationId: number;
  readonly caseId: number;
  readonly number: number;
  readonly meets: readonly number[];
  readonly value: number | null;
};

export async function listAsked(tx: Tx, line: Pick<PlaceLine, "policy" | "period">): Promise<readonly Asked[]> {
  const { rows } = await sql<Asked>`
    SELECT application_id AS "applicationId", case_id AS "caseId", number, meets, order_value AS value
    FROM benefits.asked_in_line(${line.policy}, ${line.period})`.execute(tx);
  return rows;
}

export async function saveDraw(
  tx: Tx,
  line: Pick<PlaceLine, "policy" | "period">,
  drawn: {
    readonly inOrder: readonly number[];
    readonly result: readonly DrawnEntry[];
    readonly on: Day;
    readonly by: number;
    readonly now: Date;
  },
): Promise<void> {
  await sql`SELECT benefits.save_draw(${line.policy}, ${line.period}, ${[...drawn.inOrder]}::int[], ${drawn.now})`.execute(
    tx,
  );
  await sql`
    UPDATE benefits.draws SET drawn_on = ${dayParameter(drawn.on)}::date, drawn_by = ${drawn.by}, result = ${JSON.stringify(drawn.result)}::jsonb
    WHERE tenant_id = access.current_tenant() AND policy = ${line.policy} AND period = ${line.period}`.execute(tx);
}

export type PublicDraw = {
  readonly office: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly period: string;
  readonly order: DrawOrder;
  readonly places: number;
  readonly seed: string;
  readonly announcedOn: Day;
  readonly drawOn: Day;
  readonly drawnOn: Day | null;
  readonly result: readonly DrawnEntry[];
};

/** For anyone, without a session. */
export async function listPublicDraws(tx: Tx, tenantId: number, today: Day): Promise<readonly PublicDraw[]> {
  const { rows } = await sql<
    Omit<PublicDraw, "title" | "result"> & { title_zh: string; title_en: string; result: readonly DrawnEntry[] | null }
  >`
    SELECT office, title_zh, title_en, period, order_kind AS order, places, seed, announced_on AS "announcedOn", draw_on AS "drawOn",
      drawn_on AS "drawnOn", result
    FROM benefits.public_draws(${tenantId}, ${dayParameter(today)}::date)`.execute(tx);
  return rows.map(({ title_zh: zh, title_en: en, result, ...draw }) => ({
    ...draw,
    title: { zh, en },
    result: result ?? [],
  }));
}
