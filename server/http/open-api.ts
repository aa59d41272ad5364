import { type EndpointShape, everyEndpoint, isFileReply, problemReply } from "@wutong/contracts";
import * as z from "zod";

type Schema = Record<string, unknown>;

/** OpenAPI 3.1 out of the same endpoints that the server registers. */
export function openApiDocument(version: string): Schema {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of everyEndpoint()) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return { openapi: "3.1.0", info: { title: "Wutong 梧桐", version }, paths };
}

function operation(endpoint: EndpointShape): Schema {
  return {
    tags: [endpoint.area],
    summary: `${endpoint.summary.zh} · ${endpoint.summary.en}`,
    parameters: [...parameters(endpoint.params, "path"), ...parameters(endpoint.query, "query")],
    ...(endpoint.body
      ? {
          requestBody: {
            content: {
              [endpoint.upload ? "multipart/form-data" : "application/json"]: { schema: input(endpoint.body) },
            },
          },
        }
      : {}),
    responses: {
      "200": success(endpoint),
      default: { description: `Problems: ${endpoint.errors.join(", ")}`, content: json(output(problemReply)) },
    },
  };
}

function success(endpoint: EndpointShape): Schema {
  if (isFileReply(endpoint.reply)) return { description: endpoint.reply.file };
  return { description: "OK", content: json(output(endpoint.reply)) };
}

function parameters(schema: z.ZodType | undefined, place: "path" | "query"): readonly Schema[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const required = new Set((input(schema).required as readonly string[] | undefined) ?? []);
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: place,
    required: place === "path" || required.has(name),
    schema: input(field as z.ZodType),
  }));
}

function json(schema: Schema): Schema {
  return { "application/json": { schema } };
}

function input(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}

function output(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, { io: "output", unrepresentable: "any" });
}
