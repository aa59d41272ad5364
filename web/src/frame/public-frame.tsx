import { Outlet } from "react-router";
import { AnswersProvider } from "../calculator/answers-context.tsx";
import { ClockBanner } from "../clock/clock-banner.tsx";
import "../styles/library.css";
import "../styles/calculator.css";
import "../styles/side-by-side.css";
import "../styles/print.css";

/** Around the pages for anyone. What somebody answers in the calculator lives here, in the page's memory and nowhere else. */
export function PublicFrame() {
  return (
    <AnswersProvider>
      <ClockBanner />
      <Outlet />
    </AnswersProvider>
  );
}
