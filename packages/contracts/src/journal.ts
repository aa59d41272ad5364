import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { dayText, instantText, pageOf, pageQuery } from "./vocabulary.ts";

const area = "journal";

/** One thing done. Personal values are not in it: they are encrypted with a key per person and shown as masked. */
export const journalEntry = z.object({
  sequence: z.int(),
  at: instantText,
  actor: z.string(),
  /** The command's name, e.g. `approveCase`. */
  command: z.string(),
  subject: z.string(),
  office: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  hash: z.string(),
  previousHash: z.string(),
});

export const listJournal = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/journal",
  area,
  summary: { zh: "操作日志", en: "The journal" },
  roles: ["auditor", "leader", "reviewer"],
  query: z.object({
    ...pageQuery,
    actor: z.string().max(80).optional(),
    command: z.string().max(80).optional(),
    subject: z.string().max(120).optional(),
    from: dayText.optional(),
    to: dayText.optional(),
  }),
  reply: pageOf(journalEntry),
  errors: [],
});

/** Walks the hash chain from the first entry to the last. */
export const verifyJournal = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/journal/verification",
  area,
  summary: { zh: "核验哈希链", en: "Verify the hash chain" },
  roles: ["auditor", "leader", "reviewer"],
  reply: z.object({
    intact: z.boolean(),
    entries: z.int(),
    brokenAt: z.int().nullable(),
    head: z.string().nullable(),
    checkedAt: instantText,
  }),
  errors: [],
});
