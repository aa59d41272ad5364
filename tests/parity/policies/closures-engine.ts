import { createMaskDecider } from "@wutong/policy";
import type { Person } from "../random-people.ts";
import type { Engine } from "./engine.ts";

export function closuresEngine(): Engine {
  let loaded: readonly Person[] = [];
  return {
    name: "closures",
    load: async (people) => {
      loaded = people;
    },
    answers: async (policies) =>
      policies.map((policy) => {
        const decide = createMaskDecider(policy);
        return loaded.map((person) => {
          const { outcome, met, unknown, amountFen } = decide(person);
          return { outcome, met, unknown, amountFen };
        });
      }),
    close: async () => {},
  };
}
