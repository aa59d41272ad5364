import type { Facts, ListFact, Scope } from "@wutong/feel";
import type { Day } from "@wutong/kernel";
import {
  answersSql,
  type CompiledPolicy,
  createMaskDecider,
  type EngineName,
  type GivenFacts,
  givenOfCase,
  type MaskDecision,
  type PolicyCase,
  readFacts,
  scopeOf,
  subjectOf,
} from "@wutong/policy";
import { loadPostgresPeople, openPostgres } from "../parity/postgres-people.ts";
import type { SparkSession } from "../parity/spark/spark-session.ts";
import type { Finding } from "./duck-sweep.ts";
import { openDuckSweeper } from "./duck-sweep.ts";

/** What an engine says of a case; only a sweep says what is paid. */
export type CaseAnswer = Pick<Finding, "outcome" | "met" | "unknown" | "amountFen"> &
  Partial<Pick<Finding, "steps" | "wholePlanFen" | "thisYearFen">>;

export type CaseEngine = {
  readonly name: string;
  /** In the order of the cases; undefined where it has no answer about the case's subject. */
  readonly answers: (
    policy: CompiledPolicy,
    cases: readonly PolicyCase[],
  ) => Promise<readonly (CaseAnswer | undefined)[]>;
  readonly close: () => Promise<void>;
};

export function maskEngine(): CaseEngine {
  return {
    name: "masks",
    answers: async (policy, cases) => cases.map((each) => masksOf(policy, each)),
    close: async () => {},
  };
}

function masksOf(policy: CompiledPolicy, each: PolicyCase): MaskDecision | undefined {
  const { kind, claim } = aboutOf(policy);
  const facts = valuesOf(policy, each);
  const seen: MaskDecision[] = [];
  createMaskDecider([policy], each.asOf, kind)(facts, (decision) => seen.push({ ...decision }));
  if (!claim) return seen[0];
  const rows = (facts[claim.list.name] as ListFact | undefined)?.rows ?? [];
  return seen[rows.findIndex((row) => (row as Readonly<Record<string, unknown>> | null)?.[claim.key] === each.claim)];
}

/** A sweep for each policy and day. */
export async function duckEngine(): Promise<CaseEngine> {
  const { sweep, close } = await openDuckSweeper();
  const answersOn = async (policy: CompiledPolicy, cases: readonly PolicyCase[], asOf: Day) => {
    const given = cases.map((each) => givenOf(policy, each));
    const findings = await sweep([policy], { [aboutOf(policy).kind]: given }, asOf);
    return cases.map((each, subject) =>
      findings.find((row) => row.personId === subject && row.subject === (each.claim ?? null)),
    );
  };
  return { name: "DuckDB", answers: (policy, cases) => byDay(policy, cases, answersOn), close: async () => close() };
}

export async function postgresEngine(): Promise<CaseEngine> {
  const client = await openPostgres();
  const query = async (text: string) =>
    (await client.query<unknown[]>({ text, rowMode: "array" })).rows as unknown as readonly Row[];
  return {
    name: "PostgreSQL",
    answers: databaseAnswers("postgres", (scope, facts) => loadPostgresPeople(client, scope, facts), query),
    close: () => client.end(),
  };
}

/** Closes the session when it is closed. */
export function sparkEngineOn(spark: SparkSession): CaseEngine {
  const query = async (sql: string) => (await spark.query(sql)) as unknown as readonly Row[];
  return { name: "Spark", answers: databaseAnswers("spark", spark.load, query), close: spark.close };
}

type Row = readonly [
  row: number,
  subject: string | null,
  policy: number,
  outcome: number,
  met: number,
  unknown: number,
  amountFen: string | number | bigint | null,
];

function databaseAnswers(
  engine: EngineName,
  load: (scope: Scope, facts: readonly Facts[]) => Promise<void>,
  query: (sql: string) => Promise<readonly Row[]>,
): CaseEngine["answers"] {
  const answersOn = async (policy: CompiledPolicy, cases: readonly PolicyCase[], asOf: Day) => {
    const { asOf: _, ...scope } = scopeOf(aboutOf(policy).kind, policy.extension);
    await load(
      scope,
      cases.map((each) => valuesOf(policy, each)),
    );
    const kind = aboutOf(policy).kind;
    const written = answersSql([policy], engine, { asOf, source: "people", keep: ["row"], kind });
    if (!written.ok) throw new Error(JSON.stringify(written.error));
    const rows: Row[] = [];
    for (const { sql } of written.value) rows.push(...(await query(sql)));
    return cases.map((each, subject) => {
      const found = rows.find(([row, key]) => row === subject && key === (each.claim ?? null));
      return found && answerOf(found);
    });
  };
  return (policy, cases) => byDay(policy, cases, answersOn);
}

function answerOf([, , , outcome, met, unknown, amountFen]: Row): CaseAnswer {
  return { outcome, met, unknown, amountFen: amountFen === null ? null : BigInt(amountFen) };
}

type AnswersOn = (
  policy: CompiledPolicy,
  cases: readonly PolicyCase[],
  asOf: Day,
) => Promise<readonly (CaseAnswer | undefined)[]>;

/** Statements are about one day: the cases of each day together. */
async function byDay(policy: CompiledPolicy, cases: readonly PolicyCase[], answersOn: AnswersOn) {
  const answers = new Map<PolicyCase, CaseAnswer | undefined>();
  for (const [asOf, those] of Map.groupBy(cases, (each) => each.asOf)) {
    const found = await answersOn(policy, those, asOf);
    for (const [index, each] of those.entries()) answers.set(each, found[index]);
  }
  return cases.map((each) => answers.get(each));
}

function aboutOf({ envelope, extension }: CompiledPolicy) {
  const about = subjectOf(envelope.subject, extension);
  if (!about) throw new Error(`${envelope.id} is about ${envelope.subject}`);
  return about;
}

function givenOf({ envelope }: CompiledPolicy, each: PolicyCase): GivenFacts {
  return givenOfCase(envelope, each);
}

function valuesOf(policy: CompiledPolicy, each: PolicyCase): Facts {
  const read = readFacts(givenOf(policy, each), policy.envelope.subject, policy.extension);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}
