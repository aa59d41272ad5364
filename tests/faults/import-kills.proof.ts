import type { ProofOptions } from "../proof.ts";
import { importWithKills } from "./import-run.ts";

export const name = "imports survive kills of the server and of PostgreSQL";
export const rooms = [
  "server/flows/import-register",
  "server/areas/registers",
  "server/areas/people",
  "server/documents",
];

const KILLS = 6;
const POSTMASTER_KILLS = 2;
const CHUNK_ROWS = 5_000;
const MILLION = 1_000_000;
/** Both imports, their files and their comparison, on two busy cores. */
const PEOPLE_A_MINUTE = 40_000;

/** As many people as there is time for, up to a million: give it 30 minutes for these. */
export async function run({ seed, minutes, log }: ProofOptions): Promise<void> {
  const people = Math.min(MILLION, Math.round(minutes * PEOPLE_A_MINUTE));
  await importWithKills({ people, kills: KILLS, postmasterKills: POSTMASTER_KILLS, chunkRows: CHUNK_ROWS, seed, log });
}
