import { object, type Shape, text } from "../../reading/shape.ts";

/** An id in a policy: letters and digits, beginning with a small letter (`fullTimeDegree`). */
export const id = text(/^[a-z][A-Za-z0-9]*$/, "an id: letters and digits, a small letter first");
export const both = object({ zh: text(), en: text() });
const expression = text();
/** An expression; what it means is checked when the policy is compiled. */
export const feel: Shape<string> = {
  read(yaml, node) {
    if (node) yaml.expressions.add(node);
    return expression.read(yaml, node);
  },
  schema: expression.schema,
};

/** What was read, as the envelope holds it. */
export function mapped<From, To>(shape: Shape<From>, map: (from: From) => To): Shape<To> {
  return {
    read(yaml, node) {
      const read = shape.read(yaml, node);
      return read === undefined ? undefined : map(read);
    },
    schema: shape.schema,
  };
}
