export type KitStatus = "SUCCESS" | "ERROR" | "SKIPPED";

/** One case's result in the kit's own form. `model` is the folder: "compliance-level-2/0001-input-data-string". */
export type KitResult = {
  readonly model: string;
  readonly testFile: string;
  readonly caseId: string;
  readonly status: KitStatus;
  readonly detail: string;
};

/** A line of the kit's results file: every field in quotes, on one line. */
export function csvLine({ model, testFile, caseId, status, detail }: KitResult): string {
  return [model, testFile, caseId, status, detail].map(quote).join(",");
}

export function csvOf(results: readonly KitResult[]): string {
  return results.map((result) => `${csvLine(result)}\n`).join("");
}

function quote(field: string): string {
  return `"${field.replaceAll(/\s+/g, " ").trim().replaceAll('"', '""')}"`;
}
