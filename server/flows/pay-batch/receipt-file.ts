import type { Readable } from "node:stream";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { openTable } from "../../documents/index.ts";

/** A batch holds 1,000 payments; a receipt beyond this is some other file. */
const BYTES_MAX = 5_000_000;

/**
 * The cells of a bank's receipt, csv (UTF-8 or GB18030) or xlsx. Problems: those of `openTable`, `http.tooLarge`,
 * `funds.receiptUnreadable`.
 */
export async function readReceiptFile(stream: Readable): Promise<Result<readonly (readonly string[])[], Problem>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += (chunk as Buffer).length;
    if (bytes > BYTES_MAX) {
      stream.destroy();
      return fail(problem("http.tooLarge", { limitMb: BYTES_MAX / 1_000_000 }));
    }
    chunks.push(chunk as Buffer);
  }
  const content = Buffer.concat(chunks);
  const table = await openTable(async () => ({
    bytes: content.length,
    readAt: async (position, length) => content.subarray(position, position + length),
    close: async () => undefined,
  }));
  if (!table.ok) return table;
  const cells: (readonly string[])[] = [];
  for await (const event of table.value.read()) {
    if (event.kind === "failed") return fail(event.problem);
    if (event.kind === "hidden") continue;
    for (const row of event.rows) {
      // Rows keep their numbers: an empty one stands where the file has one.
      while (cells.length < row.row - 1) cells.push([]);
      cells.push(row.cells);
    }
  }
  return ok(cells);
}
