/** JSON for logs: what JSON has no room for, whole numbers beyond 2^53, stands as text. */
export function exactJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_, each) => (typeof each === "bigint" ? String(each) : each), indent);
}
