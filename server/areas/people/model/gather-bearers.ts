import { isUnproven } from "@wutong/codes";
import type { Bearer, ReadDocument, TalentRow } from "../../registers/index.ts";
import type { FactKind } from "./fact-tables.ts";
import { createNewcomerColumns, type NewcomerTools } from "./newcomer-columns.ts";
import type { PreparedBearers } from "./prepared-rows.ts";

/** Gathers everybody whom the rows of a chunk are about, each once. */
export type BearerGatherer = {
  /** The position of a bearer; `index` is the blind index of the document number. */
  readonly positionOf: (index: string, bearer: Bearer) => number;
  readonly finish: () => PreparedBearers;
};

/**
 * Who is new only the database can tell. Most of a talent library are when it comes in first, so that they are prepared for
 * it here, beside the database's work; of other registers most people are known by then.
 */
export function createBearerGatherer(kind: FactKind, tools: NewcomerTools): BearerGatherer {
  const newcomers = kind === "talents" ? createNewcomerColumns(tools) : null;
  const names: string[] = [];
  const indexes: string[] = [];
  const firsts: number[] = [];
  const documents: ReadDocument[] = [];
  const unproven: boolean[] = [];
  /** Positions by blind index. */
  const known = new Map<string, readonly number[]>();
  return {
    positionOf: (index, bearer) => {
      const ofNumber = known.get(index) ?? [];
      const before = ofNumber.find((at) => names[at] === bearer.name);
      if (before !== undefined) return before;
      const position = names.length;
      names.push(bearer.name);
      indexes.push(index);
      firsts.push(ofNumber[0] ?? position);
      documents.push(bearer.document);
      unproven.push(isUnproven(bearer.document.kind));
      known.set(index, [...ofNumber, position]);
      newcomers?.add({ index, bearer, talent: bearer as TalentRow });
      return position;
    },
    finish: () => ({
      names,
      indexes,
      firsts: Int32Array.from(firsts),
      documents: newcomers ? [] : documents,
      unproven,
      newcomers: newcomers?.finish() ?? null,
    }),
  };
}
