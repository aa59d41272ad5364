import type { Day } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import { competing } from "./competing.ts";
import { costSql } from "./cost-columns.ts";
import { carriedColumns, certificateLayers, type Placed as JudgedPolicy, personLayers } from "./judged-steps.ts";
import { columnsOf, masksSql, NO_ROW, stepsSql } from "./policy-columns.ts";
import { findingColumns, type SweepOptions, type SweepPlan } from "./sweep-plan.ts";

/** Pure text: the caller runs it; at least one policy. Policies keep their places; a place is a policy's number in the findings. */
export function planSweep(policies: readonly CompiledPolicy[], options: SweepOptions): SweepPlan {
  const { asOf } = options;
  const prefix = options.prefix ?? "sweep";
  const places = policies.map((policy, place) => ({ policy, place, table: `${prefix}_${policy.envelope.subject}` }));
  const persons = places.filter(({ policy }) => policy.envelope.subject === "person");
  const certificates = places.filter(({ policy }) => policy.envelope.subject === "certificate");
  const [person, certificate] = [`${prefix}_person`, `${prefix}_certificate`];
  const steps = [{ name: person, sql: personQuery(persons, certificates, options) }];
  if (certificates.length > 0) steps.push({ name: certificate, sql: certificateQuery(certificates, asOf, person) });
  const tables = steps.map(({ name, sql }) => ({ name, sql: `CREATE OR REPLACE TEMP TABLE ${name} AS\n${sql}` }));
  const stacked = `${prefix}_stacked`;
  const answers = `CREATE OR REPLACE TEMP TABLE ${stacked} (personId INTEGER, policy UTINYINT, subject VARCHAR, chosen BOOLEAN, lostTo UTINYINT)`;
  return {
    policies,
    asOf,
    tables: [...tables, { name: stacked, sql: answers }],
    contested: contestedQuery(places),
    stacked,
    findings: places.map((each) => findingsQuery(each, stacked)).join("\nUNION ALL\n"),
  };
}

type Placed = JudgedPolicy & { readonly table: string };

/** One row per person with the answers of all policies about persons side by side. */
function personQuery(persons: readonly Placed[], certificates: readonly Placed[], options: SweepOptions): string {
  const { ctes, last } = personLayers({ persons, certificates }, options);
  const carried = certificates.length > 0 ? carriedColumns(certificates) : [];
  const columns = [`"personId", "office"`, ...persons.flatMap((each) => answers(each, options.asOf)), ...carried];
  return `WITH ${ctes.join(",\n")}\nSELECT ${columns.join(",\n  ")} FROM ${last}`;
}

/** One row per certificate with the answers of all policies about certificates. */
function certificateQuery(certificates: readonly Placed[], asOf: Day, holders: string): string {
  const { ctes, last } = certificateLayers(certificates, asOf, holders);
  const keys = `"personId", "office", certificate."key" AS subject, certificate.occupation AS occupation, certificate.level AS level`;
  const columns = [keys, ...certificates.flatMap((each) => answers(each, asOf))];
  return `WITH ${ctes.join(",\n")}\nSELECT ${columns.join(",\n  ")} FROM ${last}`;
}

function answers({ policy, place }: Placed, asOf: Day): readonly string[] {
  const columns = columnsOf(place);
  const [root, amount] = [`"p${place}.root"`, `"p${place}.amount"`];
  const { met, unknown } = masksSql(policy, columns);
  const cost = costSql(policy, columns, asOf, amount);
  const denied = `${root} IS FALSE OR ${amount} IS NOT DISTINCT FROM ${NO_ROW}`;
  const sure = `${root} AND ${amount} IS NOT NULL AND ${columns.part("keyDate")} IS NOT NULL`;
  const unlessDenied = (sql: string) => `CASE WHEN ${denied} THEN NULL ELSE ${sql} END`;
  const already = policy.alreadyThisYear ? `CAST(${columns.part("alreadyThisYear")} AS INTEGER)` : "NULL::INTEGER";
  return [
    `CAST(CASE WHEN ${denied} THEN 0 WHEN ${sure} THEN 2 ELSE 1 END AS UTINYINT) AS o${place}`,
    `${met} AS met${place}`,
    `${unknown} AS unknown${place}`,
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
    const grants = places.filter(({ place }) => group.places.includes(place)).map(openGrants);
    if (grants.length === 0) return [];
    const counted = "count(*) OVER (PARTITION BY personId)";
    return [
      `SELECT * EXCLUDE (together) FROM (SELECT *, ${counted} AS together FROM (${grants.join(" UNION ALL ")})) ` +
        `WHERE together >= 2 OR together + coalesce(already, 0) > ${group.yearMax ?? "NULL"}`,
    ];
  });
  const none = `SELECT * FROM (${places.slice(0, 1).map(openGrants).join("")}) WHERE FALSE`;
  return `SELECT * FROM (${queries.length > 0 ? queries.join(" UNION ALL ") : none}) ORDER BY personId, policy, subject`;
}

function openGrants({ policy, place, table }: Placed): string {
  const own = policy.envelope.subject === "person";
  const subject = own
    ? "NULL::VARCHAR AS subject, NULL::VARCHAR AS occupation, NULL::VARCHAR AS level"
    : "subject, occupation, level";
  return (
    `SELECT personId, CAST(${place} AS UTINYINT) AS policy, ${subject}, amount${place} AS amountFen, paid${place} AS paid, ` +
    `months${place} AS months, CAST(through${place} - DATE '1970-01-01' AS INTEGER) AS through, already${place} AS already ` +
    `FROM ${table} WHERE o${place} = 2 AND whole${place} IS DISTINCT FROM 0`
  );
}

function findingsQuery({ policy, place, table }: Placed, stacked: string): string {
  const own = policy.envelope.subject === "person";
  const alone = `(o${place} = 2 AND whole${place} IS DISTINCT FROM 0)`;
  const sources: Readonly<Record<keyof typeof findingColumns, string>> = {
    personId: "f.personId",
    office: "f.office",
    policy: String(place),
    subject: own ? "NULL" : "f.subject",
    outcome: `o${place}`,
    met: `met${place}`,
    unknown: `unknown${place}`,
    steps: `steps${place}`,
    amountFen: `amount${place}`,
    thisYearFen: `year${place}`,
    wholePlanFen: `whole${place}`,
    chosen: `coalesce(s.chosen, ${alone})`,
    lostTo: "s.lostTo",
  };
  const columns = Object.entries(findingColumns).map(
    ([name, type]) => `CAST(${sources[name as keyof typeof findingColumns]} AS ${type}) AS "${name}"`,
  );
  const same = own ? "s.personId = f.personId" : "s.personId = f.personId AND s.subject = f.subject";
  return `SELECT ${columns.join(", ")} FROM ${table} f LEFT JOIN ${stacked} s ON s.policy = ${place} AND ${same}`;
}
