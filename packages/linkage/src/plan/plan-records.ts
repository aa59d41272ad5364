import type { LinkageConfig } from "../config/linkage-config.ts";
import type { ChineseTables, Stage } from "../kinds/kind.ts";
import { quoteName, quoteText, type SqlStep } from "../sql.ts";
import { formColumn, type PlannedField, planFields } from "./plan-fields.ts";

/** (character, simple, sound): a table that the caller fills where `needsCharacters`. */
export const CHARACTERS = "linkage_characters";

export function needsCharacters(config: LinkageConfig): boolean {
  return planFields(config).some(({ kind }) => kind.characters !== undefined);
}

export type RecordsPlan = {
  /**
   * SQL that can stand after FROM: rid INTEGER (from 0, dense), side UTINYINT (0 left, 1 right), id VARCHAR, and a
   * VARCHAR for each field, called as the field is.
   */
  readonly given: string;
  /** The table to make. */
  readonly into: string;
  readonly tables: ChineseTables;
};

/**
 * Makes the table of records: every form that a level or a key reads, and a hash for each blocking rule. Where a kind says
 * so, each distinct value is normalised once.
 */
export function planRecords(config: LinkageConfig, plan: RecordsPlan): SqlStep {
  const fields = planFields(config);
  const perValue = fields.filter(byValue);
  const joins = perValue.map((field) => {
    const values = `v${field.place}`;
    return `LEFT JOIN (${valuesSql(field, plan)}) ${values} ON ${values}.raw = g.${quoteName(field.config.name)}`;
  });
  const looked = perValue.flatMap((field) => [
    ...formsOf(field).map((form) => `v${field.place}.${formColumn(field, form)}`),
    ...(field.config.termFrequency ? [`v${field.place}.rarity_${field.place}`] : []),
  ]);
  const joined = `SELECT ${["g.*", ...looked].join(", ")} FROM ${plan.given} g ${joins.join("\n")}`;
  const perRow = fields
    .filter((field) => !byValue(field))
    .map((field): Staged => {
      const at = (form: string) => (form === "raw" ? quoteName(field.config.name) : formColumn(field, form));
      return { field, stages: field.kind.stages(at, plan.tables) };
    });
  const staged = stagesSql(perRow, joined);
  const kept = fields.flatMap((field) => formsOf(field).map((form) => formColumn(field, form)));
  const rarities = fields
    .filter(({ config: { termFrequency } }) => termFrequency)
    .map(({ place }) => `rarity_${place}`);
  const keys = config.blocking.map((rule, place) => `${keySql(fields, rule)} AS k${place}`);
  return {
    name: plan.into,
    sql: `CREATE OR REPLACE TABLE ${plan.into} AS SELECT ${["rid", "side", "id", ...kept, ...rarities, ...keys].join(", ")} FROM (${staged}) one`,
  };
}

/** The forms that are kept: those which a level, a key or a swap reads. */
function formsOf({ kind }: PlannedField): readonly string[] {
  const read = new Set<string>(["value"]);
  const note = (form: string): string => {
    read.add(form);
    return form;
  };
  kind.missing(note, note);
  kind.compare(note, note);
  for (const key of Object.values(kind.keys)) key(note);
  return [...read];
}

/** Is each distinct value looked up? A field whose frequencies count must have its values counted anyway. */
function byValue({ kind, config }: PlannedField): boolean {
  return kind.perValue || config.termFrequency;
}

/** Distinct values of a field with their forms and, where that counts, how rare they are. */
function valuesSql(field: PlannedField, { given, tables }: RecordsPlan): string {
  const column = quoteName(field.config.name);
  const counted = `SELECT ${column} AS raw, count(*) AS times FROM ${given} d WHERE ${column} IS NOT NULL GROUP BY ${column}`;
  const own = field.kind.stages((form) => (form === "raw" ? "raw" : formColumn(field, form)), tables);
  const first = stagesSql([{ field, stages: own }], counted);
  const later = field.kind.later?.((form) => formColumn(field, form)) ?? [];
  const forms = stagesSql([{ field, stages: later }], charactersSql(field, first, tables));
  if (!field.config.termFrequency) return forms;
  const value = formColumn(field, "value");
  // Summed and joined: windows over as many values take three times as long.
  return `WITH forms AS MATERIALIZED (${forms}), known AS (SELECT ${value} AS value, sum(times) AS times FROM forms GROUP BY ${value}),
      every AS (SELECT sum(times) AS times FROM forms)
    SELECT w.*, CASE WHEN w.${value} IS NOT NULL THEN ${RARITY} END AS rarity_${field.place}
    FROM forms w CROSS JOIN every LEFT JOIN known ON known.value = w.${value}`;
}

