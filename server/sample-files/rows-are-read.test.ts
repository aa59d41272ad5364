import assert from "node:assert/strict";
import { test } from "node:test";
import { REGISTER_KINDS, REGISTERS, type RegisterKind } from "@wutong/codes";
import { employerRows, generateOffice, type RegisterRow, registerHeaders, toRegisterRows } from "@wutong/generator";
import { day, month } from "@wutong/kernel";
import { createRowReader, findHeader } from "../areas/registers/index.ts";

const OPTIONS = { office: 330602, people: 1_000, seed: 12, asOf: day("2024-11-30") };

test("an import takes every row that is right and refuses every one that is wrong on purpose, at its column", () => {
  const office = generateOffice(OPTIONS);
  const rows: RegisterRow[] = [...employerRows(office)];
  for (const person of office.people) rows.push(...toRegisterRows(person, OPTIONS));
  const taken = new Map<RegisterKind, number>();
  for (const kind of REGISTER_KINDS) {
    const headers = registerHeaders(OPTIONS, kind);
    const found = findHeader(kind, headers);
    assert.ok(found?.ok, kind);
    const { from, through } = office.coverage[kind];
    const read = createRowReader(kind, found.value, {
      asOf: OPTIONS.asOf,
      fromMonth: month(from),
      throughMonth: month(through),
    });
    for (const { cells, oddity } of rows.filter((row) => row.kind === kind)) {
      const result = read(cells);
      assert.equal(
        result.ok,
        !oddity?.mustReject,
        `${kind} ${cells.join()} ${result.ok ? "" : JSON.stringify(result.error)}`,
      );
      if (!result.ok)
        assert.ok(
          result.error.some((one) => one.column === headerOf(headers, kind, oddity?.column)),
          kind,
        );
      if (result.ok) taken.set(kind, (taken.get(kind) ?? 0) + 1);
    }
  }
  assert.equal(taken.size, REGISTER_KINDS.length);
});

function headerOf(headers: readonly string[], kind: RegisterKind, key: string | undefined): string | undefined {
  return headers[REGISTERS[kind].columns.findIndex((column) => column.key === key)];
}
