import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import * as z from "zod";
import { App } from "./app.tsx";
import { connect } from "./server/client.ts";
import { problemOf } from "./server/problem-error.ts";
import "./styles/frame.css";
import "./styles/page.css";
import "./styles/reading.css";
import "./styles/forms.css";
import "./styles/sign-in.css";
import "./styles/talent.css";
import "./styles/waiting.css";
import { consoleRouter } from "./routes.tsx";
import { askForSession, sessionKey } from "./server/session.tsx";
import { chosenTongue, startWords } from "./words/words.ts";

// Zod would otherwise compile its parsers with `new Function`, which the page's security policy forbids.
z.config({ jitless: true });

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEnd }),
  mutationCache: new MutationCache({ onError: noticeEnd }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => problemOf(error).code === "http.offline" && count < 3,
      refetchOnWindowFocus: true,
    },
  },
});

/** A session that has ended shows at the next call: the frame then leads to the sign-in page, and back afterwards. */
function noticeEnd(error: Error): void {
  if (problemOf(error).code === "access.signedOut") queries.setQueryData(sessionKey, null);
}

const server = connect();
// The sign-in page and the pages for anyone ask nobody who they are; every other page begins with that.
if (!/^\/(login|public|demo)/.test(location.pathname)) askForSession(queries, server);
const router = consoleRouter();
const words = await startWords(chosenTongue(localStorage));

createRoot(root).render(
  <StrictMode>
    <App server={server} queries={queries} words={words} router={router} />
  </StrictMode>,
);
