/** A span of pay as one reads it; open at an end that nobody named. */
export function payText({
  salaryFromYuan,
  salaryToYuan,
}: {
  readonly salaryFromYuan: number | null;
  readonly salaryToYuan: number | null;
}): string {
  if (salaryFromYuan === null && salaryToYuan === null) return "";
  return `${salaryFromYuan ?? ""}–${salaryToYuan ?? ""}`;
}
