import { byKey, integer, list, object, oneOf, optional, recursive, type Shape, text } from "../../reading/shape.ts";
import type { Condition, ConditionTree, Evidence, Gate } from "../envelope.ts";
import { both, feel, id, mapped } from "./written.ts";

/** A register is checked against the catalogue (and what a region adds to it) when the policy is compiled. */
export const evidence = mapped(
  byKey<{ register?: string; document?: { zh: string; en: string } }>({
    register: object({ register: text() }),
    document: object({ document: both }),
  }),
  (found): Evidence =>
    found.document
      ? { kind: "document", document: found.document }
      : { kind: "register", register: found.register ?? "talentLibrary" },
);

const remediable = object({
  by: oneOf("person", "employer", "time"),
  have: feel,
  need: feel,
  unit: oneOf("months", "years", "days"),
});

const condition = mapped(
  object({
    id,
    feel,
    text: both,
    clause: both,
    evidence,
    when: oneOf("atKeyDate", "atEachInstalment"),
    remediable: optional(remediable),
  }),
  (read): Condition => ({ kind: "condition", ...read }),
);

const branch = recursive<ConditionTree>("conditions", () => conditions);
export const conditions: Shape<ConditionTree> = byKey<ConditionTree>({
  all: mapped(object({ all: list(branch, 1) }), (read) => ({ kind: "all", of: read.all })),
  any: mapped(object({ any: list(branch, 1) }), (read) => ({ kind: "any", of: read.any })),
  atLeast: mapped(object({ atLeast: integer(1, 30), of: list(branch, 1) }), (read) => ({
    kind: "atLeast",
    count: read.atLeast,
    of: read.of,
  })),
  id: condition,
});

export const gate: Shape<Gate> = object({ kind: oneOf("recognition", "panel"), condition });
