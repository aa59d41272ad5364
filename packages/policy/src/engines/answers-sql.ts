import type { CompiledFeel, FeelFault } from "@wutong/feel";
import { type Day, fail, formatDay, ok, type Result } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { SubjectKind } from "../facts/fact-catalogue.ts";
import { type ClaimKind, judgedPolicy } from "../sweep/judged-policy.ts";
import { amountSql, NO_ROW, type PolicyColumns, rootSql, sumsOf } from "../sweep/policy-columns.ts";
import { type EngineDialect, type EngineName, engineDialects, type Field, SUBJECT } from "./engine-dialects.ts";

export type AnswersOptions = {
  readonly asOf: Day;
  /** A table or view (or a query in parentheses) of subjects, with the columns that `toPostgresSql` or `toSparkSql` reads. */
  readonly source: string;
  /** Columns of the source that tell its rows apart, as SQL. */
  readonly keep: readonly string[];
  /** Of what kind the subjects are, "person" where left out: policies about other kinds are passed over. */
  readonly kind?: SubjectKind;
};

/**
 * A statement that gives, for each subject (or known claim) and each policy of `places`, the columns `keep`, then
 * `subject` (the claim's key, or NULL), `policy` (its place), `outcome` (2 entitled, 1 possible, 0 not), `met` and
 * `unknown` (bit i: condition i) and `amountFen` (NULL while unknown, or when not entitled).
 */
export type AnswersQuery = { readonly places: readonly number[]; readonly sql: string };

/** What a database can't express: the policy's place, the part of it, and the offsets in that part's source. */
export type EngineFault = { readonly policy: number; readonly part: string; readonly fault: FeelFault };

/**
 * Outcome, masks and amount of policies as SQL for other databases than a sweep's, from the same compiled conditions;
 * neither remedies nor costs nor stacking. What several policies ask alike is computed once a statement.
 */
export function answersSql(
  policies: readonly CompiledPolicy[],
  engine: EngineName,
  options: AnswersOptions,
): Result<readonly AnswersQuery[], readonly EngineFault[]> {
  const faults: EngineFault[] = [];
  const { kind = "person" } = options;
  const those = policies.map(judgedPolicy).filter((each) => each.kind === kind);
  const queries = [...Map.groupBy(those, ({ claim }) => claim?.name).values()].flatMap((alike) => {
    const claim = alike[0]?.claim;
    const writing = { ...options, dialect: engineDialects[engine], ...(claim ? { claim } : {}), faults };
    return inGroups(alike).map((group) => ({
      places: group.map(({ place }) => place),
      sql: writeQuery(group, writing),
    }));
  });
  return faults.length > 0 ? fail(faults) : ok(queries);
}

type Placed = { readonly policy: CompiledPolicy; readonly place: number };
type Writing = AnswersOptions & {
  readonly dialect: EngineDialect;
  readonly claim?: ClaimKind;
  readonly faults: EngineFault[];
};

/** PostgreSQL takes 1,664 columns; Spark's planning slows down long before. */
const EXPRESSIONS_MAX = 400;

function inGroups(those: readonly Placed[]): readonly (readonly Placed[])[] {
  const groups: Placed[][] = [];
  let room = 0;
  for (const each of those) {
    const { conditions, amount } = each.policy;
    const size = conditions.length + (amount.kind === "table" ? 2 * amount.rows.length : 1) + 3;
    if (size > room || groups.length === 0) {
      groups.push([]);
      room = EXPRESSIONS_MAX;
    }
    groups.at(-1)?.push(each);
    room -= size;
  }
  return groups;
}

