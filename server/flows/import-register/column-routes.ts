import { normaliseHeader } from "@wutong/codes";
import * as contract from "@wutong/contracts";
import { fail, ok, type Problem, type Result } from "@wutong/kernel";
import { implement, type Route } from "../../areas/access/index.ts";
import { type HeaderMapping, listMappings } from "../../areas/registers/index.ts";
import { DEFAULT_TABLE_LIMITS, openTable } from "../../documents/index.ts";
import { type Database, inSession } from "../../storage/index.ts";
import { fileProblem } from "./file-problem.ts";
import { type FileColumn, readFileColumns } from "./read-columns.ts";
import { fromContract, toContract } from "./register-names.ts";
import type { Received, Uploads } from "./uploads.ts";

type ColumnRoutes = { readonly database: Database; readonly uploads: Uploads };

/** How a file's columns are read, before it is handed in, and the sources whose headers are remembered. */
export function columnRoutes({ database, uploads }: ColumnRoutes): readonly Route[] {
  return [
    implement(contract.listSources, async ({ caller }) => {
      const known = await inSession(database, caller.token, listMappings);
      const rows = known.map((one) => ({
        officeId: one.officeId,
        register: toContract(one.register),
        source: one.source,
        usedAt: one.usedAt.toISOString(),
      }));
      return ok({ rows });
    }),
    implement(contract.readColumns, async ({ caller, body, file }) => {
      const register = fromContract(body.register);
      const known = await inSession(database, caller.token, listMappings);
      const { officeId, source } = body;
      const mapping =
        known.find((one) => one.officeId === officeId && one.register === register && one.source === source)?.mapping ??
        {};
      const received = await uploads.receive(file.stream, DEFAULT_TABLE_LIMITS.bytesMax);
      const refused = (cause: Problem) => fail(fileProblem(cause, { fileName: file.name, rowsRead: 0 }));
      if (!received.ok) return refused(received.error);
      try {
        const columns = await columnsIn(received.value, { register, mapping });
        if (!columns.ok) return refused(columns.error);
        const shown = columns.value.map((one) => ({ ...one, sheets: [...one.sheets], samples: [...one.samples] }));
        return ok({ columns: shown, mapping });
      } finally {
        await uploads.drop(received.value);
      }
    }),
  ];
}

async function columnsIn(
  received: Received,
  { register, mapping }: { readonly register: Parameters<typeof toContract>[0]; readonly mapping: HeaderMapping },
): Promise<Result<readonly FileColumn[], Problem>> {
  const table = await openTable(received.open);
  return table.ok ? readFileColumns(table.value, register, mapping) : table;
}

/** What a caller says of headers, by the form in which headers are compared. */
export function toMapping(said: HeaderMapping | undefined): HeaderMapping {
  return Object.fromEntries(Object.entries(said ?? {}).map(([header, key]) => [normaliseHeader(header), key]));
}
