import { useQuery } from "@tanstack/react-query";
import { type RegisterKind, readColumns } from "@wutong/contracts";
import { useState } from "react";
import { useServer } from "../server/client.ts";
import { expectReply } from "../server/queries.ts";
import type { Choices, SourceColumn } from "./source-columns.tsx";

export type AskedColumns = {
  readonly file: File | null;
  readonly register: RegisterKind;
  readonly officeId: number | undefined;
  readonly source: string;
};

const NONE: Choices = {};
const NO_COLUMNS: readonly SourceColumn[] = [];

/** How the file's columns would be read, and what the clerk says instead; a new file, register or source begins anew. */
export function useSourceColumns({ file, register, officeId, source }: AskedColumns) {
  const server = useServer();
  const asked = [file?.name, file?.size, file?.lastModified, register, officeId, source].join("/");
  const [said, setSaid] = useState<{ readonly asked: string; readonly choices: Choices }>({ asked, choices: NONE });
  const found = useQuery({
    queryKey: [readColumns.path, asked],
    queryFn: async () => {
      if (!file || officeId === undefined) return null;
      return expectReply(await server.upload(readColumns, { body: { register, officeId, source } }, file));
    },
    enabled: file !== null && officeId !== undefined,
    retry: false,
  });
  const choices = said.asked === asked ? said.choices : NONE;
  return {
    columns: found.data?.columns ?? NO_COLUMNS,
    error: found.error,
    looking: found.isFetching,
    choices,
    choose: (title: string, key: string | null) => setSaid({ asked, choices: { ...choices, [title]: key } }),
  };
}
