import type { NewFailedRow } from "../../areas/registers/index.ts";
import type { Vault } from "../../storage/index.ts";

/** A row that could not be taken, with its cells sealed as they came. */
export function sealRow(
  row: Omit<NewFailedRow, "sealedCells">,
  cells: readonly string[],
  { vault, tenantId }: { readonly vault: Vault; readonly tenantId: number },
): NewFailedRow {
  return { ...row, sealedCells: vault.seal(JSON.stringify(cells), sealedCellsBind(tenantId)).toString("hex") };
}

export function sealedCellsBind(tenantId: number): string {
  return `registers.failed_rows.sealed_cells:${tenantId}`;
}
