import type { Why } from "@wutong/contracts";
import { type Day, formatDay } from "@wutong/kernel";
import {
  type CompiledPolicy,
  type Decision,
  decideSubjects,
  factCatalogue,
  type GivenFacts,
  type GivenList,
  type GivenRow,
  readFacts,
} from "@wutong/policy";
import type { FactSources } from "../../people/index.ts";
import { proofText } from "./present-conditions.ts";

type Evidence = Why["conditions"][number]["evidence"];
type Source = NonNullable<Evidence[number]["source"]>;

/** More rows than these say no more to whoever reads them. */
const ROWS_SHOWN_MAX = 5;

/**
 * What each settled condition rests on, by its id. A row decides a condition when, alone in its list, it gives the answer that the
 * whole list gave and an empty list doesn't; where no row decides alone, the answer rests on all of them. Where an empty list gives
 * the same answer, it rests on the batch that covers the person: nothing there says otherwise.
 */
export function evidenceOfConditions(
  policy: CompiledPolicy,
  decision: Decision,
  known?: { readonly facts: GivenFacts; readonly sources: FactSources },
): ReadonlyMap<string, Evidence> {
  const asOf = formatDay(decision.asOf);
  const without = new Map<string, Without>();
  return new Map(
    decision.conditions.map(({ id, truth, evidence }, index) => {
      const text = proofText(evidence);
      const plain: Evidence = [{ text, asOf, source: null }];
      if (truth === null) return [id, []];
      if (!known || evidence.kind !== "register") return [id, plain];
      const { sources, facts } = known;
      if (evidence.register === "talentLibrary") return [id, [{ text, asOf, source: asSource(sources.library) }]];
      const list = factCatalogue.lists.find((each) => each.register === evidence.register)?.name ?? "";
      const given = facts[list] as GivenList | undefined;
      const lone = without.get(list) ?? decideAlone(policy, decision, { facts, list, given });
      without.set(list, lone);
      const absence = asSource(sources.absence[evidence.register] ?? null);
      if (lone.empty[index] === truth) return [id, [{ text, asOf, source: absence }]];
      const rows = (given?.rows ?? []).map((row, at) => ({
        row,
        at,
        source: asSource(sources.rows[list]?.[at] ?? null),
      }));
      const deciding = rows.filter(({ at }) => lone.rows[at]?.[index] === truth);
      const shown = (deciding.length > 0 ? deciding : rows).slice(0, ROWS_SHOWN_MAX);
      return [id, shown.map(({ row, source }) => ({ text: withDay(text, row), asOf, source }))];
    }),
  );
}

type Without = {
  readonly empty: readonly (boolean | null)[];
  readonly rows: readonly (readonly (boolean | null)[])[];
};

/** The conditions' truths with an empty list, and with each of its rows alone. */
function decideAlone(
  policy: CompiledPolicy,
  decision: Decision,
  { facts, list, given }: { readonly facts: GivenFacts; readonly list: string; readonly given: GivenList | undefined },
): Without {
  const complete = given?.complete ?? false;
  const truths = (rows: readonly GivenRow[]) =>
    truthsOf(policy, {
      facts: { ...facts, [list]: { complete, rows } },
      asOf: decision.asOf,
      certificate: decision.certificate,
    });
  return { empty: truths([]), rows: (given?.rows ?? []).map((row) => truths([row])) };
}

function truthsOf(
  policy: CompiledPolicy,
  { facts, asOf, certificate }: { readonly facts: GivenFacts; readonly asOf: Day; readonly certificate: string | null },
): readonly (boolean | null)[] {
  const read = readFacts(facts);
  if (!read.ok) return [];
  const decided = decideSubjects(policy, read.value, asOf).find((each) => each.certificate === certificate);
  return decided?.conditions.map((each) => each.truth) ?? [];
}

function asSource(source: FactSources["library"]): Source | null {
  return source && { ...source };
}

/** The row's own day tells it from others of the same register. */
function withDay(text: Evidence[number]["text"], row: GivenRow): Evidence[number]["text"] {
  const day = row["from"] ?? row["graduated"] ?? row["acquired"] ?? row["issued"] ?? row["since"];
  return typeof day === "string" ? { zh: `${text.zh}（${day}）`, en: `${text.en} (${day})` } : text;
}
