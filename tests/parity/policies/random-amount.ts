import type { Scope } from "@wutong/feel";
import type { Random } from "../random.ts";
import { randomExpression } from "../random-expressions.ts";
import { PLAN_COUNT, type Written, words } from "./written-policy.ts";

export type RandomAmount = { readonly written: Written; readonly parts: readonly string[] };

type Sum = { readonly form: string; readonly written: Written };

const ROWS_MAX = 4;
const FORMS = ["yuan", "yuan", "feel", "share", "each", "bands", "parts", "declining"] as const;

/** One sum, a table of sums, or units in kind; at times lifted, lowered and limited. */
export function randomAmount(scope: Scope, random: Random): RandomAmount {
  const around = randomAround(scope, random);
  if (random.chance(0.1)) {
    const inKind = { unit: words, quantity: number(scope, random), worthYuan: randomYuan(random) };
    return {
      written: { amount: { per: "whole", inKind, ...around.written } },
      parts: ["amount inKind", ...around.parts],
    };
  }
  if (random.chance(0.4)) {
    const { form, written } = randomSum(scope, random);
    return {
      written: { amount: { per: "whole", ...written, ...around.written } },
      parts: [`amount ${form}`, ...around.parts],
    };
  }
  const hitPolicy = random.pick(["FIRST", "UNIQUE"]);
  const sums = Array.from({ length: 1 + random.below(ROWS_MAX) }, () => randomSum(scope, random));
  const rows = sums.map(({ written }) => ({ if: boolean(scope, random), ...written }));
  return {
    written: { amount: { per: "whole", hitPolicy, rows, ...around.written } },
    parts: [`rows ${hitPolicy}`, ...new Set(sums.map(({ form }) => `amount ${form}`)), ...around.parts],
  };
}

function randomSum(scope: Scope, random: Random): Sum {
  const form = random.pick(FORMS);
  return { form, written: { [form]: sumOf(form, scope, random) } };
}

function sumOf(form: (typeof FORMS)[number], scope: Scope, random: Random): unknown {
  switch (form) {
    case "yuan":
      return randomYuan(random);
    case "feel":
      return number(scope, random);
    case "share": {
      const capYuan = random.chance(0.5) ? { capYuan: randomYuan(random) } : {};
      const floorYuan = random.chance(0.5) ? { floorYuan: random.below(100) } : {};
      return { of: number(scope, random), percent: randomPercent(random), ...capYuan, ...floorYuan };
    }
    case "each": {
      const max = random.chance(0.5) ? { max: 1 + random.below(12) } : {};
      return { count: number(scope, random), yuan: randomYuan(random), ...max };
    }
    case "bands":
      return { of: number(scope, random), rows: randomBands(random) };
    case "parts": {
      const count = random.pick([1, 2, 3, 4]);
      return Array.from({ length: count }, () => ({ yuan: randomYuan(random), times: PLAN_COUNT / 12 }));
    }
    case "declining":
      return { of: number(scope, random), percents: random.pick([[60, 30, 10], [33.33, 33.33], [100]]) };
  }
}

function randomBands(random: Random): readonly Written[] {
  const limits = random.pick([[], [0], [1, 12], [-0.5, 2, 90.25]]);
  return [...limits.map((upTo) => ({ upTo, yuan: randomYuan(random) })), { yuan: randomYuan(random) }];
}

/** What an amount does to its sum. */
function randomAround(scope: Scope, random: Random): RandomAmount {
  const pick = random.chance(0.3) ? random.pick(["best", "sum", "product"]) : undefined;
  const lifts = Array.from({ length: 1 + random.below(3) }, () => {
    return { if: boolean(scope, random), percent: random.pick([20, 50, 12.5, -10]), says: words };
  });
  const deduct = random.chance(0.25);
  const taken = Array.from({ length: 1 + random.below(2) }, () => ({ feel: number(scope, random), says: words }));
  const plus = random.chance(0.2);
  const added = Array.from({ length: 1 + random.below(2) }, () => ({ feel: number(scope, random), says: words }));
  const [cap, floor] = [random.chance(0.2), random.chance(0.15)];
  return {
    written: {
      ...(pick === undefined ? {} : { uplifts: { pick, of: lifts } }),
      ...(plus ? { plus: added } : {}),
      ...(deduct ? { deduct: taken } : {}),
      ...(cap ? { cap: number(scope, random) } : {}),
      ...(floor ? { floor: number(scope, random) } : {}),
    },
    parts: [
      ...(pick === undefined ? [] : [`uplifts ${pick}`]),
      ...(plus ? ["plus"] : []),
      ...(deduct ? ["deduct"] : []),
      ...(cap ? ["cap"] : []),
      ...(floor ? ["floor"] : []),
    ],
  };
}

function randomYuan(random: Random): number {
  return random.pick([1 + random.below(1_000), random.below(1_000_000) / 100, 0]);
}

function randomPercent(random: Random): number {
  return random.pick([0.01, 5, 12.5, 33.33, 60, 100, 150]);
}

function number(scope: Scope, random: Random): string {
  return randomExpression(scope, "number", random.below(3), random);
}

function boolean(scope: Scope, random: Random): string {
  return randomExpression(scope, "boolean", random.below(3), random);
}
