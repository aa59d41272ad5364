import { createBrowserRouter, Navigate } from "react-router";
import { PageSkeleton } from "./elements/skeletons.tsx";
import { LostPage, RouteFault } from "./frame/lost-page.tsx";
import { fetchPagesWhenIdle, type Load, staffLoads } from "./staff-pages.ts";

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
      path: "/public",
      lazy: page(async () => (await import("./frame/public-frame.tsx")).PublicFrame),
      HydrateFallback: PageSkeleton,
      ErrorBoundary: RouteFault,
      children: publicPages(),
    },
    {
      path: "/public/demand",
      lazy: page(async () => (await import("./survey/public-demand-page.tsx")).PublicDemandPage),
      HydrateFallback: PageSkeleton,
      ErrorBoundary: RouteFault,
    },
    {
      path: "/survey/:link",
      lazy: page(async () => (await import("./survey/survey-page.tsx")).SurveyPage),
      HydrateFallback: PageSkeleton,
      ErrorBoundary: RouteFault,
    },
    { path: "/t", HydrateFallback: PageSkeleton, ErrorBoundary: RouteFault, children: talentPages() },
    {
      path: "/",
      lazy: page(async () => {
        const { ConsoleFrame } = await import("./frame/console-frame.tsx");
        void fetchPagesWhenIdle();
        return ConsoleFrame;
      }),
      HydrateFallback: PageSkeleton,
      ErrorBoundary: RouteFault,
      children: staffPages(),
    },
  ]);
}

function page(load: Load) {
  return async () => ({ Component: await load() });
}

function staffPages() {
  return [
    ...Object.entries(staffLoads).map(([path, load]) =>
      path === "" ? { index: true as const, lazy: page(load) } : { path, lazy: page(load) },
    ),
    { path: "*", element: <LostPage /> },
  ];
}

/** What anyone may see without signing in. */
function publicPages() {
  return [
    { index: true, element: <Navigate to="/public/policies" replace /> },
    { path: "notices", lazy: page(async () => (await import("./notices/notices-page.tsx")).NoticesPage) },
    { path: "policies", lazy: page(async () => (await import("./library/library-page.tsx")).LibraryPage) },
    {
      path: "policies/:policyId",
      lazy: page(async () => (await import("./library/library-policy-page.tsx")).LibraryPolicyPage),
    },
    { path: "calculator", lazy: page(async () => (await import("./calculator/calculator-page.tsx")).CalculatorPage) },
    { path: "compare", lazy: page(async () => (await import("./calculator/side-by-side-page.tsx")).SideBySidePage) },
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
