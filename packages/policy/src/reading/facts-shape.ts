import { formatDay } from "@wutong/kernel";
import { isMap, isSeq } from "yaml";
import { type FactCatalogue, type FactField, type FactGroup, factCatalogue } from "../facts/fact-catalogue.ts";
import type { GivenFacts, GivenList, GivenRow, GivenValue } from "../facts/given-facts.ts";
import { dayText, flag, list, number, object, oneOf, optional, plainString, type Shape } from "./shape.ts";

/** How a case writes the facts of a person. */
export const factsShape: Shape<GivenFacts> = factsShapeOf(factCatalogue);

/** How a case writes facts: by the fact catalogue, so that a misspelt fact is found. */
export function factsShapeOf({ scalars, lists }: FactCatalogue): Shape<GivenFacts> {
  return object(
    Object.fromEntries([
      ...scalars.map((field) => [field.name, optional(valueShape(field))] as const),
      ...lists.map((each) => [each.name, optional(listShape(each.fields))] as const),
    ]),
  ) as Shape<GivenFacts>;
}

/** `[rows]` says that these are all; `{complete: false, rows}` says that some may be missing. */
function listShape(fields: readonly (FactField | FactGroup)[]): Shape<GivenList> {
  const rows = list(rowShape(fields));
  const whole = object({ complete: flag, rows });
  return {
    read(yaml, node) {
      if (isMap(node)) return whole.read(yaml, node);
      const read = isSeq(node) ? rows.read(yaml, node) : whole.read(yaml, node);
      return Array.isArray(read) ? { complete: true, rows: read as readonly GivenRow[] } : undefined;
    },
    schema: { anyOf: [rows.schema, whole.schema] },
  };
}

function rowShape(fields: readonly (FactField | FactGroup)[]): Shape<GivenRow> {
  const shapes = fields.map((field) => {
    const shape = "fields" in field ? rowShape(field.fields) : valueShape(field);
    return [field.name, optional(shape as Shape<unknown>)] as const;
  });
  return object(Object.fromEntries(shapes)) as Shape<GivenRow>;
}

function valueShape(field: FactField): Shape<GivenValue> {
  if (field.values) return oneOf(...field.values);
  if (field.type === "number") return number;
  if (field.type === "boolean") return flag;
  if (field.type === "string") return plainString;
  const text: Shape<string> = {
    read(yaml, node) {
      const day = dayText.read(yaml, node);
      return day === undefined ? undefined : formatDay(day);
    },
    schema: dayText.schema,
  };
  return text;
}
