const NOTE_EVERY_MS = 500;

/**
 * How far a job is, from 0 to 1, as whole percent below 100: `note` writes it down, at most twice a second and only when it has grown.
 * A note that fails is let go: the next one comes soon.
 */
export function progressNotes(note: (percent: number) => Promise<unknown>): (part: number) => void {
  const noted = { at: 0, percent: 0 };
  return (part) => {
    const percent = Math.min(99, Math.floor(part * 100));
    if (percent <= noted.percent || performance.now() - noted.at < NOTE_EVERY_MS) return;
    noted.at = performance.now();
    noted.percent = percent;
    note(percent).catch(() => undefined);
  };
}

/** What a job that broke reports: where, never a value of somebody's. */
export function describeFault(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
