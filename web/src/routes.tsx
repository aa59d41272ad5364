import type { ComponentType } from "react";
import { createBrowserRouter, Navigate } from "react-router";
import { PageSkeleton } from "./elements/skeletons.tsx";
import { LostPage, RouteFault } from "./frame/lost-page.tsx";

/** Every page's address. A page's code is fetched when somebody first goes there. */
export function consoleRouter() {
  return createBrowserRouter([
    {
      path: "/login",
      lazy: page(async () => (await import("./access/sign-in-page.tsx")).SignInPage),
      HydrateFallback: PageSkeleton,
      ErrorBoundary: RouteFault,
    },
    {
      path: "/demo/messages",
      lazy: page(async () => (await import("./messages/messages-page.tsx")).MessagesPage),
      HydrateFallback: PageSkeleton,
      ErrorBoundary: RouteFault,
    },
    {
      path: "/public/notices",
      lazy: page(async () => (await import("./notices/notices-page.tsx")).NoticesPage),
      HydrateFallback: PageSkeleton,
      ErrorBoundary: RouteFault,
    },
    { path: "/t", HydrateFallback: PageSkeleton, ErrorBoundary: RouteFault, children: talentPages() },
    {
      path: "/",
      lazy: page(async () => (await import("./frame/console-frame.tsx")).ConsoleFrame),
      HydrateFallback: PageSkeleton,
      ErrorBoundary: RouteFault,
      children: staffPages(),
    },
  ]);
}

function page(load: () => Promise<ComponentType>) {
  return async () => ({ Component: await load() });
}

function staffPages() {
  return [
    { index: true, lazy: page(async () => (await import("./overview/overview-page.tsx")).OverviewPage) },
    { path: "people", lazy: page(async () => (await import("./people/people-page.tsx")).PeoplePage) },
    { path: "policies", lazy: page(async () => (await import("./policies/policies-page.tsx")).PoliciesPage) },
    { path: "policies/:policyId", lazy: page(async () => (await import("./policies/policy-page.tsx")).PolicyPage) },
    { path: "sweeps", lazy: page(async () => (await import("./sweeps/sweeps-page.tsx")).SweepsPage) },
    { path: "sweeps/:sweepId", lazy: page(async () => (await import("./sweeps/sweep-page.tsx")).SweepPage) },
    {
      path: "sweeps/:sweepId/findings",
      lazy: page(async () => (await import("./sweeps/findings-page.tsx")).FindingsPage),
    },
    { path: "offers", lazy: page(async () => (await import("./benefits/offers-page.tsx")).OffersPage) },
    {
      path: "fact-reports",
      lazy: page(async () => (await import("./benefits/fact-reports-page.tsx")).FactReportsPage),
    },
    { path: "cases", lazy: page(async () => (await import("./cases/cases-page.tsx")).CasesPage) },
    { path: "funds", lazy: page(async () => (await import("./funds/funds-page.tsx")).FundsPage) },
    { path: "funds/lines/:lineId", lazy: page(async () => (await import("./funds/line-page.tsx")).LinePage) },
    { path: "funds/batches/:batchId", lazy: page(async () => (await import("./funds/batch-page.tsx")).BatchPage) },
    { path: "imports", lazy: page(async () => (await import("./registers/imports-page.tsx")).ImportsPage) },
    { path: "imports/new", lazy: page(async () => (await import("./registers/new-import-page.tsx")).NewImportPage) },
    { path: "imports/:importId", lazy: page(async () => (await import("./registers/import-page.tsx")).ImportPage) },
    { path: "journal", lazy: page(async () => (await import("./journal/journal-page.tsx")).JournalPage) },
    { path: "staff", lazy: page(async () => (await import("./access/staff-page.tsx")).StaffPage) },
    { path: "account", lazy: page(async () => (await import("./access/my-account-page.tsx")).MyAccountPage) },
    { path: "*", element: <LostPage /> },
  ];
}

function talentPages() {
  return [
    { index: true, element: <Navigate to="/t/mine" replace /> },
    { path: "login", lazy: page(async () => (await import("./talent/talent-sign-in-page.tsx")).TalentSignInPage) },
    { path: "mine", lazy: page(async () => (await import("./talent/mine-page.tsx")).MinePage) },
    { path: "offers/:offerId", lazy: page(async () => (await import("./talent/my-offer-page.tsx")).MyOfferPage) },
    {
      path: "offers/:offerId/confirm",
      lazy: page(async () => (await import("./talent/confirm-page.tsx")).ConfirmPage),
    },
    { path: "cases/:caseId", lazy: page(async () => (await import("./talent/my-case-page.tsx")).MyCasePage) },
    { path: "spouse/:caseId", lazy: page(async () => (await import("./talent/spouse-page.tsx")).SpousePage) },
    { path: "*", element: <LostPage /> },
  ];
}
