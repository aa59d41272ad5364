import { statfs } from "node:fs/promises";
import type { Check } from "../check.ts";
import { doctorProblem } from "../doctor-problems.ts";
import { nearestExisting } from "./data-folder.ts";

const MEGABYTE = 1024 ** 2;

/** The disk has room for the journal, the snapshots and PostgreSQL's log of changes. */
export const diskRoom: Check = {
  name: { zh: "磁盘空间", en: "room on the disk" },
  async look({ configuration: { dataDir }, freeBytesMin }) {
    const existing = await nearestExisting(dataDir).catch(() => undefined);
    if (existing === undefined) return [];
    const { bavail, bsize } = await statfs(existing);
    const free = bavail * bsize;
    if (free >= freeBytesMin) return [];
    const params = {
      folder: dataDir,
      freeMb: Math.floor(free / MEGABYTE),
      neededMb: Math.ceil(freeBytesMin / MEGABYTE),
    };
    return [doctorProblem("doctor.diskNearlyFull", params)];
  },
};
