import type { FeelTypeRef, NameScope } from "@wutong/feel/interpreter";

/** The names inside values of a type: what may follow a dot. Null where it has none. */
export function namesOfType(type: FeelTypeRef | undefined): NameScope | null {
  if (!type) return null;
  switch (type.kind) {
    case "context":
      return new Map(Array.from(type.fields, ([name, field]) => [name, namesOfType(field)]));
    case "list":
    case "range":
      return namesOfType(type.of);
    case "function":
      return namesOfType(type.result);
    case "constrained":
      return namesOfType(type.base);
    default:
      return null;
  }
}