/** Layers, each over the one before: conditions; roots; rows and key dates where the root is not false; amounts. */
function writeQuery(group: readonly Placed[], writing: Writing): string {
  const { dialect, source, claim, keep } = writing;
  const shared = new Map<string, string>();
  const named = group.map((each) => ({ ...each, columns: columnsOf(each, shared, writing) }));
  const conditions = [...shared].map(([sql, name]) => `${sql} AS ${name}`);
  const roots = named.map(({ policy, place, columns }) => `${rootSql(policy.tree, columns)} AS ${rootOf(place)}`);
  const needed = named.flatMap((each) => neededColumns(each, writing));
  const amounts = named.map(({ policy, place, columns }) => {
    return `CASE WHEN ${rootOf(place)} IS NOT FALSE THEN ${amountSql(policy, columns)} END AS ${amountOf(place)}`;
  });
  const kept = [...keep, ...(claim ? [SUBJECT] : [])];
  const judged = [...kept, ...shared.values(), ...named.map(({ place }) => rootOf(place))];
  const layers = [
    ["*", ...conditions],
    ["*", ...roots],
    [...judged, ...needed],
    ["*", ...amounts],
  ];
  const people = claim ? dialect.perClaim(source, claim) : `${source} AS feel_s`;
  const relation = layers.reduce((below, columns, level) => dialect.layer(below, columns, `feel_l${level}`), people);
  const subjectSql = `${claim ? SUBJECT : dialect.noSubject} AS subject`;
  return dialect.unfold(relation, [...keep, subjectSql], named.map(answerOf));
}

const rootOf = (place: number) => `feel_root${place}`;
const amountOf = (place: number) => `feel_amount${place}`;

type Named = Placed & { readonly columns: PolicyColumns };

function columnsOf({ policy, place }: Placed, shared: Map<string, string>, writing: Writing): PolicyColumns {
  const conditions = policy.conditions.map(({ id, test }) => {
    const sql = expressionSql(test.feel, { policy: place, part: `conditions.${id}` }, writing);
    const name = shared.get(sql) ?? `feel_c${shared.size}`;
    shared.set(sql, name);
    return name;
  });
  return {
    condition: (index) => conditions[index] ?? "NULL",
    row: (index) => `feel_row${place}_${index}`,
    sum: (index) => `feel_sum${place}_${index}`,
    mendable: (index) => `feel_mendable${place}_${index}`,
    part: (name) => `feel_${name}${place}`,
  };
}

function neededColumns({ policy, place, columns }: Named, writing: Writing): readonly string[] {
  const rows = policy.amount.kind === "table" ? policy.amount.rows : [];
  const column = (compiled: CompiledFeel, part: string, name: string): string => {
    const sql = expressionSql(compiled, { policy: place, part }, writing);
    return `CASE WHEN ${rootOf(place)} IS NOT FALSE THEN ${sql} END AS ${name}`;
  };
  return [
    ...rows.map(({ matches }, index) => column(matches.feel, `amount.rows[${index}]`, columns.row(index))),
    ...sumsOf(policy).flatMap(({ computed }, index) =>
      computed ? [column(computed.feel, `amount[${index}]`, columns.sum(index))] : [],
    ),
    column(policy.keyDate.feel, "keyDate", columns.part("keyDate")),
  ];
}

/** The day of decision is the same for everyone. */
function expressionSql(
  compiled: CompiledFeel,
  at: Omit<EngineFault, "fault">,
  { dialect, asOf, faults }: Writing,
): string {
  const sql = dialect.expression(compiled, { asOf: `DATE '${formatDay(asOf)}'` });
  if (sql.ok) return sql.value;
  faults.push(...sql.error.map((fault) => ({ ...at, fault })));
  return "NULL";
}

function answerOf({ policy, place, columns }: Named): readonly Field[] {
  const [root, amount] = [rootOf(place), amountOf(place)];
  const mask = (holds: (condition: string) => string): string => {
    const bits = policy.conditions.map(
      ({ index }) => `CASE WHEN ${holds(columns.condition(index))} THEN ${2 ** index} ELSE 0 END`,
    );
    return bits.join(" + ");
  };
  const denied = `(${root} IS FALSE OR coalesce(${amount} = ${NO_ROW}, FALSE))`;
  const sure = `${root} AND ${amount} IS NOT NULL AND ${columns.part("keyDate")} IS NOT NULL`;
  return [
    { name: "policy", sql: String(place) },
    { name: "outcome", sql: `CASE WHEN ${denied} THEN 0 WHEN ${sure} THEN 2 ELSE 1 END` },
    { name: "met", sql: mask((condition) => condition) },
    { name: "unknown", sql: mask((condition) => `${condition} IS NULL`) },
    { name: "amountFen", sql: `CASE WHEN ${denied} THEN NULL ELSE ${amount} END` },
  ];
}
