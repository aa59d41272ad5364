import { findPostmaster } from "./postmaster.ts";
import { isGone } from "./processes.ts";
import { type Started, type StartPlan, startPostmaster } from "./run-postmaster.ts";

export type Keeper = {
  /** The main process at this moment. */
  pid(): number;
  /** No more restarts; returns the pid that then stays, once a restart that is under way has ended. */
  leaveAlone(): Promise<number>;
};

const LOOK_EVERY_MS = 500;
/** A server that keeps dying has a reason that a restart doesn't mend. */
const RESTARTS_MAX = 20;

/** Looks after a started server, ours or adopted, and starts it again on its port when it is gone. */
export function keepRunning(plan: StartPlan, started: Started): Keeper {
  let { pid } = started;
  let restarts = 0;
  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    // A folder that was taken away, say: then there is nothing left to look after.
    looking = looking.then(look).catch(() => clearInterval(timer));
  }, LOOK_EVERY_MS);
  timer.unref();
  const isOver = { value: false };

  async function look(): Promise<void> {
    if (isOver.value || restarts >= RESTARTS_MAX || (await isThere()) || !(await isGone(pid))) return;
    restarts += 1;
    const again = await startPostmaster(plan);
    // On another port nobody would find it: the addresses are given out.
    if (again.ok && again.value.port === started.port) pid = again.value.pid;
    else clearInterval(timer);
  }

  async function isThere(): Promise<boolean> {
    return (await findPostmaster(plan.directory))?.pid === pid;
  }

  return {
    pid: () => pid,
    async leaveAlone() {
      isOver.value = true;
      clearInterval(timer);
      await looking;
      return pid;
    },
  };
}
