import { hash } from "node:crypto";
import type { Problem } from "@wutong/kernel";
import type { Tx } from "../../../storage/index.ts";
import { type EmployerRow, rowProblem } from "../../registers/index.ts";
import {
  type DescribedEmployer,
  type EmployerSource,
  findContradictedEmployers,
  writeEmployers,
} from "../store/organisations.ts";

export type EmployerRecording = {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly failures: readonly { readonly position: number; readonly key: string; readonly problem: Problem }[];
};

/**
 * Writes rows of the register of employers, in the caller's transaction. A row that says of a credit code something else
 * than an earlier row of the same file fails with `rows.twiceInFile` {otherRow}.
 */
export async function recordEmployerRows(
  tx: Tx,
  rows: readonly { readonly sourceRow: number; readonly row: EmployerRow }[],
  source: EmployerSource,
): Promise<EmployerRecording> {
  const failures: { position: number; key: string; problem: Problem }[] = [];
  const twice = (position: number, otherRow: number): void => {
    failures.push({ position, key: "creditCode", problem: rowProblem("rows.twiceInFile", { otherRow }) });
  };
  const first = new Map<
    string,
    { readonly position: number; readonly sourceRow: number; readonly employer: DescribedEmployer }
  >();
  for (const [position, { row, sourceRow }] of rows.entries()) {
    const employer = describe(row);
    const before = first.get(row.creditCode);
    if (!before) first.set(row.creditCode, { position, sourceRow, employer });
    else if (before.employer.contentDigest !== employer.contentDigest) twice(position, before.sourceRow);
  }
  const employers = [...first.values()].map((one) => one.employer);
  const { added, changed } = await writeEmployers(tx, employers, source);
  if (added + changed < employers.length) {
    const contradicted = await findContradictedEmployers(tx, employers, source.ownBatches);
    for (const one of first.values()) if (contradicted.has(one.employer.creditCode)) twice(one.position, 0);
  }
  return { added, changed, same: rows.length - added - changed - failures.length, failures };
}

function describe(row: EmployerRow): DescribedEmployer {
  const described = {
    creditCode: row.creditCode,
    name: row.employerName,
    kind: row.employerKind,
    industry: row.industry,
    district: row.region,
    aboveScale: row.aboveScale,
    stateOwned: row.stateOwned,
  };
  return { ...described, contentDigest: hash("sha256", JSON.stringify(described), "hex").slice(0, 32) };
}
