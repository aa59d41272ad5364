import type { JsonSchema } from "../reading/shape.ts";
import { conditions } from "./shapes/condition-shape.ts";
import { envelopeShape } from "./shapes/envelope-shape.ts";

/** The JSON Schema of a policy file, for editors; made of the same shapes that read the file. */
export function policySchema(): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Wutong policy",
    ...envelopeShape.schema,
    $defs: { conditions: conditions.schema },
  };
}
