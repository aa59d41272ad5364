import type { BenchCase } from "./bench-case.ts";
import { handInRegisters, importIntoFreshOffice, openOffice, registersOf } from "./filled-office.ts";

const CSV_PEOPLE = 100_000;
/** Gives an insurance workbook of about 100,000 rows. */
const XLSX_PEOPLE = 15_500;
const MILLION = 1_000_000;

/** Rows of library and insurance, validated and committed, in one run over an empty database. */
async function rowsPerSecond(people: number): Promise<number> {
  const { wutong, rows, seconds } = await importIntoFreshOffice(people);
  await wutong.close();
  return rows / seconds;
}

export const cases: readonly BenchCase[] = [
  {
    name: "csv",
    goal: 50_000,
    unit: "rows/s validated and committed (100,000 people: library and insurance)",
    better: "higher",
    memoryGoalMb: 1_500,
    prepare: async () => {
      await registersOf(CSV_PEOPLE);
    },
    run: () => rowsPerSecond(CSV_PEOPLE),
  },
  {
    name: "csv-million-people",
    goal: 30_000,
    unit: "rows/s validated and committed (1,000,000 people with their spells in one run)",
    better: "higher",
    memoryGoalMb: 1_500,
    prepare: async () => {
      await registersOf(MILLION);
    },
    run: () => rowsPerSecond(MILLION),
  },
  {
    name: "xlsx-100k-rows",
    goal: 5,
    unit: "s to import a workbook of 100,000 rows (scaled from the rows it has)",
    better: "lower",
    memoryGoalMb: 1_000,
    prepare: async () => {
      await registersOf(XLSX_PEOPLE, "xlsx");
    },
    run: async () => {
      const wutong = await openOffice("import-xlsx", { fresh: true });
      try {
        await handInRegisters(wutong, XLSX_PEOPLE, ["employers", "talents"], "xlsx");
        const started = performance.now();
        const rows = await handInRegisters(wutong, XLSX_PEOPLE, ["insurance"], "xlsx");
        return ((performance.now() - started) / 1000) * (100_000 / rows);
      } finally {
        await wutong.close();
      }
    },
  },
];
