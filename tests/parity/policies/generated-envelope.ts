import { day } from "@wutong/kernel";
import type { CompiledPolicy } from "@wutong/policy";

const words = { zh: "随机政策", en: "random policy" };

/** What stands around a random policy's conditions: nothing that the engines compare depends on it. */
export const generatedEnvelope: CompiledPolicy["envelope"] = {
  id: "random",
  benefit: "settlementSubsidy",
  office: 330602,
  version: 1,
  title: words,
  source: { rule: "random", document: "random", grade: "C", note: words },
  prose: words,
  notes: [],
  include: [],
  inForce: { from: day("2000-01-01") },
  keyDate: { feel: "asOf", says: words, evidence: { kind: "document", document: words } },
  parameters: [],
  terms: [],
  subject: "person",
  conditions: { kind: "all", of: [] },
  undertakings: [],
  amount: { per: "whole", of: { kind: "table", hitPolicy: "FIRST", inputs: [], rows: [] } },
  payPlan: { kind: "once" },
  stacking: { ends: [], higherBarsLower: false, notWith: [] },
  beneficiary: { who: "person" },
  payee: { who: "person" },
  handling: { mode: "confirmOnce", offerDays: 30, publicNoticeWorkingDays: 5, approvals: [] },
  tests: { examples: {}, cases: [] },
};
