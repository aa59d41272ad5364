import type { Problem } from "@wutong/kernel";
import { type DatabaseTraits, inspectDatabase } from "../../storage/relational/inspect-database.ts";
import type { Check } from "../check.ts";
import { doctorProblem } from "../doctor-problems.ts";

/** DATABASE_URL and DATABASE_OWNER_URL, where they are set: reachable, new enough, one database. */
export const foreignDatabase: Check = {
  name: { zh: "DATABASE_URL 指向的数据库", en: "database of DATABASE_URL" },
  async look({ configuration: { database }, postgresMajorMin }) {
    if (!database) return [];
    const app = await lookAt("DATABASE_URL", database.url, postgresMajorMin);
    const owner = await lookAt("DATABASE_OWNER_URL", database.ownerUrl, postgresMajorMin);
    const names = { app: app.traits?.database ?? "", owner: owner.traits?.database ?? "" };
    const differ = names.app !== "" && names.owner !== "" && names.app !== names.owner;
    return [...app.problems, ...owner.problems, ...(differ ? [doctorProblem("doctor.differentDatabases", names)] : [])];
  },
};

type Looked = { readonly traits?: DatabaseTraits; readonly problems: readonly Problem[] };

async function lookAt(variable: string, url: string, needed: number): Promise<Looked> {
  const traits = await inspectDatabase(url);
  if (!traits.ok)
    return { problems: [doctorProblem("doctor.databaseUnreachable", { variable, reason: traits.error })] };
  const { major } = traits.value;
  const tooOld = doctorProblem("doctor.databaseVersion", { variable, found: major, needed });
  return { traits: traits.value, problems: major < needed ? [tooOld] : [] };
}
