import * as z from "zod";
import { endpoint, everyStaffRole } from "./endpoint.ts";
import { dayText, localText, policyId } from "./vocabulary.ts";

const area = "benefits";
const order = z.enum(["rank", "points", "lottery"]);
/** A span of time, and behind it whose places they are where these are counted apart (an employer). */
const period = z.string().min(1).max(200);

/** One who was drawn: the number of the case, what ordered it (tickets of a lottery), and the place; null for who waits. */
const drawnEntry = z.object({
  key: z.string(),
  value: z.number().nullable(),
  place: z.int().nullable(),
  /** Of a lottery: the smallest digest of seed, key and ticket. */
  lot: z.string().optional(),
});

/** Places of a policy that go by rank, points or lot, in one year, round or for ever. */
export const drawRow = z.object({
  policyId,
  policyTitle: localText,
  period,
  order,
  places: z.int(),
  asked: z.int(),
  /** Null before it is announced. */
  announced: z.object({ seed: z.string(), drawOn: dayText, drawnOn: dayText.nullable() }).nullable(),
});

export const listDraws = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/draws",
  area,
  summary: { zh: "名额排序与摇号", en: "Draws of places" },
  roles: everyStaffRole,
  reply: z.object({ rows: z.array(drawRow) }),
  errors: [],
});

/** Publishes the day of the draw, and the seed of a lottery, for everybody; neither can be changed after. */
export const announceDraw = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/draws/announce",
  area,
  summary: { zh: "公布确定名额的日期", en: "Announce a draw" },
  roles: ["clerk"],
  body: z.object({ policyId, period, drawOn: dayText }),
  reply: z.object({ seed: z.string() }),
  errors: ["benefits.notFound", "benefits.drawTooSoon", "benefits.drawAnnounced"],
});

/** By a reviewer who did not announce it, on its day or later. */
export const drawPlaces = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/draws/draw",
  area,
  summary: { zh: "确定名额", en: "Draw the places" },
  roles: ["reviewer"],
  body: z.object({ policyId, period }),
  reply: z.object({ placed: z.int(), waiting: z.int() }),
  errors: [
    "benefits.notFound",
    "benefits.drawNotAnnounced",
    "benefits.drawNotDue",
    "benefits.drawDone",
    "benefits.drawByAnother",
  ],
});

/** For anyone, without signing in: what was announced, and what came of it; numbers of cases and no names. */
export const listPublicDraws = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/public/draws",
  area,
  summary: { zh: "名额公布", en: "Public draws" },
  roles: "anyone",
  reply: z.object({
    rows: z.array(
      z.object({
        office: z.string(),
        policyTitle: localText,
        period,
        order,
        places: z.int(),
        seed: z.string(),
        announcedOn: dayText,
        drawOn: dayText,
        drawnOn: dayText.nullable(),
        result: z.array(drawnEntry),
      }),
    ),
  }),
  errors: [],
});
