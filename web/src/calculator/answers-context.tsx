import type { Answer, Answers } from "@wutong/policy";
import { createContext, type ReactNode, use, useMemo, useState } from "react";

/** Answers in the order in which they were given. */
type Given = { readonly answers: Answers; readonly order: readonly string[] };

type AnswersStore = Given & {
  readonly answer: (fact: string, answer: Answer) => void;
  readonly forget: () => void;
};

const AnswersContext = createContext<AnswersStore | null>(null);
const NOTHING: Given = { answers: {}, order: [] };

/** Keeps what was answered while one goes from page to page. It is never written down: reloading the page forgets it. */
export function AnswersProvider({ children }: { readonly children: ReactNode }) {
  const [given, setGiven] = useState(NOTHING);
  const store = useMemo(
    (): AnswersStore => ({
      ...given,
      answer: (fact, answer) =>
        setGiven(({ answers, order }) => ({
          answers: { ...answers, [fact]: answer },
          order: order.includes(fact) ? order : [...order, fact],
        })),
      forget: () => setGiven(NOTHING),
    }),
    [given],
  );
  return <AnswersContext value={store}>{children}</AnswersContext>;
}

export function useAnswers(): AnswersStore {
  const store = use(AnswersContext);
  if (store === null) throw new Error("AnswersProvider is missing above this component");
  return store;
}
