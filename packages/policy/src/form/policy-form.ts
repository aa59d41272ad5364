import type { Result } from "@wutong/kernel";
import { conditions } from "../envelope/shapes/condition-shape.ts";
import { envelopeShape, sharedShape } from "../envelope/shapes/envelope-shape.ts";
import type { BothTexts, PolicyFault } from "../fault.ts";
import { type PolicyFile, SHARED_ENDING } from "../reading/read-policies.ts";
import type { JsonSchema } from "../reading/shape.ts";
import { readYamlText } from "../reading/yaml-text.ts";
import { fieldLabel } from "./field-labels.ts";
import { leavesOf, type PolicyLeaf, type PolicyPath } from "./policy-leaves.ts";

export type FieldControl = "text" | "longText" | "expression" | "number" | "yuan" | "flag" | "day" | "choice";

/** A value of a policy as a form shows it. What a person enters goes back as a `PolicyEdit` of the same path. */
export type PolicyField = {
  readonly path: PolicyPath;
  readonly control: FieldControl;
  readonly label: BothTexts;
  /** As it is written in the file. */
  readonly value: string;
  /** What may be chosen, for a `choice`. */
  readonly options?: readonly string[];
  readonly required: boolean;
  /** Other places use this value by its anchor: it is changed in the text, not in the form. */
  readonly anchored: boolean;
};

const LONG_TEXT_CHARACTERS = 80;

/** All values of a policy file as fields, in the order of the file. Fails only when the file is not YAML. */
export function policyForm({ path: file, text }: PolicyFile): Result<readonly PolicyField[], readonly PolicyFault[]> {
  const yaml = readYamlText(file, text);
  if (yaml.faults.length > 0) return { ok: false, error: yaml.faults };
  const shared = file.endsWith(SHARED_ENDING);
  // The shape marks which values are expressions. What it finds wrong is for the checker to tell.
  if (shared) sharedShape.read(yaml, yaml.root);
  else envelopeShape.read(yaml, yaml.root);
  const schemaOfFile = shared ? sharedShape.schema : envelopeShape.schema;
  const fields = [...leavesOf(yaml).values()].map((leaf): PolicyField => {
    const { schema, required } = schemaAt(schemaOfFile, leaf.path, yaml.nodeAt);
    const options = Array.isArray(schema.enum) ? { options: schema.enum.map(String) } : {};
    const control = yaml.expressions.has(leaf.scalar) ? "expression" : controlOf(schema, leaf);
    const { path, written: value, anchored } = leaf;
    return { path, control, label: fieldLabel(path), value, ...options, required, anchored };
  });
  return { ok: true, value: fields };
}

function controlOf(schema: JsonSchema, { scalar, written }: PolicyLeaf): FieldControl {
  if (Array.isArray(schema.enum)) return "choice";
  const { type, pattern } = schema;
  if (pattern === DAY_PATTERN) return "day";
  if (Array.isArray(type) && type[0] === "number") return "yuan";
  if (typeof scalar.value === "boolean") return "flag";
  if (type === "integer" || type === "number") return "number";
  if (type === undefined && typeof scalar.value === "number") return "number";
  return written.includes("\n") || written.length > LONG_TEXT_CHARACTERS ? "longText" : "text";
}

const DAY_PATTERN = "^\\d{4}-\\d{2}-\\d{2}$";

type NodeAt = ReturnType<typeof readYamlText>["nodeAt"];
type Place = { readonly schema: JsonSchema; readonly required: boolean };

/** What the schema says about the value at a path; nothing where it leaves the form open (facts of a case). */
function schemaAt(schemaOfFile: JsonSchema, path: PolicyPath, nodeAt: NodeAt): Place {
  let schema = schemaOfFile;
  let required = false;
  for (const [depth, step] of path.entries()) {
    const has = (key: string) => (nodeAt(path.slice(0, depth)) as { has?: (key: string) => boolean }).has?.(key);
    const parent = fitting(schema, (key) => has(key) === true);
    required = Array.isArray(parent.required) ? parent.required.includes(step) : typeof step === "number";
    const properties = parent.properties as Readonly<Record<string, JsonSchema>> | undefined;
    const next = typeof step === "number" ? parent.items : (properties?.[step] ?? parent.additionalProperties);
    if (typeof next !== "object" || next === null) return { schema: {}, required: false };
    schema = next as JsonSchema;
  }
  return { schema, required };
}

/** Follows the one reference that the schema has (a tree of conditions), and picks of several forms the first whose required keys are all there. */
function fitting(schema: JsonSchema, has: (key: string) => boolean): JsonSchema {
  if (typeof schema.$ref === "string") {
    return fitting(conditions.schema, has);
  }
  if (!Array.isArray(schema.anyOf)) return schema;
  const forms = (schema.anyOf as readonly JsonSchema[]).map((form) => fitting(form, has));
  return forms.find(({ required }) => Array.isArray(required) && required.every(has)) ?? {};
}
