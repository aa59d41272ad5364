import { test } from "node:test";
import { importWithKills } from "./import-run.ts";

test("registers imported by a server that was killed at five random moments leave the same library as without kills", async (context) => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  context.diagnostic(`seed ${seed}`);
  await importWithKills({ people: 250, kills: 5, chunkRows: 60, seed, log: (line) => context.diagnostic(line) });
});
