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
  let waiting = 0;
  const runOnce = () =>
    work()
      .catch((cause: unknown) => report(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)))
      .finally(() => {
        waiting -= 1;
      });
  const now = () => {
    waiting += 1;
    last = last.then(runOnce);
    return last;
  };
  // Where a run takes longer than the time between two, runs don't pile up: whoever asks for one now would wait for them all.
  const timer = setInterval(() => {
    if (waiting === 0) void now();
  }, everyMs);
  timer.unref();
  return {
    now,
    stop: () => {
      clearInterval(timer);
      return last;
    },
  };
}
