/** Work that comes again and again, never twice at once; what it throws is reported and it comes again all the same. */
export type Repeating = {
  /** Runs it now, after a run that is under way. */
  readonly now: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export function repeat({
  everyMs,
  work,
  report,
}: {
  readonly everyMs: number;
  readonly work: () => Promise<void>;
  readonly report: (line: string) => void;
}): Repeating {
  let last: Promise<void> = Promise.resolve();
  const runOnce = () =>
    work().catch((cause: unknown) => report(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)));
  const now = () => {
    last = last.then(runOnce);
    return last;
  };
  const timer = setInterval(now, everyMs);
  timer.unref();
  return {
    now,
    stop: () => {
      clearInterval(timer);
      return last;
    },
  };
}
