import type { Scope } from "@wutong/feel";
import type { Random } from "../random.ts";
import { randomExpression } from "../random-expressions.ts";
import { proof, type Written, words } from "./written-policy.ts";

export type RandomConditions = { readonly written: Written; readonly parts: readonly string[] };

const CONDITIONS_MAX = 8;

/** Up to eight conditions under a random tree; at times with what the envelope adds before them. */
export function randomConditions(scope: Scope, random: Random): RandomConditions {
  const leaves = Array.from({ length: 1 + random.below(CONDITIONS_MAX) }, (_, index) =>
    randomCondition(`c${index}`, scope, random),
  );
  const gate = random.chance(0.15);
  const intake = random.chance(0.15);
  const deadline = random.chance(0.1);
  const ends = random.chance(0.2);
  const stops = ends && random.chance(0.5);
  const kind = () => random.pick(["recognition", "panel"]);
  return {
    written: {
      conditions: randomTree(leaves, random),
      inForce: { from: "2023-01-01", ...(ends ? { to: random.pick(["2024-01-31", "2024-06-14", "2024-12-31"]) } : {}) },
      ...(stops ? { cutOver: { running: "stops", says: words } } : {}),
      ...(gate ? { gate: [{ kind: kind(), condition: randomCondition("gate", scope, random) }] } : {}),
      ...(intake ? { intake: [{ from: "2023-03-01", to: "2023-05-31" }, randomWindow(random)] } : {}),
      ...(deadline ? { claimWithin: [randomDeadline(scope, random)] } : {}),
    },
    parts: [
      ...(gate ? ["gate"] : []),
      ...(intake ? ["intake"] : []),
      ...(deadline ? ["claimWithin"] : []),
      ...(stops ? ["stillInForce"] : []),
    ],
  };
}

function randomCondition(id: string, scope: Scope, random: Random): Written {
  return { id, feel: randomExpression(scope, "boolean", 1 + random.below(3), random), ...proof, when: "atKeyDate" };
}

/** Around the day of decision, mostly so that it lies within. */
function randomWindow(random: Random): Written {
  return random.pick([
    { from: "2024-06-01", to: "2024-06-30" },
    { from: "2024-06-15", to: "2024-06-15" },
    { from: "2024-06-16", to: "2024-12-31" },
    { from: "05-20", to: "06-15" },
    { from: "06-16", to: "02-28" },
  ]);
}

function randomDeadline(scope: Scope, random: Random): Written {
  const span = random.pick([
    { count: 2, unit: "years" },
    { count: 6, unit: "months" },
    { count: 100, unit: "days" },
  ]);
  return { id: "deadline", after: randomExpression(scope, "date", random.below(2), random), span, ...proof };
}

/** Every leaf once; groups of up to four stand together under one node. */
function randomTree(parts: readonly Written[], random: Random): Written {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const size = 2 + random.below(3);
  const node = randomNode(parts.slice(0, size), random);
  return randomTree([...parts.slice(size), node], random);
}

function randomNode(of: readonly Written[], random: Random): Written {
  if (random.chance(0.3)) return { atLeast: 1 + random.below(of.length), of };
  return random.chance(0.5) ? { all: of } : { any: of };
}
