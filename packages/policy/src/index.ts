export type { Answer, Answers } from "./calculate/answers.ts";
export {
  type Calculated,
  type Calculator,
  createCalculator,
  type ListQuestion,
  type Question,
} from "./calculate/calculator.ts";
export { compileRules } from "./calculate/compile-rules.ts";
export { type CheckedPolicies, checkPolicies } from "./check/check-policies.ts";
export { factsOfCase, givenOfCase, runCase } from "./check/run-cases.ts";
export { type ComparedPolicies, type ComparedPolicy, comparePolicies } from "./compare/compared-policies.ts";
export { type DecisionDifference, explainDifference } from "./compare/explain-difference.ts";
export { type DifferenceKind, KINDS, LOSERS, WINNERS } from "./compare/kinds.ts";
export { type ComparisonPlan, planComparison } from "./compare/plan-comparison.ts";
export { type ReadDraft, readDraft } from "./compare/read-draft.ts";
export type { SidePlan } from "./compare/settle-side.ts";
export { type GrantRow, spreadOverYears, type YearRow } from "./compare/spread-over-years.ts";
export { type Tier, tiersOf } from "./compare/tiers.ts";
export { type TunableNumber, tunableNumbers, withNumber } from "./compare/tunable-numbers.ts";
export { compilePolicy } from "./compile/compile-policy.ts";
export type { CompiledCondition, CompiledPolicy } from "./compile/compiled-policy.ts";
export { decide, decideSubjects } from "./decide/decide.ts";
export { createMaskDecider, type MaskDecision, OUTCOME_CODES } from "./decide/decide-masks.ts";
export type { Decision, JudgedCondition, Reason, Step } from "./decide/decision.ts";
export { type AnswersOptions, type AnswersQuery, answersSql, type EngineFault } from "./engines/answers-sql.ts";
export type { EngineName } from "./engines/engine-dialects.ts";
export type * from "./envelope/envelope.ts";
export { windowText } from "./envelope/intake.ts";
export { policySchema } from "./envelope/policy-schema.ts";
export { evidenceText, explain } from "./explain/explain.ts";
export { lostText } from "./explain/lost-text.ts";
export { describeFacts } from "./facts/describe-facts.ts";
export type {
  FactCatalogue,
  FactField,
  FactGroup,
  FactList,
  RegisterId,
  ScalarFact,
  SubjectKind,
} from "./facts/fact-catalogue.ts";
export { catalogueOf, factCatalogue, registerName, subjectKinds } from "./facts/fact-catalogue.ts";
export { type AddedFact, type FactExtension, joinExtensions, noExtension } from "./facts/fact-extension.ts";
export { certificateType, claimType, factScope, scopeOf } from "./facts/fact-scope.ts";
export type { GivenFacts, GivenList, GivenRow, GivenValue } from "./facts/given-facts.ts";
export { readFacts } from "./facts/read-facts.ts";
export { type PolicySubject, subjectNames, subjectNamesOf, subjectOf } from "./facts/subjects.ts";
export { valueName } from "./facts/value-names.ts";
export type { BothTexts, PolicyFault } from "./fault.ts";
export { editPolicyText, type PolicyEdit } from "./form/edit-policy-text.ts";
export { editsOfSheets, type SheetFault, type SheetsRead } from "./form/edits-of-sheets.ts";
export { type FieldControl, type PolicyField, policyForm } from "./form/policy-form.ts";
export type { PolicyPath } from "./form/policy-leaves.ts";
export { type PolicySheet, policySheets } from "./form/policy-sheets.ts";
export type { EquivalentMutant, Mutant, MutantKind, MutationScore } from "./mutate/mutant.ts";
export { mutants } from "./mutate/mutants.ts";
export { tryMutants } from "./mutate/try-mutants.ts";
export { type NotPayablePart, notYetPayable } from "./pay-plan/not-yet-payable.ts";
export type { Instalment } from "./pay-plan/plan-instalments.ts";
export { dueThisYear, planInstalments, totalOf } from "./pay-plan/plan-instalments.ts";
export { refundOf } from "./pay-plan/refund-of.ts";
export { replanAfterGap } from "./pay-plan/replan-after-gap.ts";
export { splitByShares } from "./pay-plan/shares.ts";
export { drawBudget, shareCost } from "./quotas/draw-budget.ts";
export { type DrawnLine, drawLine, type TakenPlaces, type WhyWaiting } from "./quotas/draw-line.ts";
export { orderCandidates, type QuotaCandidate } from "./quotas/order-candidates.ts";
export type { LineName, PolicyInLine } from "./quotas/quota-lines.ts";
export { type QuotaPeriod, quotaPeriod } from "./quotas/quota-period.ts";
export { type PersonInLine, type SettledQuotas, settleQuotas } from "./quotas/settle-quotas.ts";
export { policyFaultMessage, policyFaultMessages } from "./reading/fault-messages.ts";
export { type PolicyFile, type ReadPolicy, readPolicies } from "./reading/read-policies.ts";
export { withoutCases } from "./reading/without-cases.ts";
export type {
  CertificateOfGrant,
  DueStep,
  Grant,
  GrantDue,
  GrantInstalment,
  LostGrant,
  LostReason,
  StackedBenefits,
  TakenBenefit,
} from "./stacking/grant.ts";
export { grantOf } from "./stacking/grant-of-decision.ts";
export { stack } from "./stacking/stack.ts";
export { completeFacts, type HeldColumns } from "./sweep/complete-facts.ts";
export { structFields } from "./sweep/duck-types.ts";
export { factColumnTypes, flatColumnTypes, jsonFactsRelation } from "./sweep/fact-relation.ts";
export { catalogueColumns, type FlatFacts, layFlat } from "./sweep/flat-facts.ts";
export { planSweep } from "./sweep/plan-sweep.ts";
export { type ContestedRow, type StackedRow, stackContested } from "./sweep/stack-contested.ts";
export { findingColumns, type SqlStep, type SweepOptions, type SweepPlan } from "./sweep/sweep-plan.ts";
export { type PartUsed, partsUsed, partTexts } from "./words/parts-used.ts";
