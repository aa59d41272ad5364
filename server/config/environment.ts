import { resolve } from "node:path";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { z } from "zod";

/** What the environment says, parsed once at the start; nothing else reads `process.env`. */
export type Configuration = {
  /** Folder of everything that Wutong keeps outside a foreign database: its own PostgreSQL, snapshots, findings. */
  readonly dataDir: string;
  /** Holds the encryption keys; must lie outside `dataDir`, so that a copy of the data alone tells nothing. */
  readonly keyFile: string;
  readonly host: string;
  readonly port: number;
  /** Both or neither: without them Wutong starts its own PostgreSQL. */
  readonly database: { readonly url: string; readonly ownerUrl: string } | null;
};

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

const schema = z.object({
  WUTONG_DATA: z.string().min(1).default(".wutong/data"),
  WUTONG_KEY_FILE: z.string().min(1).optional(),
  WUTONG_HOST: z.string().min(1).default("127.0.0.1"),
  WUTONG_PORT: z.coerce.number().int().min(1).max(65_535).default(7800),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
});

/** Problems: `environment.invalid` (names the variable), `environment.databaseUrlsIncomplete`, `environment.keyFileInsideData`. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Result<Configuration, Problem> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const variable = String(issue?.path[0] ?? "");
    return fail(problem("environment.invalid", { variable, value: given[variable] ?? "", why: issue?.message ?? "" }));
  }
  const { WUTONG_DATA, WUTONG_KEY_FILE, WUTONG_HOST, WUTONG_PORT, DATABASE_URL, DATABASE_OWNER_URL } = parsed.data;
  if (Boolean(DATABASE_URL) !== Boolean(DATABASE_OWNER_URL)) {
    return fail(
      problem("environment.databaseUrlsIncomplete", { missing: DATABASE_URL ? "DATABASE_OWNER_URL" : "DATABASE_URL" }),
    );
  }
  const dataDir = resolve(WUTONG_DATA);
  const keyFile = resolve(WUTONG_KEY_FILE ?? `${WUTONG_DATA}.key`);
  if (keyFile.startsWith(`${dataDir}/`)) return fail(problem("environment.keyFileInsideData", { keyFile, dataDir }));
  return ok({
    dataDir,
    keyFile,
    host: WUTONG_HOST,
    port: WUTONG_PORT,
    database: DATABASE_URL && DATABASE_OWNER_URL ? { url: DATABASE_URL, ownerUrl: DATABASE_OWNER_URL } : null,
  });
}

/** Demo mode has known passwords, so it must not be reachable from elsewhere. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}
