import type { Day } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { SubjectKind } from "../facts/fact-catalogue.ts";
import { claimLayers, holderColumns, holderLayers } from "./claim-steps.ts";
import { costSql } from "./cost-columns.ts";
import { factsRead } from "./facts-read.ts";
import { type FlatFacts, layFlat, OWNER } from "./flat-facts.ts";
import type { ClaimKind, Judged, Judging } from "./judged-policy.ts";
import { everyoneColumns, everyoneLayers, lateLayers, maskColumns } from "./judged-steps.ts";
import type { Layers } from "./layers.ts";
import { columnsOf, NO_ROW, stepsSql } from "./policy-columns.ts";
import { stackingColumns } from "./stacking-columns.ts";

export type Table = { readonly name: string; readonly query: string };

/** Where the answers about a policy stand: `answers`, and of policies about a subject itself the masks of everybody. */
export type PolicyTables = { readonly answers: string; readonly everyone?: string };

type Kind = {
  readonly kind: SubjectKind;
  readonly source: FlatFacts | string;
  readonly asOf: Day;
  readonly prefix: string;
};

/**
 * The tables that judge policies about one kind of subject: facts with list columns laid flat; every subject; those of whom
 * some policy needs more; for each list of claims its holders, and each claim.
 */
export function kindTables(those: readonly Judged[], { kind, source, asOf, prefix }: Kind): readonly Table[] {
  const byClaim = Map.groupBy(those, ({ claim }) => claim?.name);
  const claims = [...byClaim.values()].flatMap(([first]) => first?.claim ?? []);
  const own = prefixOf(kind, prefix);
  const laid =
    typeof source === "string" ? layFlat(source, own, factsRead(those, claims)) : { tables: [], facts: source };
  const judging = { facts: laid.facts, asOf };
  return [
    ...laid.tables,
    ...subjectTables(byClaim.get(undefined) ?? [], judging, prefix),
    ...claims.flatMap((claim) => claimTables(byClaim.get(claim.name) ?? [], claim, judging, prefix)),
  ];
}

export function tablesOf(
  { kind, claim, place }: Pick<Judged, "kind" | "claim" | "place">,
  prefix: string,
): PolicyTables {
  if (claim) return { answers: `${prefix}_${claim.name}` };
  return { answers: `${prefix}_${kind}_late${place}`, everyone: `${prefix}_${kind}` };
}

function prefixOf(kind: SubjectKind, prefix: string): string {
  return kind === "person" ? prefix : `${prefix}_${kind}`;
}

/**
 * What is judged of everybody, and of each policy what it needs of some: they are few, and other ones for each policy, so
 * a table each is several times cheaper than one of all whom any of many policies needs.
 */
function subjectTables(those: readonly Judged[], judging: Judging, prefix: string): readonly Table[] {
  const [first] = those;
  if (!first) return [];
  const { everyone = "" } = tablesOf(first, prefix);
  return [
    { name: everyone, query: select(everyoneColumns(those), everyoneLayers(those, judging)) },
    ...those.map((each) => ({
      name: tablesOf(each, prefix).answers,
      query: select([OWNER, ...answerColumns([each], judging)], lateLayers([each], judging, everyone)),
    })),
  ];
}

function claimTables(those: readonly Judged[], claim: ClaimKind, judging: Judging, prefix: string): readonly Table[] {
  const holders = `${prefix}_${claim.name}_holder`;
  const field = (name: string) =>
    claim.fields.includes(name) ? `CAST("${claim.name}"."${name}" AS VARCHAR)` : "NULL::VARCHAR";
  const keys = [
    `"${claim.name}"."${claim.key}" AS subject`,
    ...SEEN_BY_STACKING.map((name) => `${field(name)} AS ${name}`),
  ];
  const columns = [OWNER, '"office"', ...keys, ...those.flatMap(maskColumns), ...answerColumns(those, judging)];
  return [
    { name: holders, query: select(holderColumns(those, claim), holderLayers(those, claim, judging)) },
    { name: `${prefix}_${claim.name}`, query: select(columns, claimLayers(those, claim, judging, holders)) },
  ];
}

/** What tells certificates apart that are worth the same: claims of other lists have neither. */
export const SEEN_BY_STACKING: readonly string[] = ["occupation", "level"];

function select(columns: readonly string[], { ctes, last }: Layers): string {
  return `WITH ${ctes.join(",\n")}\nSELECT ${columns.join(",\n  ")} FROM ${last}`;
}

function answerColumns(those: readonly Judged[], { asOf }: Judging): readonly string[] {
  return those.flatMap(({ policy, place }) => [...answers(policy, place, asOf), ...stackingColumns(policy, place)]);
}

/** What somebody will look at; where nobody will (`pn.need`), the finding is a plain no. */
function answers(policy: CompiledPolicy, place: number, asOf: Day): readonly string[] {
  const columns = columnsOf(place);
  const [root, amount] = [`"p${place}.root"`, `"p${place}.amount"`];
  const cost = costSql(policy, columns, asOf, amount);
  const denied = `${root} IS FALSE OR ${amount} IS NOT DISTINCT FROM ${NO_ROW}`;
  const sure = `${root} AND ${amount} IS NOT NULL AND ${columns.part("keyDate")} IS NOT NULL`;
  const unlessDenied = (sql: string) => `CASE WHEN ${denied} THEN NULL ELSE ${sql} END`;
  return [
    `CAST(CASE WHEN ${denied} THEN 0 WHEN ${sure} THEN 2 ELSE 1 END AS UTINYINT) AS o${place}`,
    `CASE WHEN ${root} IS FALSE AND ${amount} IS DISTINCT FROM ${NO_ROW} THEN ${stepsSql(policy, columns)} ELSE CAST(0 AS UINTEGER) END AS steps${place}`,
    `${unlessDenied(amount)} AS amount${place}`,
    `CAST(${cost.thisYearFen} + ${unlessDenied("0")} AS BIGINT) AS year${place}`,
    `CAST(${cost.wholePlanFen} + ${unlessDenied("0")} AS BIGINT) AS whole${place}`,
  ];
}
