import type { LinkageConfig } from "../config/linkage-config.ts";
import type { ChineseTables, Stage } from "../kinds/kind.ts";
import { quoteName, type SqlStep } from "../sql.ts";
import { formColumn, type PlannedField, planFields } from "./plan-fields.ts";

/** Characters with their sounds, (character, sound): a table that the caller fills where `needsSounds`. */
export const SOUNDS = "linkage_sounds";

export function needsSounds(config: LinkageConfig): boolean {
  return planFields(config).some(({ kind }) => kind.sounds === true);
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
  const perValue = fields.filter(({ kind }) => kind.perValue);
  const joins = perValue.map(({ place, config: { name } }, index) => {
    const values = valuesSql(perValue[index] as PlannedField, plan);
    return `LEFT JOIN (${values}) v${place} ON v${place}.raw = g.${quoteName(name)}`;
  });
  const looked = perValue.flatMap((field) =>
    formsOf(field).map((form) => `v${field.place}.${formColumn(field, form)}`),
  );
  const joined = `SELECT ${["g.*", ...looked].join(", ")} FROM ${plan.given} g ${joins.join("\n")}`;
  const staged = stagesSql(
    fields.filter(({ kind }) => !kind.perValue),
    plan.tables,
    { from: joined, raw: ({ config: { name } }) => quoteName(name) },
  );
  const kept = fields.flatMap((field) => formsOf(field).map((form) => formColumn(field, form)));
  const keys = config.blocking.map((rule, place) => `${keySql(fields, rule)} AS k${place}`);
  return {
    name: plan.into,
    sql: `CREATE OR REPLACE TABLE ${plan.into} AS SELECT ${["rid", "side", "id", ...kept, ...keys].join(", ")} FROM (${staged}) one`,
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

/** Distinct values of a field with their forms. */
function valuesSql(field: PlannedField, { given, tables }: RecordsPlan): string {
  const column = quoteName(field.config.name);
  const distinct = `SELECT DISTINCT ${column} AS raw FROM ${given} d WHERE ${column} IS NOT NULL`;
  const forms = stagesSql([field], tables, { from: distinct, raw: () => "raw" });
  if (!field.kind.sounds) return forms;
  const [places, at] = [[1, 2, 3, 4], (form: string) => `w.${formColumn(field, form)}`];
  const sound = places.map((place) => `coalesce(s${place}.sound, ${at(`c${place}`)}, '')`).join(" || ' ' || ");
  const joins = places.map((place) => `LEFT JOIN ${SOUNDS} s${place} ON s${place}.character = ${at(`c${place}`)}`);
  return `SELECT w.*, ${sound} || ${at("value")}[5:] AS ${formColumn(field, "sound")} FROM (${forms}) w ${joins.join(" ")}`;
}

/** A level of nesting for each stage, all fields side by side: an expression is then computed once, however often it is read. */
function stagesSql(
  fields: readonly PlannedField[],
  tables: ChineseTables,
  { from, raw }: { readonly from: string; readonly raw: (field: PlannedField) => string },
): string {
  const all = fields.map((field) => ({
    field,
    stages: field.kind.stages((form) => (form === "raw" ? raw(field) : formColumn(field, form)), tables),
  }));
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
