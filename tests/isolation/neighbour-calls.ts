/** What a neighbour sends to each command of a case, an offer, a batch…: a body that would be valid for its own things. */
export const BODIES: Readonly<Record<string, unknown>> = {
  "POST /api/people/:personId/reveal": { fields: ["documentNumber"], purpose: "look at a neighbour" },
  "POST /api/people/:personId/admit": {},
  "POST /api/people/:personId/split": { documents: ["000000000000"], sources: [], reason: "not mine" },
  "POST /api/pairs/:pairId/decide": { decision: "same" },
  "POST /api/pairs/:pairId/undo": {},
  "POST /api/pairs/:pairId/approve": { approve: true },
  "POST /api/moves/:moveId/undo": {},
  "POST /api/register-comparisons/:registerComparisonId/cancel": {},
  "POST /api/offers/:offerId/withdraw": { reason: "not mine" },
  "POST /api/fact-reports/:reportId/settle": { result: "dismissed", answer: "not mine" },
  "POST /api/notices": { caseIds: "$caseIds" },
  "POST /api/draws/announce": { policyId: "yuecheng-rent-subsidy", period: "2024", drawOn: "2030-01-01" },
  "POST /api/draws/draw": { policyId: "yuecheng-rent-subsidy", period: "2024" },
  "POST /api/cases/:caseId/objections": { from: "邻居", says: "not mine" },
  "POST /api/cases/:caseId/objections/:objectionId/decide": { upheld: true, answer: "not mine" },
  "POST /api/cases/:caseId/notice/close": {},
  "POST /api/cases/:caseId/approve": { note: "" },
  "POST /api/cases/:caseId/reject": { reason: "not mine" },
  "POST /api/cases/:caseId/hold/resolve": { resolution: "reject", reason: "not mine" },
  "POST /api/funds/lines/:lineId/budget": { changeFen: "100", reason: "not mine" },
  "POST /api/funds/batches": { lineId: "$lineId", dueBy: "2030-01-01" },
  "POST /api/funds/batches/:batchId/bank-file": {},
  "POST /api/funds/payments/:paymentId/again": { reason: "not mine" },
  "POST /api/sweeps/:sweepId/cancel": {},
  "POST /api/sweeps/:sweepId/comparisons": {
    policyId: "yuecheng-rent-subsidy",
    draft: { kind: "number", numberId: "payPlan/count", value: "12" },
  },
  "POST /api/sweeps/:sweepId/export": { purpose: "look at a neighbour" },
  "POST /api/offers": { sweepId: "$sweepId", pick: { kind: "named", findingIds: ["$findingId"] } },
  "POST /api/access/staff/:accountId/unlock": { reason: "not mine" },
  "POST /api/access/staff/:accountId/close": { reason: "not mine" },
  "POST /api/funds/batches/:batchId/receipt": {},
  "POST /api/imports": {
    register: "statuses",
    coverage: { officeId: 330602, fromMonth: "2020-01", toMonth: "2024-10", complete: true },
  },
  "POST /api/demand/invitations/:invitationId/link": {},
  "POST /api/demand/waves/:waveId/remind": {},
  "POST /api/demand/waves/:waveId/publish": {},
  "POST /api/demand/items/:itemId/clean": { decision: "reject", reason: "not mine" },
  "POST /api/imports/:importId/start": {},
  "POST /api/imports/:importId/cancel": {},
};

/** Commands that make something of the caller's own and name nothing of anybody else. */
export const OWN_BUSINESS = new Set([
  "POST /api/access/password",
  "POST /api/access/staff",
  "POST /api/access/logout",
  "POST /api/clock/move",
  "POST /api/sweeps",
  "POST /api/register-comparisons",
  "POST /api/funds/lines",
  "POST /api/people/export",
  "POST /api/imports/columns",
  "POST /api/demand/waves",
  "POST /api/demand/records",
  // Employers are the whole tenant's; whom an office writes to there is its own.
  "POST /api/demand/contacts",
]);

/** What a whole tenant shares: the rule book, the templates, the clock's and the session's own data. */
export const SHARED_BY_THE_TENANT = new Set([
  "GET /api/policies/:policyId",
  "GET /api/policies/:policyId/cases",
  "GET /api/policies/:policyId/numbers",
  "GET /api/registers/:register/template",
]);
