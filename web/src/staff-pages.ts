import type { ComponentType } from "react";
import { phoneWidth } from "./theme.ts";

/** Fetches a page's code. */
export type Load = () => Promise<ComponentType>;

/** The staff's pages by their address. */
export const staffLoads: Readonly<Record<string, Load>> = {
  "": async () => (await import("./overview/overview-page.tsx")).OverviewPage,
  people: async () => (await import("./people/people-page.tsx")).PeoplePage,
  fields: async () => (await import("./people/fields-page.tsx")).FieldsPage,
  links: async () => (await import("./links/links-page.tsx")).LinksPage,
  policies: async () => (await import("./policies/policies-page.tsx")).PoliciesPage,
  "policies/:policyId": async () => (await import("./policies/policy-page.tsx")).PolicyPage,
  "policies/:policyId/compare": async () => (await import("./comparisons/compare-page.tsx")).ComparePage,
  "policies/:policyId/compare/people": async () =>
    (await import("./comparisons/compared-people-page.tsx")).ComparedPeoplePage,
  sweeps: async () => (await import("./sweeps/sweeps-page.tsx")).SweepsPage,
  "sweeps/:sweepId": async () => (await import("./sweeps/sweep-page.tsx")).SweepPage,
  "sweeps/:sweepId/findings": async () => (await import("./sweeps/findings-page.tsx")).FindingsPage,
  offers: async () => (await import("./benefits/offers-page.tsx")).OffersPage,
  "fact-reports": async () => (await import("./benefits/fact-reports-page.tsx")).FactReportsPage,
  cases: async () => (await import("./cases/cases-page.tsx")).CasesPage,
  funds: async () => (await import("./funds/funds-page.tsx")).FundsPage,
  "funds/lines/:lineId": async () => (await import("./funds/line-page.tsx")).LinePage,
  "funds/batches/:batchId": async () => (await import("./funds/batch-page.tsx")).BatchPage,
  demand: async () => (await import("./demand/demand-page.tsx")).DemandPage,
  "demand/items": async () => (await import("./demand/items-page.tsx")).DemandItemsPage,
  "demand/waves/:waveId": async () => (await import("./demand/wave-page.tsx")).WavePage,
  imports: async () => (await import("./registers/imports-page.tsx")).ImportsPage,
  "imports/new": async () => (await import("./registers/new-import-page.tsx")).NewImportPage,
  "imports/:importId": async () => (await import("./registers/import-page.tsx")).ImportPage,
  journal: async () => (await import("./journal/journal-page.tsx")).JournalPage,
  staff: async () => (await import("./access/staff-page.tsx")).StaffPage,
  account: async () => (await import("./access/my-account-page.tsx")).MyAccountPage,
};

/**
 * Fetches the code of the staff's other pages, one after the other while nothing else is to be done, so that going there is at
 * once. Not on a phone, where the network may be somebody's own.
 */
export async function fetchPagesWhenIdle(): Promise<void> {
  if (matchMedia(`(max-width: ${phoneWidth}px)`).matches) return;
  for (const load of Object.values(staffLoads)) {
    await idle();
    // A page that cannot be fetched now is fetched, and its failure shown, when somebody goes there.
    await load().catch(() => undefined);
  }
}

function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    // Safari has no idle callbacks.
    if ("requestIdleCallback" in window) window.requestIdleCallback(resolve, { timeout: 5_000 });
    else setTimeout(resolve, 200);
  });
}
