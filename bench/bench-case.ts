/** One measurement. A `*.bench.ts` file exports `cases: readonly BenchCase[]`. */
export type BenchCase = {
  /** Lower case with hyphens; unique in its file. `--only` picks by it. */
  readonly name: string;
  readonly goal: number;
  readonly unit: string;
  readonly better: "lower" | "higher";
  /** Bound on the memory of the whole process tree while `run` runs. */
  readonly memoryGoalMb?: number;
  /** Why this machine can't run the case (a peer that is not installed): it is then skipped by name, with the reason. */
  missing?(): string | undefined;
  /** Makes what `run` needs (data, a filled database) in a process before it, neither timed nor weighed. */
  prepare?(): Promise<void>;
  /** Measures once and returns the figure in `unit`; it times what it means to time, not its own set-up. */
  run(): Promise<number>;
};

/** What was measured on one machine at one time. */
export type BenchResult = {
  readonly bench: string;
  readonly name: string;
  readonly figure: number;
  readonly goal: number;
  readonly unit: string;
  readonly better: "lower" | "higher";
  readonly memoryMb: number;
  readonly memoryGoalMb?: number;
  readonly date: string;
};

export function fallsShort(result: BenchResult): boolean {
  const slow = result.better === "lower" ? result.figure > result.goal : result.figure < result.goal;
  return slow || (result.memoryGoalMb !== undefined && result.memoryMb > result.memoryGoalMb);
}
