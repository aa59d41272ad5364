import type { Day } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import { competing } from "./competing.ts";
import { costSql } from "./cost-columns.ts";
import { layFlat, OWNER } from "./flat-facts.ts";
import {
  certificateLayers,
  factsRead,
  holderColumns,
  holderLayers,
  type Placed as JudgedPolicy,
  type Judging,
  lateLayers,
  personColumns,
  personLayers,
} from "./judged-steps.ts";
import type { Layers } from "./layers.ts";
import { columnsOf, masksSql, NO_ROW, stepsSql } from "./policy-columns.ts";
import { findingColumns, type SqlStep, type SweepOptions, type SweepPlan } from "./sweep-plan.ts";

/** Pure text: the caller runs it; at least one policy. Policies keep their places; a place is a policy's number in the findings. */
export function planSweep(policies: readonly CompiledPolicy[], options: SweepOptions): SweepPlan {
  const { tables, settle } = planJudged(policies, options);
  const { made, contested, stacked, findings } = settle(`${options.prefix ?? "sweep"}_stacked`, [...policies.keys()]);
  return { policies, asOf: options.asOf, tables: [...tables, made], contested, stacked, findings };
}

/** What policies say of everybody, before anything is settled: conditions that several of them ask are found once. */
export type JudgedPlan = {
  readonly tables: readonly SqlStep[];
  /** Settles some of the policies (their places) among themselves, as if there were no others. `stacked` names its table. */
  readonly settle: (stacked: string, places: readonly number[]) => SettledPlan;
};

export type SettledPlan = Pick<SweepPlan, "contested" | "stacked" | "findings"> & {
  /** Makes the table `stacked`. */
  readonly made: SqlStep;
  /** Every grant with something left to pay, in the columns of `contested`. */
  readonly open: string;
};

export function planJudged(policies: readonly CompiledPolicy[], options: SweepOptions): JudgedPlan {
  const prefix = options.prefix ?? "sweep";
  const tables = tablesOf(prefix);
  const places = policies.map((policy, place) => {
    return { policy, place, table: policy.envelope.subject === "person" ? tables.late : tables.certificate };
  });
  const { laid, judging } = prepare(places, options, prefix);
  const steps = [...laid, ...judgedTables(places, judging, tables)];
  return {
    tables: steps.map(({ name, query }) => ({ name, sql: `CREATE OR REPLACE TEMP TABLE ${name} AS\n${query}` })),
    settle: (stacked, chosen) => {
      const those = chosen.flatMap((place) => places[place] ?? []);
      const answers = `CREATE OR REPLACE TEMP TABLE ${stacked} (personId INTEGER, policy UTINYINT, subject VARCHAR, chosen BOOLEAN, lostTo UTINYINT)`;
      return {
        contested: contestedQuery(those),
        stacked,
        made: { name: stacked, sql: answers },
        open: those.map(openGrants).join(" UNION ALL "),
        findings: those.map((each) => findingsQuery(each, tables.person, stacked)).join("\nUNION ALL\n"),
      };
    },
  };
}

type Placed = JudgedPolicy & { readonly table: string };
type Table = { readonly name: string; readonly query: string };
type Tables = Readonly<Record<"person" | "late" | "holder" | "certificate", string>>;

function tablesOf(prefix: string): Tables {
  const [person, late, holder, certificate] = ["person", "late", "holder", "certificate"].map(
    (name) => `${prefix}_${name}`,
  ) as [string, string, string, string];
  return { person, late, holder, certificate };
}

/** Facts with list columns are laid flat first. */
function prepare(
  places: readonly Placed[],
  { source, asOf }: SweepOptions,
  prefix: string,
): { readonly laid: readonly Table[]; readonly judging: Judging } {
  if (typeof source !== "string") return { laid: [], judging: { facts: source, asOf } };
  const { tables, facts } = layFlat(source, prefix, factsRead(places));
  return { laid: tables, judging: { facts, asOf } };
}

/** What is judged of everybody, of those some policy needs more of, of holders of certificates, and of each certificate. */
function judgedTables(places: readonly Placed[], judging: Judging, tables: Tables): readonly Table[] {
  const persons = places.filter(({ policy }) => policy.envelope.subject === "person");
  const certificates = places.filter(({ policy }) => policy.envelope.subject === "certificate");
  const rows = (those: readonly Placed[]) => those.flatMap((each) => answers(each, judging.asOf));
  const keys = `certificate."key" AS subject, certificate.occupation AS occupation, certificate.level AS level`;
  const masks = certificates.flatMap(({ policy, place }) => {
    const { met, unknown } = masksSql(policy, columnsOf(place));
    return [`${met} AS met${place}`, `${unknown} AS unknown${place}`];
  });
  return [
    { name: tables.person, query: select(personColumns(persons), personLayers(persons, judging)) },
    { name: tables.late, query: select([OWNER, ...rows(persons)], lateLayers(persons, judging, tables.person)) },
    ...(certificates.length === 0
      ? []
      : [
          { name: tables.holder, query: select(holderColumns(certificates), holderLayers(certificates, judging)) },
          {
            name: tables.certificate,
            query: select(
              [OWNER, '"office"', keys, ...masks, ...rows(certificates)],
              certificateLayers(certificates, judging, tables.holder),
            ),
          },
        ]),
  ];
}

function select(columns: readonly string[], { ctes, last }: Layers): string {
  return `WITH ${ctes.join(",\n")}\nSELECT ${columns.join(",\n  ")} FROM ${last}`;
}