const PLACES = [1, 2, 3, 4];

/** Adds `simple` and, where wanted, the first four characters and their sounds. */
function charactersSql(field: PlannedField, from: string, tables: ChineseTables): string {
  const at = (form: string) => formColumn(field, form);
  if (field.kind.characters === undefined) return from;
  if (field.kind.characters === "simplified") return simplifiedSql(at, from, tables);
  const given = PLACES.map((place) => `nullif(${at("letters")}[${place}:${place}], '') AS g${place}`);
  const characters = PLACES.map((place) => `coalesce(s${place}.simple, g.g${place}) AS ${at(`c${place}`)}`);
  const sound = PLACES.map((place) => `coalesce(s${place}.sound, g.g${place}, '')`).join(" || ' ' || ");
  const simple = PLACES.map((place) => `coalesce(s${place}.simple, g.g${place}, '')`).join(" || ");
  const rest = `g.${at("letters")}[5:]`;
  const joins = PLACES.map((place) => `LEFT JOIN ${CHARACTERS} s${place} ON s${place}.character = g.g${place}`);
  return `SELECT g.*, ${characters.join(", ")}, ${sound} || ${rest} AS ${at("sound")}, ${simple} || ${rest} AS ${at("simple")}
    FROM (SELECT *, ${given.join(", ")} FROM (${from}) f) g ${joins.join(" ")}`;
}

/** Longer texts: the few that hold a traditional character are taken apart and put together again. */
function simplifiedSql(at: (form: string) => string, from: string, { traditional }: ChineseTables): string {
  const letters = at("letters");
  if (traditional === "") return `SELECT *, ${letters} AS ${at("simple")} FROM (${from}) f`;
  const apart = `SELECT ${letters} AS letters, unnest(string_split(${letters}, '')) AS character, generate_subscripts(string_split(${letters}, ''), 1) AS place
    FROM (SELECT DISTINCT ${letters} FROM (${from}) d WHERE regexp_matches(${letters}, ${quoteText(`[${traditional}]`)})) e`;
  const together = `SELECT a.letters, string_agg(coalesce(c.simple, a.character), '' ORDER BY a.place) AS simple
    FROM (${apart}) a LEFT JOIN ${CHARACTERS} c ON c.character = a.character GROUP BY a.letters`;
  return `SELECT f.*, coalesce(t.simple, f.${letters}) AS ${at("simple")} FROM (${from}) f LEFT JOIN (${together}) t ON t.letters = f.${letters}`;
}

/** −log2 of the share of other records that have the value: one's own doesn't count. */
const RARITY = "CAST(log2(every.times) - log2(greatest(1, known.times - 1)) AS FLOAT)";

type Staged = { readonly field: PlannedField; readonly stages: readonly Stage[] };

/** A level of nesting for each stage, all fields side by side: an expression is then computed once, however often it is read. */
function stagesSql(all: readonly Staged[], from: string): string {
  const depth = Math.max(0, ...all.map(({ stages }) => stages.length));
  return Array.from({ length: depth }, (_, level) => level).reduce((inner, level) => {
    const columns = all.flatMap(({ field, stages }) => columnsOf(field, stages[level] ?? {}));
    return `SELECT ${["*", ...columns].join(", ")} FROM (${inner}) stage${level}`;
  }, from);
}

function columnsOf(field: PlannedField, stage: Stage): readonly string[] {
  return Object.entries(stage).map(([name, sql]) => `${sql} AS ${formColumn(field, name)}`);
}

/** A rule's keys as one hash; NULL where one of them is missing. A rule without keys puts everybody into one block. */
function keySql(fields: readonly PlannedField[], rule: readonly string[]): string {
  if (rule.length === 0) return "hash(0)";
  const keys = rule.map((key) => {
    const [name = "", form = "value"] = key.split(".");
    const field = fields.find(({ config }) => config.name === name);
    const sql = field?.kind.keys[form];
    if (!field || !sql) throw new Error(`the rule ${rule.join(" + ")} names no key of a field: ${key}`);
    return sql((each) => formColumn(field, each));
  });
  return `CASE WHEN ${keys.map((key) => `${key} IS NOT NULL`).join(" AND ")} THEN hash(${keys.join(", ")}) END`;
}
