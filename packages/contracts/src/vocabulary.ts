import * as z from "zod";

/** Words that every area's schemas share. Money travels as text of whole fen, days as "YYYY-MM-DD", instants as ISO 8601 in UTC. */

export const fenText = z
  .string()
  .regex(/^-?\d{1,18}$/)
  .meta({ description: "Money in fen (1 yuan = 100 fen), a whole number as text", examples: ["1500000"] });

export const dayText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ description: "A calendar day, YYYY-MM-DD", examples: ["2024-11-30"] });

export const monthText = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .meta({ description: "A calendar month, YYYY-MM", examples: ["2024-11"] });

export const instantText = z.string().meta({ description: "An instant, ISO 8601", examples: ["2024-11-30T01:00:00Z"] });

export const localText = z.object({ zh: z.string(), en: z.string() });
export type LocalText = z.output<typeof localText>;

/** Ids are positive whole numbers; in paths and queries they come as text. */
export const id = z.int().positive();
export const idInPath = z.coerce.number<number>().int().positive();

export const officeId = z.int().min(110000);
export const policyId = z.string().min(1).max(80);

/** Yes or no in a query string. */
export const flag = z.enum(["yes", "no"]);

/** A free search text; 100 characters are enough for a name, a phone number or a firm. */
export const searchText = z.string().trim().max(100);

export const reason = z.string().trim().min(2).max(500);

/** true, false, or null for unknown. */
export const truth = z.boolean().nullable();

/** What went wrong inside a larger answer (one row, one offer of many): rendered with `describeProblem`. */
export const problemValue = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/**
 * In the queue of a policy whose places, or whose money of this year, are gone; `place` counts from 1 and is null before a draw (by
 * rank, points or lot). Null for who doesn't wait.
 */
export const waiting = z
  .object({ for: z.enum(["draw", "place", "money"]), place: z.int().positive().nullable() })
  .nullable();

export const done = z.object({ done: z.literal(true) });

/** Pages go by cursor: hand `next` back as `cursor`; `null` means that this was the last page. */
export const pageQuery = {
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
};

/** `total` is null where counting would cost more than reading. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), next: z.string().nullable(), total: z.int().nullable() });
}

/** Background work as a person sees it: done and total in the unit of the thing (rows, people). */
export const progress = z.object({ done: z.int(), total: z.int().nullable() });

/** Where a fact came from: a register's batch and row, or what a person or an office said. */
export const source = z.object({
  kind: z.enum(["register", "person", "office", "payment"]),
  register: z.string().nullable(),
  batchId: id.nullable(),
  fileName: z.string().nullable(),
  row: z.int().nullable(),
  receivedOn: dayText,
});

/** What every failed call answers, with its HTTP status. */
export const problemReply = problemValue.extend({
  message: z.object({
    zh: z.object({ what: z.string(), todo: z.string() }),
    en: z.object({ what: z.string(), todo: z.string() }),
  }),
  /** For `http.badRequest`: which fields, by path. */
  fields: z.array(z.object({ path: z.string(), message: z.string() })),
});
export type ProblemReply = z.output<typeof problemReply>;