/** What somebody will look at; where nobody will (`pn.need`), the finding is a plain no. */
function answers({ policy, place }: Placed, asOf: Day): readonly string[] {
  const columns = columnsOf(place);
  const [root, amount] = [`"p${place}.root"`, `"p${place}.amount"`];
  const cost = costSql(policy, columns, asOf, amount);
  const denied = `${root} IS FALSE OR ${amount} IS NOT DISTINCT FROM ${NO_ROW}`;
  const sure = `${root} AND ${amount} IS NOT NULL AND ${columns.part("keyDate")} IS NOT NULL`;
  const unlessDenied = (sql: string) => `CASE WHEN ${denied} THEN NULL ELSE ${sql} END`;
  const already = policy.alreadyThisYear ? `CAST(${columns.part("alreadyThisYear")} AS INTEGER)` : "NULL::INTEGER";
  return [
    `CAST(CASE WHEN ${denied} THEN 0 WHEN ${sure} THEN 2 ELSE 1 END AS UTINYINT) AS o${place}`,
    `CASE WHEN ${root} IS FALSE AND ${amount} IS DISTINCT FROM ${NO_ROW} THEN ${stepsSql(policy, columns)} ELSE CAST(0 AS UINTEGER) END AS steps${place}`,
    `${unlessDenied(amount)} AS amount${place}`,
    `CAST(${unlessDenied(cost.thisYearFen)} AS BIGINT) AS year${place}`,
    `CAST(${unlessDenied(cost.wholePlanFen)} AS BIGINT) AS whole${place}`,
    ...planNumbers(policy, place),
    `${already} AS already${place}`,
  ];
}

/** Kept only for stacking, which needs dates. */
function planNumbers(policy: CompiledPolicy, place: number): readonly string[] {
  const columns = columnsOf(place);
  const { paidBefore, servedMonths, servedThrough } = policy.plan;
  return [
    `${paidBefore ? `CAST(${columns.part("paidBefore")} AS INTEGER)` : "NULL::INTEGER"} AS paid${place}`,
    `${servedMonths ? `CAST(${columns.part("servedMonths")} AS INTEGER)` : "NULL::INTEGER"} AS months${place}`,
    `${servedThrough ? columns.part("servedThrough") : "NULL::DATE"} AS through${place}`,
  ];
}

/** The open grants of everyone who has several that may compete, or more than a year allows. */
function contestedQuery(places: readonly Placed[]): string {
  const groups = competing(places.map(({ policy }) => policy));
  const queries = groups.flatMap((group) => {
    const those = group.places.flatMap((index) => places[index] ?? []);
    if (those.length === 0) return [];
    const counted = those.map(
      ({ place, table }) => `SELECT personId, already${place} AS already FROM ${table} WHERE ${openSql(place)}`,
    );
    const several =
      `SELECT personId FROM (${counted.join(" UNION ALL ")}) GROUP BY personId ` +
      `HAVING count(*) >= 2 OR count(*) + coalesce(max(already), 0) > ${group.yearMax ?? "NULL"}`;
    return [
      `SELECT g.* FROM (${those.map(openGrants).join(" UNION ALL ")}) g SEMI JOIN (${several}) s USING (personId)`,
    ];
  });
  const none = `SELECT * FROM (${places.slice(0, 1).map(openGrants).join("")}) WHERE FALSE`;
  return `SELECT * FROM (${queries.length > 0 ? queries.join(" UNION ALL ") : none}) ORDER BY personId, policy, subject`;
}

function openSql(place: number): string {
  return `o${place} = 2 AND whole${place} IS DISTINCT FROM 0`;
}

function openGrants({ policy, place, table }: Placed): string {
  const own = policy.envelope.subject === "person";
  const subject = own
    ? "NULL::VARCHAR AS subject, NULL::VARCHAR AS occupation, NULL::VARCHAR AS level"
    : "subject, occupation, level";
  return (
    `SELECT personId, CAST(${place} AS UTINYINT) AS policy, ${subject}, amount${place} AS amountFen, paid${place} AS paid, ` +
    `months${place} AS months, CAST(through${place} - DATE '1970-01-01' AS INTEGER) AS through, already${place} AS already ` +
    `FROM ${table} WHERE ${openSql(place)}`
  );
}

/** A certificate's row says everything; of a person the late answers are joined on, where there are any. */
function findingsQuery({ policy, place, table }: Placed, people: string, stacked: string): string {
  const own = policy.envelope.subject === "person";
  const late = own ? "l" : "f";
  const sources: Readonly<Record<keyof typeof findingColumns, string>> = {
    personId: "f.personId",
    office: "f.office",
    policy: String(place),
    subject: own ? "NULL" : "f.subject",
    outcome: `coalesce(${late}.o${place}, 0)`,
    met: `f.met${place}`,
    unknown: `f.unknown${place}`,
    steps: `coalesce(${late}.steps${place}, 0)`,
    amountFen: `${late}.amount${place}`,
    thisYearFen: `${late}.year${place}`,
    wholePlanFen: `${late}.whole${place}`,
    chosen: `coalesce(${late}.chosen, FALSE)`,
    lostTo: `${late}.lostTo`,
  };
  const columns = Object.entries(findingColumns).map(
    ([name, type]) => `CAST(${sources[name as keyof typeof findingColumns]} AS ${type}) AS "${name}"`,
  );
  const settled =
    `SELECT f.*, coalesce(s.chosen, ${openSql(place)}) AS chosen, s.lostTo FROM ${table} f ` +
    `LEFT JOIN ${stacked} s ON s.policy = ${place} AND s.personId = f.personId${own ? "" : " AND s.subject = f.subject"}`;
  const from = own ? `${people} f LEFT JOIN (${settled}) l ON l.personId = f.personId` : `(${settled}) f`;
  return `SELECT ${columns.join(", ")} FROM ${from}`;
}
