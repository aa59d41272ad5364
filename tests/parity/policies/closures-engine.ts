import { createMaskDecider } from "@wutong/policy";
import type { Person } from "../random-people.ts";
import type { Answer, Engine } from "./engine.ts";
import { AS_OF } from "./people.ts";

export function closuresEngine(): Engine {
  let loaded: readonly Person[] = [];
  return {
    name: "closures",
    load: async (people) => {
      loaded = people;
    },
    answers: async (policies) => {
      const answers = policies.map(() => loaded.map((): Answer[] => []));
      const decide = createMaskDecider(policies, AS_OF);
      for (const [index, person] of loaded.entries()) {
        decide(person, ({ outcome, met, unknown, amountFen }, policy) => {
          answers[policy]?.[index]?.push({ outcome, met, unknown, amountFen });
        });
      }
      return answers;
    },
    close: async () => {},
  };
}
