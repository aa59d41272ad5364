import { readFileSync } from "node:fs";
import type { Check } from "../check.ts";
import { doctorProblem } from "../doctor-problems.ts";

const ROOT_PACKAGE = new URL("../../../package.json", import.meta.url);

/** The pinned Node runs: an older one lacks what Wutong builds on. */
export const nodeVersion: Check = {
  name: { zh: "Node 版本", en: "version of Node" },
  async look() {
    const { dependencies } = JSON.parse(readFileSync(ROOT_PACKAGE, "utf8")) as {
      readonly dependencies: { readonly node: string };
    };
    const found = process.versions.node;
    return found === dependencies.node
      ? []
      : [doctorProblem("doctor.nodeNotPinned", { found, pinned: dependencies.node })];
  },
};
