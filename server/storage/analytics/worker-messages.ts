import type { AnalyticsSettings, Columns, Parameter } from "./analytics.ts";

/** From the server to the child. `open` comes once and first. */
export type WorkerRequest =
  | { readonly kind: "open"; readonly id: number; readonly settings: AnalyticsSettings }
  | {
      readonly kind: "run" | "columns";
      readonly id: number;
      readonly sql: string;
      readonly parameters: readonly Parameter[];
    };

/** From the child to the server, one for each request, in their order. */
export type WorkerReply =
  | { readonly kind: "done"; readonly id: number; readonly columns: Columns | null }
  | { readonly kind: "failed"; readonly id: number; readonly message: string };
