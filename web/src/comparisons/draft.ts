import type { BodyOf, compareDraft, ReplyOf } from "@wutong/contracts";

export type Draft = BodyOf<typeof compareDraft>["draft"];
export type Fault = Extract<ReplyOf<typeof compareDraft>, { kind: "faults" }>["faults"][number];
