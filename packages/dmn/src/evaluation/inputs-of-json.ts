import {
  type FeelTypeRef,
  type FeelValue,
  makeContext,
  parseXsd,
  toFeel,
  type XsdType,
} from "@wutong/feel/interpreter";
import { reachableModels } from "../linking/linked-model.ts";
import type { DmnInput } from "./bind-inputs.ts";
import type { DmnProgram } from "./dmn-program.ts";

/**
 * Inputs out of a JSON object, its keys the names of input data: a text where a date, time or duration is declared is
 * read as one ("2026-09-01", "PT8H"), everything else as FEEL has it. What isn't of its type is null when evaluated.
 */
export function inputsOfJson(
  { linked, types }: DmnProgram,
  json: Readonly<Record<string, unknown>>,
): readonly DmnInput[] {
  const models = reachableModels(linked);
  return Object.entries(json).map(([name, value]): DmnInput => {
    for (const owner of models) {
      const element = owner.model.elements.find((one) => one.name === name && "variable" in one);
      const typeRef = element && "variable" in element ? element.variable?.typeRef : undefined;
      if (element) return { name, value: fromJson(value, typeRef ? types.find(owner, typeRef) : undefined) };
    }
    return { name, value: toFeel(value) };
  });
}

const TEXTS: Readonly<Partial<Record<FeelTypeRef["kind"], XsdType>>> = {
  date: "date",
  time: "time",
  dateTime: "dateTime",
  yearsMonthsDuration: "duration",
  daysTimeDuration: "duration",
};

/** Goes as deep as the declared type does. */
function fromJson(json: unknown, type: FeelTypeRef | undefined): FeelValue {
  if (!type) return toFeel(json);
  if (type.kind === "constrained") return fromJson(json, type.base);
  if (type.kind === "list" && Array.isArray(json)) return json.map((item) => fromJson(item, type.of));
  if (type.kind === "context" && typeof json === "object" && json !== null && !Array.isArray(json)) {
    return makeContext(
      Object.entries(json).map(([name, value]) => [name, fromJson(value, type.fields.get(name))] as const),
    );
  }
  const xsd = TEXTS[type.kind];
  const value = toFeel(json);
  return xsd && typeof value === "string" ? parseXsd(xsd, value) : value;
}
