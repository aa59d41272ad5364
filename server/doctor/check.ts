import type { Problem } from "@wutong/kernel";
import type { Configuration } from "../config/environment.ts";
import type { LocalServerFolder } from "../storage/relational/local-server/index.ts";

/** What the checks look at. They look only: nothing is left behind, changed or stopped. */
export type Setup = {
  readonly configuration: Configuration;
  readonly folder: LocalServerFolder;
  /** Less room than this on the data folder's disk is reported. */
  readonly freeBytesMin: number;
  /** An older PostgreSQL than this is reported. */
  readonly postgresMajorMin: number;
};

/** One thing that may be wrong. No problem found means that it is in order. */
export type Check = {
  readonly name: { readonly zh: string; readonly en: string };
  look(setup: Setup): Promise<readonly Problem[]>;
};
