import * as z from "zod";
import { endpoint, everyStaffRole } from "./endpoint.ts";
import { dayText, id, instantText, pageOf, pageQuery } from "./vocabulary.ts";

const area = "clock";

export const clockReply = z.object({
  demo: z.boolean(),
  today: dayText,
  now: instantText,
  workingDay: z.boolean(),
  nextWorkingDay: dayText,
  /** True where the official calendar of that year has not been published yet. */
  provisional: z.boolean(),
});

export const getClock = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/clock",
  area,
  summary: { zh: "系统日期", en: "The system's day" },
  roles: "anyone",
  reply: clockReply,
  errors: [],
});

/** Moves forward only; what falls due on the way (notices closing, offers expiring) happens before the reply. */
export const moveClock = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/clock/move",
  area,
  summary: { zh: "拨动演示时钟", en: "Move the demo clock" },
  roles: everyStaffRole,
  body: z.object({ to: z.union([z.literal("nextWorkingDay"), dayText]) }),
  reply: clockReply,
  errors: ["clock.notDemo", "clock.backwards"],
});

export const health = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/health",
  area,
  summary: { zh: "健康检查", en: "Health" },
  roles: "anyone",
  reply: z.object({
    status: z.enum(["ok", "degraded"]),
    version: z.string(),
    database: z.enum(["up", "down"]),
    demo: z.boolean(),
  }),
  errors: [],
});

/** What the built-in SMS simulator would have sent. Newest first; demo mode only, full numbers, generated people. */
export const listSimulatedMessages = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/demo/messages",
  area: "messages",
  summary: { zh: "短信模拟器", en: "SMS simulator" },
  roles: "demo",
  query: z.object({ ...pageQuery, phone: z.string().max(11).optional() }),
  reply: pageOf(z.object({ messageId: id, at: instantText, phone: z.string(), text: z.string() })),
  errors: [],
});
