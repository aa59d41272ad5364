import type { TypeExpr } from "../syntax/ast.ts";
import type { FeelTypeRef } from "../values/value.ts";
import { findBuiltInType } from "./type-ref.ts";

type FindType = (name: string) => FeelTypeRef | undefined;

/** The type that a written one means; null where it names one that nobody knows. */
export function resolveType(type: TypeExpr, findType: FindType): FeelTypeRef | null {
  switch (type.kind) {
    case "typeName":
      return findType(type.name) ?? findBuiltInType(type.name) ?? null;
    case "listType":
    case "rangeType": {
      const of = resolveType(type.of, findType);
      return of && { kind: type.kind === "listType" ? "list" : "range", of };
    }
    case "contextType": {
      const fields = new Map<string, FeelTypeRef>();
      for (const field of type.fields) {
        const resolved = resolveType(field.type, findType);
        if (!resolved) return null;
        fields.set(field.name, resolved);
      }
      return { kind: "context", fields };
    }
    case "functionType":
      return resolveFunctionType(type, findType);
  }
}

function resolveFunctionType(
  type: Extract<TypeExpr, { kind: "functionType" }>,
  findType: FindType,
): FeelTypeRef | null {
  const result = resolveType(type.result, findType);
  const parameters: FeelTypeRef[] = [];
  for (const parameter of type.parameters) {
    const resolved = resolveType(parameter, findType);
    if (!resolved) return null;
    parameters.push(resolved);
  }
  return result && { kind: "function", parameters, result };
}
