import { useMutation } from "@tanstack/react-query";
import type { CallOf, EndpointShape } from "@wutong/contracts";
import { problem } from "@wutong/kernel";
import { useState } from "react";
import { useServer } from "../server/client.ts";
import { keepFile, useDownload } from "../server/downloads.ts";
import { ProblemError } from "../server/problem-error.ts";
import { expectReply, type Page } from "../server/queries.ts";
import { csvText } from "./csv-text.ts";
import type { TextColumn } from "./rows-table.tsx";

/** Rows that one export holds at most; beyond that the filters must be narrowed. */
const ROWS_MAX = 20_000;
const ROWS_A_CALL = 200;

/** What was asked for when exporting. */
export type ExportAsked = { readonly purpose: string; readonly reveal: "yes" | "no" };

/** One way to make the file of a table. */
export type ExportJob = {
  /** The server makes the file and notes the purpose in the journal; else it holds what the table shows, and no more. */
  readonly noted: boolean;
  readonly start: (asked: ExportAsked, onDone: () => void) => void;
  readonly busy: boolean;
  /** Rows read so far. */
  readonly read: number;
  readonly error: unknown;
};

type ServerExport<E extends EndpointShape> = {
  readonly shape: E;
  readonly call: (asked: ExportAsked) => Omit<CallOf<E>, "key">;
  readonly fileName: string;
};

/** A workbook by the server, for a purpose that stands in the journal. */
export function useServerExport<E extends EndpointShape>({ shape, call, fileName }: ServerExport<E>): ExportJob {
  const download = useDownload(shape);
  return {
    noted: true,
    start: (asked, onDone) => download.mutate({ call: call(asked), fileName }, { onSuccess: onDone }),
    busy: download.isPending,
    read: 0,
    error: download.error,
  };
}

type TableExport<E, Row> = {
  readonly shape: E & { readonly reply: { readonly _zod: { readonly output: Page<Row> } } };
  readonly call: LooseCall;
  readonly columns: readonly TextColumn<Row>[];
  readonly fileName: string;
};
type LooseCall = { readonly params?: unknown; readonly query?: unknown };

/** The table itself as CSV: every row that the filters show, with the columns' own heads, masked as on the page. */
export function useTableExport<E extends EndpointShape, Row>({
  shape,
  call,
  columns,
  fileName,
}: TableExport<E, Row>): ExportJob {
  const server = useServer();
  const [read, setRead] = useState(0);
  const work = useMutation({
    mutationFn: async () => {
      const rows: Row[] = [];
      let cursor: string | null = null;
      do {
        const query = { ...(call.query as object), limit: ROWS_A_CALL, ...(cursor === null ? {} : { cursor }) };
        const page = expectReply(await server.call(shape, { ...call, query } as CallOf<E>)) as Page<Row>;
        rows.push(...page.rows);
        setRead(rows.length);
        cursor = page.next;
        if (rows.length + (cursor === null ? 0 : 1) > ROWS_MAX)
          throw new ProblemError(
            problem("people.exportTooLarge", { rows: page.total ?? `${ROWS_MAX}+`, limit: ROWS_MAX }),
          );
      } while (cursor !== null);
      const lines = rows.map((row) => columns.map((column) => column.text(row)));
      const text = csvText([columns.map((column) => column.title), ...lines]);
      keepFile(new Blob([text], { type: "text/csv;charset=utf-8" }), `${fileName}.csv`);
    },
  });
  return {
    noted: false,
    start: (_, onDone) => {
      setRead(0);
      work.mutate(undefined, { onSuccess: onDone });
    },
    busy: work.isPending,
    read,
    error: work.error,
  };
}
